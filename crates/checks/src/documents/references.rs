//! References from one section to another that lead nowhere, in circles, or not by the section's name.

use super::look::{Look, Reference};
use crate::ground::Found;
use trustline_model::diagnostic::nearest;
use trustline_model::interactions::{Details, Row};

/// Every reference: its row, the name it gives, and what that leads to.
fn references<'a>(
    look: &'a Look<'_>,
) -> impl Iterator<Item = (usize, &'a Row, &'a str, Reference)> {
    look.rows().filter_map(|(s, row)| match &row.details {
        Details::Reference(name) => Some((s, row, name.as_str(), look.reference(name))),
        Details::Entries(_) => None,
    })
}

fn title<'a>(look: &'a Look<'_>, section: usize) -> &'a str {
    look.tables
        .sections
        .get(section)
        .map_or("", |s| s.title.as_str())
}

pub(crate) fn by_abbreviation(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row, name, reference) in references(look) {
        if let Reference::Abbreviation(section) = reference {
            let message = format!(
                "no section is called `{name}`; `{}` is meant, by its abbreviation",
                title(look, section)
            );
            found.in_line(row.line, message, "refer to a section by its whole name");
        }
    }
}

pub(crate) fn reference_case(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row, name, reference) in references(look) {
        if let Reference::Case(section) = reference {
            let message = format!(
                "`{name}` is spelled `{}` in its heading",
                title(look, section)
            );
            found.in_line(row.line, message, "spell both the same");
        }
    }
}

pub(crate) fn without_pair(look: &Look<'_>, found: &mut Found<'_>) {
    for (own, row, _, reference) in references(look) {
        let Some(section) = reference.section().filter(|s| *s != own) else {
            continue;
        };
        let there = look.tables.sections.get(section);
        let mut mirrors = there
            .iter()
            .flat_map(|s| &s.rows)
            .filter(|r| r.pair() == row.pair());
        if !mirrors.any(|r| r.details.entries().is_some()) && !is_mutual(look, own, section, row) {
            let message = format!(
                "section `{}` does not tell `{}` and `{}` in full",
                title(look, section),
                row.a.shown(),
                row.b.shown()
            );
            found.in_line(
                row.line,
                message,
                "tell the interaction here, or refer to where it is told",
            );
        }
    }
}

/// Whether a section's row about the same two refers back.
fn is_mutual(look: &Look<'_>, own: usize, section: usize, row: &Row) -> bool {
    let there = look.tables.sections.get(section);
    there
        .iter()
        .flat_map(|s| &s.rows)
        .any(|r| match &r.details {
            Details::Reference(back) => {
                r.pair() == row.pair() && look.reference(back).section() == Some(own)
            }
            Details::Entries(_) => false,
        })
}

pub(crate) fn unknown_reference(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row, name, reference) in references(look) {
        if reference == Reference::Unknown {
            let titles = look.tables.sections.iter().map(|s| s.title.as_str());
            let help = match nearest(name, titles) {
                Some(title) => format!("did you mean `{title}`?"),
                None => "refer to one of the headings".to_owned(),
            };
            found.in_line(row.line, format!("there is no section `{name}`"), &help);
        }
    }
}

pub(crate) fn cyclic_reference(look: &Look<'_>, found: &mut Found<'_>) {
    for (own, row, name, reference) in references(look) {
        let Some(section) = reference.section() else {
            continue;
        };
        if section == own || is_mutual(look, own, section, row) {
            let message = match section == own {
                true => format!("this row refers to its own section `{name}`"),
                false => format!("this row and its mirror in `{name}` refer to one another"),
            };
            found.in_line(
                row.line,
                message,
                "tell the interaction in full in one of the two",
            );
        }
    }
}

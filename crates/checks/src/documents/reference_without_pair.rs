//! A row refers to a section that does not tell its interaction.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look, is_mutual, references};
use trustline_model::Severity;

pub(crate) const CHECK: Check =
    Check::of_document("reference-without-pair", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
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
                "section `{}` does not describe `{}` and `{}` in full",
                look.title(section),
                row.a.shown(),
                row.b.shown()
            );
            found.in_line(
                row.line,
                message,
                "describe the interaction here, or refer to the section that describes it",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 3"],
        "
            Section,A,B,Details
            Shop front (SF),Customer,Till,HTTPS
            Back room,Till,Oven,See Shop front (SF) for details
        ",
    ),
    leaves(
        "
            Section,A,B,Details
            Shop front (SF),Customer,Till,HTTPS
            Back room,Till,Customer,See Shop front (SF) for details
        ",
    ),
];

//! References from rows of a document to its sections.

use super::look::{Look, Reference};
use trustline_model::interactions::{Details, Row};

/// Every reference: its row, the name it gives, and what that leads to.
pub(crate) fn references<'a>(
    look: &'a Look<'_>,
) -> impl Iterator<Item = (usize, &'a Row, &'a str, Reference)> {
    look.rows().filter_map(|(s, row)| match &row.details {
        Details::Reference(name) => Some((s, row, name.as_str(), look.reference(name))),
        Details::Entries(_) => None,
    })
}

/// Whether a section's row about the same two refers back.
pub(crate) fn is_mutual(look: &Look<'_>, own: usize, section: usize, row: &Row) -> bool {
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

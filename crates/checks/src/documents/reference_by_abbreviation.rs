//! A row refers to a section by its abbreviation.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look, Reference, references};
use trustline_model::Severity;

pub(crate) const CHECK: Check =
    Check::of_document("reference-by-abbreviation", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row, name, reference) in references(look) {
        if let Reference::Abbreviation(section) = reference {
            let message = format!(
                "no section is called `{name}`; it is an abbreviation of `{}`",
                look.title(section)
            );
            found.in_line(row.line, message, "refer to a section by its whole name");
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
            Back room,Till,Customer,See SF for details
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

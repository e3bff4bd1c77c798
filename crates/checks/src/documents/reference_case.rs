//! A row spells a section in other case than its heading.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look, Reference, references};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("reference-case", Severity::Info, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row, name, reference) in references(look) {
        if let Reference::Case(section) = reference {
            let message = format!(
                "`{name}` is spelled `{}` in its heading",
                look.title(section)
            );
            found.in_line(row.line, message, "spell both the same");
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
            Back room,Till,Customer,See shop front (SF) for details
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

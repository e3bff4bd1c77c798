//! What crosses a boundary lacks a channel or an authentication.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look, PROTECT, lacking};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("unprotected-crossing", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row) in look.rows().filter(|(_, r)| r.crosses == Some(true)) {
        let Some(entries) = row.details.entries() else {
            continue;
        };
        if let Some(lacks) = lacking(entries) {
            let message = format!(
                "the interaction between `{}` and `{}` crosses a boundary, but {lacks}",
                row.a.shown(),
                row.b.shown()
            );
            found.in_line(row.line, message, PROTECT);
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 2"],
        "
            A,B,Crosses,Details
            Shop,Orders,Yes,HTTPS
        ",
    ),
    leaves(
        "
            A,B,Crosses,Details
            Shop,Orders,Yes,HTTPS; Local authentication
            Shop,Till,No,Requests
        ",
    ),
];

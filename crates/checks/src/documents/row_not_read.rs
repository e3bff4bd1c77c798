//! A row names no element at one of its ends.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("row-not-read", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    found.remarked(look.tables);
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 2", "line 4"],
        "
            A,B,Details
            ,,HTTPS
            Shop,Orders,HTTPS
            All of them are patched,,
        ",
    ),
    leaves(
        "
            A,B,Details
            Shop,Orders,HTTPS
            ,,
        ",
    ),
];

//! A cell is empty, or repeats the one above it.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("taken-from-above", Severity::Info, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    found.remarked(look.tables);
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 3", "line 4"],
        "
            A,B,Details
            Shop,Orders,HTTPS
            ,Till,SSH
            do.,Oven,HTTPS
        ",
    ),
    leaves(
        "
            A,B,Details
            Shop,Orders,HTTPS
            Shop,Till,HTTPS
        ",
    ),
];

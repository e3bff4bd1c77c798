//! A row has more cells than there are columns, or fewer.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("cell-count", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    found.remarked(look.tables);
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 2", "line 3"],
        "
            A,B,Details
            Shop,Orders,HTTPS,tokens
            Shop,Till
        ",
    ),
    leaves(
        "
            A,B,Details
            Shop,Orders,\"HTTPS, tokens\"
            Shop,Till,
        ",
    ),
];

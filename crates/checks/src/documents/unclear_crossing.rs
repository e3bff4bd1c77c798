//! A cell does not say whether a boundary is crossed.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("unclear-crossing", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    found.remarked(look.tables);
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 3", "line 4"],
        "
            A,B,Crosses
            Shop,Orders,Yes
            Shop,Till,perhaps
            Orders,Till,Yes/No
        ",
    ),
    leaves(
        "
            A,B,Crosses
            Shop,Orders,Ja
            Shop,Till,✗
            Orders,Till,Yes - DMZ
            Oven,Till,Internet
            Oven,Shop,
        ",
    ),
];

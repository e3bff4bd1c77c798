//! A cell does not say which way data flows.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("unclear-direction", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    found.remarked(look.tables);
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 2"],
        "
            A,Flow,B
            Shop,sideways,Orders
            Shop,->,Till
        ",
    ),
    leaves(
        "
            A,Flow,B
            Shop,⇄,Orders
            Shop,in,Till
            Shop,hin,Oven
            Oven,,Till
        ",
    ),
];

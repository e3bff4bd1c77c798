//! A column has a name that is not known.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("unknown-column", Severity::Info, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    found.remarked(look.tables);
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 1"],
        "
            A,B,Protocol,Port
            Shop,Orders,SMTP,25
        ",
    ),
    leaves(
        "
            No,A,B,Details
            1,Shop,Orders,HTTPS
        ",
    ),
];

//! Ids of elements stand on several diagrams of the file.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("id-on-several-diagrams", Severity::Warning);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["zone, remark, user, api, store, internet, order, loose"],
        "shown-on-two-diagrams.tm7",
    ),
    leaves("small.tm7"),
];

//! An element in the file has no id.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("no-id", Severity::Warning);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["00000000-0000-0000-0002-000000000002"],
        "shared-and-missing-ids.tm7",
    ),
    leaves("small.tm7"),
];

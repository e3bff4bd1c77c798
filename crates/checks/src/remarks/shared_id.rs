//! Two diagrams, or two elements of a diagram, have the same id.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("shared-id", Severity::Warning);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(&["api"], "shared-and-missing-ids.tm7"),
    finds(&["diagram diagram"], "references.tm7"),
    leaves("small.tm7"),
];

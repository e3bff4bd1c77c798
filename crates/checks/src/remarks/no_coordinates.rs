//! A data flow has no coordinates at an end.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("no-coordinates", Severity::Warning);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(&["order", "save"], "flows-without-coordinates.tm7"),
    leaves("small.tm7"),
];

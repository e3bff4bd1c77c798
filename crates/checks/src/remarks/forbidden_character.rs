//! A file holds characters that XML cannot hold.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("forbidden-character", Severity::Warning);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(&["line 1"], "control-characters.tm7"),
    leaves("small.tm7"),
];

//! A model file holds something that Trustline does not understand.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("unknown-content", Severity::Info);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(&["line 5", "line 8"], "indented-with-foreign-content.tm7"),
    leaves("small.tm7"),
];

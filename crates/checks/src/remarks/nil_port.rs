//! A line has no port at an end.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("nil-port", Severity::Warning);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(&["line 2"], "line-without-ports.tm7"),
    leaves("small.tm7"),
];

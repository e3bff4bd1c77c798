//! A threat's state is not spelt as in native files, or is unknown.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("state-spelling", Severity::Info);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(&["line 5", "line 7", "line 9"], "states-of-other-tools.tm7"),
    leaves("small.tm7"),
];

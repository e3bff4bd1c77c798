//! A file lacks a block that the original tool needs.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("missing-block", Severity::Warning);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[finds(&["line 1"], "bare.tm7"), leaves("small.tm7")];

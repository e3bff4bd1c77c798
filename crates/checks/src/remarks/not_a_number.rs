//! A coordinate or size in the file is not a number.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("not-a-number", Severity::Warning);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[finds(&["line 2"], "unknown-type.tm7"), leaves("small.tm7")];

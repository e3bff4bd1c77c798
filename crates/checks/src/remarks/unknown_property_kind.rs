//! A property in the file is of an unknown kind.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("unknown-property-kind", Severity::Warning);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[finds(&["line 1"], "unknown-type.tm7"), leaves("small.tm7")];

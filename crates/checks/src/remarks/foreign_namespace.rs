//! A model file is not in the namespace of models.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("foreign-namespace", Severity::Warning);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[finds(&["line 1"], "bare.tm7"), leaves("small.tm7")];

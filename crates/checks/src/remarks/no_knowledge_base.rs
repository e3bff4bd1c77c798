//! A model carries no template.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("no-knowledge-base", Severity::Warning);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(&["line 1"], "no-knowledge-base.tm7"),
    leaves("small.tm7"),
];

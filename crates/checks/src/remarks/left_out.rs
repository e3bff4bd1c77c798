//! A form of files cannot hold something, and it is left out.

use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("left-out", Severity::Info);

#[cfg(test)]
pub(crate) const CASES: &[crate::cases::Case] = &[];

//! A rule of a template as text names what is not there.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("unknown-name-in-rule", Severity::Error);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 4"],
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: source is [Robot]
        ",
    ),
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: source is [Process]
        ",
    ),
];

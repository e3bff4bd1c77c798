//! A document is not UTF-8.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("other-encoding", Severity::Info, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    found.remarked(look.tables);
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(&["line 1"], "windows-1252.csv"),
    leaves(
        "
            A,B
            Bäcker,Ofen
        ",
    ),
];

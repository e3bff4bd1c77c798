//! A table is not read.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("table-not-read", Severity::Info, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    found.remarked(look.tables);
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 5", "line 9"],
        "
            |A|B|
            |---|---|
            |Shop|Orders|
            
            |Source|Port|
            |---|---|
            |Shop|25|
            
            |Word|Meaning|
            |---|---|
            |A|B|
        ",
    ),
    leaves(
        "
            |A|B|
            |---|---|
            |Shop|Orders|
        ",
    ),
];

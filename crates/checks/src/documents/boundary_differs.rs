//! Two rows name different boundaries between the same elements.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use std::collections::BTreeSet;
use trustline_model::Severity;
use trustline_model::interactions::{Row, plain};

pub(crate) const CHECK: Check = Check::of_document("boundary-differs", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    let set = |row: &Row| -> BTreeSet<String> { row.boundaries.iter().map(|b| plain(b)).collect() };
    for pair in &look.resolved.pairs {
        let mut told = look.rows_of(pair).filter(|r| !r.boundaries.is_empty());
        let Some(first) = told.next() else {
            continue;
        };
        for row in told.filter(|r| set(r) != set(first)) {
            let message = format!(
                "boundaries between {}: `{}` here, but `{}` in line {}",
                look.ends_of(pair),
                row.boundaries.join(", "),
                first.boundaries.join(", "),
                first.line
            );
            let help = "both rows are about the same interaction: one of them is wrong";
            found.in_line(row.line, message, help);
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 3"],
        "
            A,B,Crosses
            Shop,Orders,Yes (DMZ)
            Orders,Shop,Yes (Internet)
        ",
    ),
    leaves(
        "
            A,B,Crosses
            Shop,Orders,\"Yes (DMZ, Internet)\"
            Orders,Shop,\"Yes (internet, DMZ)\"
            Shop,Orders,Yes
        ",
    ),
];

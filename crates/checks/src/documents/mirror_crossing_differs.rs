//! Two rows disagree on whether a boundary is crossed.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check =
    Check::of_document("mirror-crossing-differs", Severity::Warning, find);

fn word(crosses: bool) -> &'static str {
    if crosses { "Yes" } else { "No" }
}

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for pair in &look.resolved.pairs {
        let mut told = look.rows_of(pair).filter_map(|r| Some((r, r.crosses?)));
        let Some((first, crosses)) = told.next() else {
            continue;
        };
        for (row, other) in told.filter(|(_, c)| *c != crosses) {
            let message = format!(
                "crossing between {}: `{}` here, but `{}` in line {}",
                look.ends_of(pair),
                word(other),
                word(crosses),
                first.line
            );
            found.in_line(
                row.line,
                message,
                "both rows are about the same interaction: one of them is wrong",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 3"],
        "
            A,B,Crosses
            Shop,Orders,Yes
            Orders,Shop,No
        ",
    ),
    leaves(
        "
            A,B,Crosses
            Shop,Orders,Yes
            Orders,Shop,Yes
        ",
    ),
];

//! A row crosses a boundary within one zone of trust.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("crossing-inside-zone", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for pair in look
        .resolved
        .pairs
        .iter()
        .filter(|p| look.resolved.together(p))
    {
        for row in look.rows_of(pair).filter(|r| r.crosses == Some(true)) {
            let message = format!(
                "{} are in one trust zone, because rows without a crossing connect them, but this row crosses a boundary",
                look.ends_of(pair)
            );
            found.in_line(
                row.line,
                message,
                "either this row or one of those that connect them is wrong",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 4"],
        "
            A,B,Crosses
            Shop,Orders,No
            Orders,Till,No
            Shop,Till,Yes
        ",
    ),
    leaves(
        "
            A,B,Crosses
            Shop,Orders,No
            Orders,Till,Yes
            Shop,Till,Yes
        ",
    ),
];

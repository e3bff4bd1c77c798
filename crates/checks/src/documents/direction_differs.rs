//! Two rows disagree on which way data flows.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;
use trustline_model::interactions::Row;

pub(crate) const CHECK: Check = Check::of_document("direction-differs", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for pair in &look.resolved.pairs {
        let turned = |row: &Row| match look.resolved.place(&row.a.key()) == Some(pair.a) {
            true => row.direction,
            false => row.direction.turned(),
        };
        let mut told = look.rows_of(pair).filter(|r| r.is_directed);
        let Some(first) = told.next() else {
            continue;
        };
        let is_full = |row: &Row| row.details.entries().is_some();
        for row in told.filter(|r| turned(r) != turned(first)) {
            // Each of two rows may tell its own way in full: those are two data flows.
            let opposite = turned(row) == turned(first).turned();
            if opposite && is_full(row) && is_full(first) {
                continue;
            }
            let message = format!(
                "direction between {}: `{}` here, seen from `{}`, but `{}` in line {}",
                look.ends_of(pair),
                row.direction.as_str(),
                row.a.shown(),
                first.direction.as_str(),
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
        &["line 3", "line 5"],
        "
            Section,A,Flow,B,Details
            One,Shop,A to B,Orders,HTTPS
            Two,Orders,both,Shop,See One for details
            One,Shop,both,Till,HTTPS
            Two,Till,A to B,Shop,See One for details
        ",
    ),
    leaves(
        "
            A,Flow,B,Details
            Shop,A to B,Orders,HTTPS
            Orders,A to B,Shop,SSH
            Till,B to A,Shop,HTTPS
            Shop,A to B,Till,HTTPS
            Shop,,Till,HTTPS
        ",
    ),
];

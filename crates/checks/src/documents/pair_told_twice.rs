//! Two rows tell one interaction in full, and differ.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use std::collections::HashSet;
use trustline_model::Severity;
use trustline_model::interactions::{Direction, plain};

pub(crate) const CHECK: Check = Check::of_document("pair-told-twice", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    let set =
        |entries: &[String]| -> HashSet<String> { entries.iter().map(|e| plain(e)).collect() };
    for pair in &look.resolved.pairs {
        let mut told = look.full(pair);
        let Some((first, entries)) = told.next() else {
            continue;
        };
        for (row, others) in told.filter(|(_, others)| set(others) != set(entries)) {
            // A row for each way: two data flows, each with its own details.
            let same_end = row.a.key() == first.a.key();
            let seen = if same_end {
                row.direction
            } else {
                row.direction.turned()
            };
            if seen == first.direction.turned() && seen != Direction::Both {
                continue;
            }
            let (here, there) = (set(others), set(entries));
            let mut only: Vec<String> = others
                .iter()
                .filter(|e| !there.contains(&plain(e)))
                .map(|e| format!("`{e}` only here"))
                .collect();
            let missing = entries.iter().filter(|e| !here.contains(&plain(e)));
            only.extend(missing.map(|e| format!("`{e}` only there")));
            let message = format!(
                "{} are described in full here and in line {}, with differences: {}",
                look.ends_of(pair),
                first.line,
                only.join(", ")
            );
            found.in_line(
                row.line,
                message,
                "describe it in full once, and refer to that section here",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 3"],
        "
            A,B,Details
            Shop,Orders,HTTPS
            Orders,Shop,SSH
        ",
    ),
    leaves(
        "
            A,B,Details
            Shop,Orders,HTTPS
            Orders,Shop,https
        ",
    ),
    leaves(
        "
            A,Flow,B,Details
            Shop,A to B,Orders,HTTPS
            Orders,A to B,Shop,SSH
        ",
    ),
];

//! A row lacks what almost all others carry.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use std::collections::BTreeMap;
use trustline_model::Severity;
use trustline_model::interactions::{Row, plain};
use trustline_tables::{Tells, meanings};

pub(crate) const CHECK: Check = Check::of_document("payload-missing", Severity::Info, find);

/// A row without what nearly all others carry was perhaps forgotten.
fn find(look: &Look<'_>, found: &mut Found<'_>) {
    let told: Vec<(&Row, &[String])> = look
        .rows()
        .filter_map(|(_, r)| Some((r, r.details.entries()?)))
        .collect();
    let mut counts: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for entry in told.iter().flat_map(|(_, entries)| *entries) {
        if meanings(entry).iter().any(|m| m.tells == Tells::Payload) {
            counts.entry(plain(entry)).or_insert((0, entry)).0 += 1;
        }
    }
    for (key, (count, shown)) in counts {
        if told.len() < 10 || count * 10 < told.len() * 9 || count == told.len() {
            continue;
        }
        for (row, _) in told
            .iter()
            .filter(|(_, e)| !e.iter().any(|e| plain(e) == key))
        {
            let message = format!(
                "{count} of {} rows carry `{shown}`, this one does not",
                told.len()
            );
            found.in_line(row.line, message, "add it, unless it does not apply here");
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 11"],
        "
            A,B,Details
            Shop,Till,Requests
            Shop,Bank,Requests
            Shop,Oven,Requests
            Shop,Mill,Requests
            Shop,Yard,Requests
            Shop,Gate,Requests
            Shop,Door,Requests
            Shop,Roof,Requests
            Shop,Wall,Requests
            Shop,Well,HTTPS
        ",
    ),
    leaves(
        "
            A,B,Details
            Shop,Till,Requests
            Shop,Bank,Requests
            Shop,Oven,Requests
            Shop,Mill,Requests
            Shop,Yard,Requests
            Shop,Gate,Requests
            Shop,Door,Requests
            Shop,Roof,Requests
            Shop,Wall,Requests
            Shop,Well,Requests
        ",
    ),
];

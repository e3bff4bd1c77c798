//! What rows do not tell of data on its way: its channel, its proof, its class.

use super::look::Look;
use crate::ground::{Found, PROTECT, SHIELD, lacking};
use std::collections::BTreeMap;
use trustline_model::interactions::{Row, plain};
use trustline_tables::{Tells, carry_credentials, meaning, tell};

pub(crate) fn unprotected_crossing(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row) in look.rows().filter(|(_, r)| r.crosses == Some(true)) {
        let Some(entries) = row.details.entries() else {
            continue;
        };
        if let Some(lacks) = lacking(entries) {
            let message = format!(
                "`{}` and `{}` talk across a boundary, and {lacks}",
                row.a.shown(),
                row.b.shown()
            );
            found.in_line(row.line, message, PROTECT);
        }
    }
}

pub(crate) fn unprotected_credentials(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row) in look.rows() {
        let Some(entries) = row.details.entries() else {
            continue;
        };
        if carry_credentials(entries) && !tell(entries, Tells::Channel) {
            let message = format!(
                "credentials or tokens travel between `{}` and `{}`, and no channel is told",
                row.a.shown(),
                row.b.shown()
            );
            found.in_line(row.line, message, SHIELD);
        }
    }
}

/// Words that say how much data is worth.
const CLASSES: [&str; 9] = [
    "confidential",
    "public",
    "internal",
    "restricted",
    "secret",
    "personal",
    "sensitive",
    "classified",
    "classification",
];

pub(crate) fn no_classification(look: &Look<'_>, found: &mut Found<'_>) {
    let mut all = look
        .rows()
        .filter_map(|(_, r)| r.details.entries())
        .flatten();
    let classed = |entry: &String| {
        let entry = entry.to_lowercase();
        let mut words = entry.split(|c: char| !c.is_alphanumeric());
        words.any(|w| CLASSES.contains(&w) && !entry.contains("secret key"))
    };
    let first = look.rows().map(|(_, r)| r.line).min();
    if let Some(line) = first.filter(|_| !all.any(classed)) {
        let message = "no row says how confidential its data is".to_owned();
        found.in_line(
            line,
            message,
            "name the class of the data where it matters, such as `confidential`",
        );
    }
}

/// A row without what nearly all others carry was perhaps forgotten.
pub(crate) fn payload_missing(look: &Look<'_>, found: &mut Found<'_>) {
    let told: Vec<(&Row, &[String])> = look
        .rows()
        .filter_map(|(_, r)| Some((r, r.details.entries()?)))
        .collect();
    let mut counts: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for entry in told.iter().flat_map(|(_, entries)| *entries) {
        if meaning(entry).is_some_and(|m| m.tells == Tells::Payload) {
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
            found.in_line(
                row.line,
                message,
                "add it, unless nothing of the kind flows here",
            );
        }
    }
}

//! A word, a directive or a detail is probably a slip.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use std::collections::{BTreeMap, HashMap};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("doubtful-spelling", Severity::Info, find);

/// Slips that can be told for certain: a word twice, `either … and`, directives that do not close,
/// and details that are spelled nearly as those that are used often.
fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, line, text) in look.prose() {
        let words: Vec<&str> = text.split(' ').collect();
        let twice = words.windows(2).find_map(|pair| match pair {
            [a, b]
                if a.eq_ignore_ascii_case(b)
                    && a.len() > 1
                    && a.chars().all(char::is_alphabetic) =>
            {
                Some(*a)
            }
            _ => None,
        });
        if let Some(word) = twice {
            found.in_line(line, format!("`{word} {word}`"), "the word is repeated");
        }
        if text.starts_with("::: zone end") {
            found.in_line(
                line,
                "`::: zone end` closes nothing".into(),
                "write `::: zone-end`",
            );
        }
        let lower = text.to_lowercase();
        if let Some((_, rest)) = lower.split_once("either ") {
            let part = rest.split(['.', ',', ';']).next().unwrap_or("");
            if part.contains(" and ") && !part.contains(" or ") {
                found.in_line(line, "`either … and`".into(), "write `either … or`");
            }
        }
    }
    // Spellings that differ by slips alone, with how often each occurs.
    let mut counts: HashMap<String, BTreeMap<&str, usize>> = HashMap::new();
    let rows = || look.tables.sections.iter().flat_map(|s| &s.rows);
    for entry in rows().filter_map(|r| r.details.entries()).flatten() {
        *counts
            .entry(slipless(entry))
            .or_default()
            .entry(entry)
            .or_default() += 1;
    }
    for row in rows() {
        for entry in row.details.entries().into_iter().flatten() {
            let alike = counts.get(&slipless(entry));
            let rare = alike
                .and_then(|a| a.get(entry.as_str()))
                .copied()
                .unwrap_or(0);
            let slip = alike.and_then(|a| a.iter().find(|(_, n)| **n > rare));
            if let Some((other, _)) = slip {
                let message = format!("`{entry}` is spelled `{other}` elsewhere");
                found.in_line(row.line, message, "spell the same thing the same");
            }
        }
    }
}

/// A text without what slips change: case, spaces, hyphens, final letters of the plural.
fn slipless(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let bare = |w: &str| w.to_lowercase().trim_end_matches('s').to_owned();
    words.map(bare).collect()
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 1", "line 1", "line 2", "line 8"],
        "
            Doors are either open and shut, and the the key is lost.
            ::: zone end

            |A|B|Details|
            |---|---|---|
            |Shop|Orders|Requests|
            |Shop|Till|Requests|
            |Shop|Mill|Request|
        ",
    ),
    leaves(
        "
            Doors are either open or shut.

            |A|B|Details|
            |---|---|---|
            |Shop|Orders|Requests|
            |Shop|Till|Requests|
        ",
    ),
];

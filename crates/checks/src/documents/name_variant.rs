//! An element is spelt in two ways.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use std::collections::HashMap;
use trustline_model::Severity;
use trustline_model::diagnostic::nearest;
use trustline_model::interactions::plain;

pub(crate) const CHECK: Check = Check::of_document("name-variant", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    let mut spellings: HashMap<String, (usize, Vec<String>)> = HashMap::new();
    for (row, named) in look.mentions() {
        let (line, known) = spellings
            .entry(named.key())
            .or_insert_with(|| (row.line, Vec::new()));
        let shown = named.shown();
        if known.contains(&shown) {
            continue;
        }
        if let Some(first) = known.first() {
            let message = format!("`{shown}` is spelled `{first}` in line {line}");
            found.in_line(row.line, message, "spell an element the same everywhere");
        }
        known.push(shown);
    }
    // Names that are the same but for hyphens, spaces and a plural.
    let mut squashed: HashMap<String, &str> = HashMap::new();
    // Names that would be the same if one of their words were: only those are compared.
    let mut alike: HashMap<(usize, String), Vec<usize>> = HashMap::new();
    for (i, thing) in look.resolved.things.iter().enumerate() {
        let key = words_of(&thing.name);
        let mut near = squashed.get(&squash(&key)).copied();
        squashed.entry(squash(&key)).or_insert(&thing.name);
        for n in 0..key.len() {
            let rest = key.iter().enumerate().filter(|(m, _)| *m != n);
            let rest: Vec<&str> = rest.map(|(_, w)| w.as_str()).collect();
            let others = alike.entry((n, rest.join(" "))).or_default();
            let earlier = others.iter().filter_map(|o| look.resolved.things.get(*o));
            let mut earlier = earlier.take(MOST_ALIKE);
            let slip = earlier.find(|o| is_near(&thing.name, &o.name));
            near = near.or(slip.map(|o| o.name.as_str()));
            others.push(i);
        }
        if let Some(earlier) = near {
            let first = look.mentions().find(|(_, n)| n.name == thing.name);
            let message = format!("`{}` is nearly `{earlier}`", thing.name);
            let line = first.map_or(0, |(row, _)| row.line);
            let help = "if both are one element, spell them the same";
            found.in_line(line, message, help);
        }
    }
}

/// Of many names that share all words but one, so many are compared.
const MOST_ALIKE: usize = 50;

fn words_of(name: &str) -> Vec<String> {
    let name = plain(name);
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// A name in one word, of one thing.
fn squash(words: &[String]) -> String {
    let whole = words.concat();
    match whole.strip_suffix('s') {
        Some(one) if one.len() > 3 && !one.ends_with('s') => one.to_owned(),
        _ => whole,
    }
}

/// Whether a name differs by a slip of the keyboard alone: as many words, one of them a little other.
fn is_near(name: &str, other: &str) -> bool {
    let (own, other) = (words_of(name), words_of(other));
    let mut differ = own.iter().zip(&other).filter(|(a, b)| a != b);
    let Some((a, b)) = differ.next().filter(|_| own.len() == other.len()) else {
        return false;
    };
    let long = a.chars().count().min(b.chars().count()) >= 4;
    let digits = a.chars().chain(b.chars()).any(|c| c.is_ascii_digit());
    long && !digits && differ.next().is_none() && nearest(a, [b.as_str()]).is_some()
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 3", "line 4"],
        "
            A,B
            Web shop,Orders
            web shop,Till
            Web shopp,Oven
        ",
    ),
    finds(
        &["line 2", "line 3"],
        "
            A,B
            File server,fileserver
            File-Servers,Orders
        ",
    ),
    leaves(
        "
            A,B
            Web shop,Orders
            Shop 1,Shop 2
            DC01,DC02
            On-site backup,Off-site backup
        ",
    ),
];

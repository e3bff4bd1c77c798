//! An element is spelt in two ways.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use std::collections::{HashMap, HashSet};
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
    // Names that would be the same if one of their words were: only those are compared.
    let mut alike: HashMap<(usize, String), Vec<usize>> = HashMap::new();
    let mut said: HashSet<usize> = HashSet::new();
    for (i, thing) in look.resolved.things.iter().enumerate() {
        let key = words_of(&thing.name);
        for n in 0..key.len() {
            let rest = key.iter().enumerate().filter(|(m, _)| *m != n);
            let rest: Vec<&str> = rest.map(|(_, w)| w.as_str()).collect();
            let others = alike.entry((n, rest.join(" "))).or_default();
            let near = others.iter().filter_map(|o| look.resolved.things.get(*o));
            let near = near
                .take(MOST_ALIKE)
                .find(|o| is_near(&thing.name, &o.name));
            if let Some(earlier) = near.filter(|_| said.insert(i)) {
                let first = look.mentions().find(|(_, n)| n.name == thing.name);
                let message = format!("`{}` is nearly `{}`", thing.name, earlier.name);
                let line = first.map_or(0, |(row, _)| row.line);
                found.in_line(
                    line,
                    message,
                    "if both are one element, spell them the same",
                );
            }
            others.push(i);
        }
    }
}

/// Of many names that share all words but one, so many are compared.
const MOST_ALIKE: usize = 50;

fn words_of(name: &str) -> Vec<String> {
    plain(name).split(' ').map(str::to_owned).collect()
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
    leaves(
        "
            A,B
            Web shop,Orders
            Shop 1,Shop 2
        ",
    ),
];

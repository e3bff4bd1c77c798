//! Elements that are spelled, shown or listed in several ways.

use super::look::Look;
use crate::ground::Found;
use std::collections::{HashMap, HashSet};
use trustline_model::diagnostic::nearest;
use trustline_model::interactions::{Named, NodeKind, Row, plain};

/// Every mention of an element with its row.
fn mentions<'a>(look: &'a Look<'_>) -> impl Iterator<Item = (&'a Row, &'a Named)> {
    look.rows()
        .flat_map(|(_, row)| [(row, &row.a), (row, &row.b)])
}

pub(crate) fn name_variant(look: &Look<'_>, found: &mut Found<'_>) {
    let mut spellings: HashMap<String, (usize, Vec<String>)> = HashMap::new();
    for (row, named) in mentions(look) {
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
                let first = mentions(look).find(|(_, n)| n.name == thing.name);
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

/// A kind with its article.
fn a(kind: NodeKind) -> String {
    let article = match kind {
        NodeKind::ExternalEntity => "an",
        NodeKind::Process | NodeKind::DataStore => "a",
    };
    format!("{article} {}", kind.as_str())
}

pub(crate) fn kind_variant(look: &Look<'_>, found: &mut Found<'_>) {
    let kinds: HashMap<String, NodeKind> = look
        .resolved
        .things
        .iter()
        .map(|t| (plain(&t.name), t.kind))
        .collect();
    for (row, named) in mentions(look) {
        let Some(usual) = kinds.get(&named.key()) else {
            continue;
        };
        if let Some(kind) = named.kind.filter(|k| k != usual) {
            let message = format!(
                "`{}` is shown as {} here and as {} elsewhere",
                named.shown(),
                a(kind),
                a(*usual)
            );
            found.in_line(row.line, message, "give it the same icon everywhere");
        } else if let (Some(kind), Some(said)) = (named.kind, named.said)
            && kind != said
        {
            let message = format!(
                "the icon of `{}` shows {}, and its text says {}",
                named.shown(),
                a(kind),
                a(said)
            );
            found.in_line(row.line, message, "let icon and text say the same");
        }
    }
}

pub(crate) fn listed_otherwise(look: &Look<'_>, found: &mut Found<'_>) {
    let things = &look.resolved.things;
    for listed in &look.tables.listed {
        let same = things
            .iter()
            .any(|t| t.name == listed.text || t.shown() == listed.text);
        if same || listed.text.is_empty() || listed.text.ends_with('?') {
            continue;
        }
        let own = plain(&listed.text);
        let contains = |t: &&str| own.ends_with(&plain(t)) || plain(t).ends_with(&own);
        let names = || things.iter().map(|t| t.name.as_str());
        let meant = names()
            .find(|t| plain(t) == own)
            .or_else(|| names().find(contains))
            .or_else(|| nearest(&listed.text, names()));
        let (message, help) = match meant {
            Some(name) => (
                format!("`{}` is called `{name}` in the tables", listed.text),
                "call it the same in both places",
            ),
            None => (
                format!("`{}` is listed, but no table names it", listed.text),
                "tell what it talks to, or leave it out",
            ),
        };
        found.in_line(listed.line, message, help);
    }
}

/// Words in the names of what keeps data.
const KEEPING: [&str; 10] = [
    "sql",
    "database",
    "db",
    "store",
    "storage",
    "bucket",
    "repository",
    "cache",
    "vault",
    "archive",
];

pub(crate) fn doubtful_kind(look: &Look<'_>, found: &mut Found<'_>) {
    let things = &look.resolved.things;
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric());
        words.map(str::to_lowercase).collect()
    };
    for thing in things.iter().filter(|t| t.kind == NodeKind::Process) {
        let own = words(&thing.name);
        let keeps = own.iter().any(|w| KEEPING.contains(&w.as_str()));
        let has_store = things
            .iter()
            .any(|t| t.kind == NodeKind::DataStore && words(&t.name).first() == own.first());
        if keeps && !has_store {
            let first = mentions(look).find(|(_, n)| plain(&n.name) == plain(&thing.name));
            let message = format!(
                "`{}` is a process by its icon, its name sounds like a data store, and there is no store beside it",
                thing.shown()
            );
            let line = first.map_or(0, |(row, _)| row.line);
            found.in_line(
                line,
                message,
                "add the store that it keeps its data in, or make it one",
            );
        }
    }
}

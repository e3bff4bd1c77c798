//! Contradictions, references, names and protection in interaction tables.

use super::check::{Found, Look, Reference};
use super::resolve::Pair;
use super::words::{Tells, carry_credentials, meaning, tell};
use std::collections::{BTreeMap, HashMap, HashSet};
use trustline_model::diagnostic::nearest;
use trustline_model::interactions::{Details, Named, NodeKind, Row, plain};

/// Every row with the place of its section.
fn rows<'a>(look: &'a Look<'_>) -> impl Iterator<Item = (usize, &'a Row)> {
    let sections = look.tables.sections.iter().enumerate();
    sections.flat_map(|(s, section)| section.rows.iter().map(move |r| (s, r)))
}

/// The rows of a pair.
fn rows_of<'a>(look: &'a Look<'_>, pair: &'a Pair) -> impl Iterator<Item = &'a Row> {
    let row = |(s, r): &(usize, usize)| look.tables.sections.get(*s)?.rows.get(*r);
    pair.rows.iter().filter_map(row)
}

/// Rows of a pair that tell it in full.
fn full<'a>(look: &'a Look<'_>, pair: &'a Pair) -> impl Iterator<Item = (&'a Row, &'a [String])> {
    rows_of(look, pair).filter_map(|r| Some((r, r.details.entries()?)))
}

fn word(crosses: bool) -> &'static str {
    if crosses { "Yes" } else { "No" }
}

fn both(look: &Look<'_>, pair: &Pair) -> String {
    let ends = look.resolved.ends(pair);
    ends.map_or_else(String::new, |(a, b)| {
        format!("`{}` and `{}`", a.shown(), b.shown())
    })
}

pub fn mirrors(look: &Look<'_>, found: &mut Found<'_>) {
    for pair in &look.resolved.pairs {
        let mut told = rows_of(look, pair).filter_map(|r| Some((r, r.crosses?)));
        let Some((first, crosses)) = told.next() else {
            continue;
        };
        for (row, other) in told.filter(|(_, c)| *c != crosses) {
            let message = format!(
                "crossing between {}: `{}` here, but `{}` in line {}",
                both(look, pair),
                word(other),
                word(crosses),
                first.line
            );
            found.push(
                row.line,
                message,
                "both rows are about the same interaction: one of them is wrong",
            );
        }
    }
}

pub fn told_twice(look: &Look<'_>, found: &mut Found<'_>) {
    let set =
        |entries: &[String]| -> HashSet<String> { entries.iter().map(|e| plain(e)).collect() };
    for pair in &look.resolved.pairs {
        let mut told = full(look, pair);
        let Some((first, entries)) = told.next() else {
            continue;
        };
        for (row, others) in told.filter(|(_, others)| set(others) != set(entries)) {
            let (here, there) = (set(others), set(entries));
            let mut only: Vec<String> = others
                .iter()
                .filter(|e| !there.contains(&plain(e)))
                .map(|e| format!("`{e}` only here"))
                .collect();
            let missing = entries.iter().filter(|e| !here.contains(&plain(e)));
            only.extend(missing.map(|e| format!("`{e}` only there")));
            let message = format!(
                "{} are told in full here and in line {}, and differ: {}",
                both(look, pair),
                first.line,
                only.join(", ")
            );
            found.push(
                row.line,
                message,
                "tell it once in full, and refer to that section here",
            );
        }
    }
}

pub fn inside_zone(look: &Look<'_>, found: &mut Found<'_>) {
    for pair in look
        .resolved
        .pairs
        .iter()
        .filter(|p| look.resolved.together(p))
    {
        for row in rows_of(look, pair).filter(|r| r.crosses == Some(true)) {
            let message = format!(
                "{} lie in one zone, for rows that cross nothing join them, but this row crosses a boundary",
                both(look, pair)
            );
            found.push(
                row.line,
                message,
                "either this row or one of those that join them is wrong",
            );
        }
    }
}

pub fn without_boundary(look: &Look<'_>, found: &mut Found<'_>) {
    // What has a section of its own is an area of its own.
    let sections = look.tables.sections.iter();
    let areas: HashSet<String> = sections
        .filter_map(|s| {
            let key = s.rows.first()?.a.key();
            s.rows.iter().all(|r| r.a.key() == key).then_some(key)
        })
        .collect();
    let mut first: HashMap<usize, &Row> = HashMap::new();
    for pair in &look.resolved.pairs {
        let crossing = rows_of(look, pair)
            .filter(|r| r.crosses == Some(true) && r.boundaries.is_empty())
            .min_by_key(|r| r.line);
        for (end, row) in [pair.a, pair.b]
            .into_iter()
            .zip(crossing.into_iter().cycle())
        {
            let known = first.entry(end).or_insert(row);
            if row.line < known.line {
                *known = row;
            }
        }
    }
    for (i, thing) in look.resolved.things.iter().enumerate() {
        let zone = look.resolved.zones.get(thing.zone);
        let alone = zone.is_some_and(|z| z.things.len() == 1 && z.name.is_none());
        if let Some(row) = first.get(&i).filter(|_| alone)
            && !areas.contains(&plain(&thing.name))
        {
            let message = format!(
                "a boundary is crossed on the way to `{}`, but nothing says which one lies around it",
                thing.shown()
            );
            let help =
                "draw the boundary after import, or name the zone at import: --zone NAME=ELEMENT";
            found.push(row.line, message, help);
        }
    }
}

/// Every reference: its row, the name it gives, and what that leads to.
fn references<'a>(
    look: &'a Look<'_>,
) -> impl Iterator<Item = (usize, &'a Row, &'a str, Reference)> {
    rows(look).filter_map(|(s, row)| match &row.details {
        Details::Reference(name) => Some((s, row, name.as_str(), look.reference(name))),
        Details::Entries(_) => None,
    })
}

fn title<'a>(look: &'a Look<'_>, section: usize) -> &'a str {
    look.tables
        .sections
        .get(section)
        .map_or("", |s| s.title.as_str())
}

pub fn by_abbreviation(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row, name, reference) in references(look) {
        if let Reference::Abbreviation(section) = reference {
            let message = format!(
                "no section is called `{name}`; `{}` is meant, by its abbreviation",
                title(look, section)
            );
            found.push(row.line, message, "refer to a section by its whole name");
        }
    }
}

pub fn reference_case(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row, name, reference) in references(look) {
        if let Reference::Case(section) = reference {
            let message = format!(
                "`{name}` is spelled `{}` in its heading",
                title(look, section)
            );
            found.push(row.line, message, "spell both the same");
        }
    }
}

pub fn without_pair(look: &Look<'_>, found: &mut Found<'_>) {
    for (own, row, _, reference) in references(look) {
        let Some(section) = reference.section().filter(|s| *s != own) else {
            continue;
        };
        let there = look.tables.sections.get(section);
        let mut mirrors = there
            .iter()
            .flat_map(|s| &s.rows)
            .filter(|r| r.pair() == row.pair());
        if !mirrors.any(|r| r.details.entries().is_some()) && !is_mutual(look, own, section, row) {
            let message = format!(
                "section `{}` does not tell `{}` and `{}` in full",
                title(look, section),
                row.a.shown(),
                row.b.shown()
            );
            found.push(
                row.line,
                message,
                "tell the interaction here, or refer to where it is told",
            );
        }
    }
}

/// Whether a section's row about the same two refers back.
fn is_mutual(look: &Look<'_>, own: usize, section: usize, row: &Row) -> bool {
    let there = look.tables.sections.get(section);
    there
        .iter()
        .flat_map(|s| &s.rows)
        .any(|r| match &r.details {
            Details::Reference(back) => {
                r.pair() == row.pair() && look.reference(back).section() == Some(own)
            }
            Details::Entries(_) => false,
        })
}

pub fn unknown_reference(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row, name, reference) in references(look) {
        if reference == Reference::Unknown {
            let titles = look.tables.sections.iter().map(|s| s.title.as_str());
            let help = match nearest(name, titles) {
                Some(title) => format!("did you mean `{title}`?"),
                None => "refer to one of the headings".to_owned(),
            };
            found.push(row.line, format!("there is no section `{name}`"), &help);
        }
    }
}

pub fn cyclic_reference(look: &Look<'_>, found: &mut Found<'_>) {
    for (own, row, name, reference) in references(look) {
        let Some(section) = reference.section() else {
            continue;
        };
        if section == own || is_mutual(look, own, section, row) {
            let message = match section == own {
                true => format!("this row refers to its own section `{name}`"),
                false => format!("this row and its mirror in `{name}` refer to one another"),
            };
            found.push(
                row.line,
                message,
                "tell the interaction in full in one of the two",
            );
        }
    }
}

/// Every mention of an element with its row.
fn mentions<'a>(look: &'a Look<'_>) -> impl Iterator<Item = (&'a Row, &'a Named)> {
    rows(look).flat_map(|(_, row)| [(row, &row.a), (row, &row.b)])
}

pub fn name_variant(look: &Look<'_>, found: &mut Found<'_>) {
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
            found.push(row.line, message, "spell an element the same everywhere");
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
                found.push(
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

pub fn kind_variant(look: &Look<'_>, found: &mut Found<'_>) {
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
            found.push(row.line, message, "give it the same icon everywhere");
        } else if let (Some(kind), Some(said)) = (named.kind, named.said)
            && kind != said
        {
            let message = format!(
                "the icon of `{}` shows {}, and its text says {}",
                named.shown(),
                a(kind),
                a(said)
            );
            found.push(row.line, message, "let icon and text say the same");
        }
    }
}

pub fn listed_otherwise(look: &Look<'_>, found: &mut Found<'_>) {
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
        found.push(listed.line, message, help);
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

pub fn doubtful_kind(look: &Look<'_>, found: &mut Found<'_>) {
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
            found.push(
                line,
                message,
                "add the store that it keeps its data in, or make it one",
            );
        }
    }
}

pub fn unprotected_crossing(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row) in rows(look).filter(|(_, r)| r.crosses == Some(true)) {
        let Some(entries) = row.details.entries() else {
            continue;
        };
        if let Some(lacks) = lacking(entries) {
            let message = format!(
                "`{}` and `{}` talk across a boundary, and {lacks}",
                row.a.shown(),
                row.b.shown()
            );
            found.push(row.line, message, PROTECT);
        }
    }
}

/// Advice for what crosses a boundary.
pub(crate) const PROTECT: &str =
    "tell the channel that protects it and how the ends prove who they are";

/// What a crossing needs and details do not tell.
pub(crate) fn lacking(details: &[String]) -> Option<&'static str> {
    let channel = tell(details, Tells::Channel);
    let proof = tell(details, Tells::Authentication) || tell(details, Tells::AccessControl);
    match (channel, proof) {
        (false, false) => Some("neither a channel nor an authentication is told"),
        (false, true) => Some("no channel is told"),
        (true, false) => Some("no authentication is told"),
        (true, true) => None,
    }
}

/// Advice for credentials on their way.
pub(crate) const SHIELD: &str = "tell the channel that keeps them from being read on the way";

pub fn unprotected_credentials(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row) in rows(look) {
        let Some(entries) = row.details.entries() else {
            continue;
        };
        if carry_credentials(entries) && !tell(entries, Tells::Channel) {
            let message = format!(
                "credentials or tokens travel between `{}` and `{}`, and no channel is told",
                row.a.shown(),
                row.b.shown()
            );
            found.push(row.line, message, SHIELD);
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

pub fn no_classification(look: &Look<'_>, found: &mut Found<'_>) {
    let mut all = rows(look)
        .filter_map(|(_, r)| r.details.entries())
        .flatten();
    let classed = |entry: &String| {
        let entry = entry.to_lowercase();
        let mut words = entry.split(|c: char| !c.is_alphanumeric());
        words.any(|w| CLASSES.contains(&w) && !entry.contains("secret key"))
    };
    let first = rows(look).map(|(_, r)| r.line).min();
    if let Some(line) = first.filter(|_| !all.any(classed)) {
        let message = "no row says how confidential its data is".to_owned();
        found.push(
            line,
            message,
            "name the class of the data where it matters, such as `confidential`",
        );
    }
}

/// A row without what nearly all others carry was perhaps forgotten.
pub fn payload_missing(look: &Look<'_>, found: &mut Found<'_>) {
    let told: Vec<(&Row, &[String])> = rows(look)
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
            found.push(
                row.line,
                message,
                "add it, unless nothing of the kind flows here",
            );
        }
    }
}

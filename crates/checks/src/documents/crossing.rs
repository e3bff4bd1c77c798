//! Rows about the same two elements that contradict one another, or the zones that others tell.

use super::look::Look;
use crate::ground::Found;
use std::collections::{HashMap, HashSet};
use trustline_model::interactions::{Row, plain};
use trustline_tables::Pair;

fn word(crosses: bool) -> &'static str {
    if crosses { "Yes" } else { "No" }
}

fn both(look: &Look<'_>, pair: &Pair) -> String {
    let ends = look.resolved.ends(pair);
    ends.map_or_else(String::new, |(a, b)| {
        format!("`{}` and `{}`", a.shown(), b.shown())
    })
}

pub(crate) fn mirrors(look: &Look<'_>, found: &mut Found<'_>) {
    for pair in &look.resolved.pairs {
        let mut told = look.rows_of(pair).filter_map(|r| Some((r, r.crosses?)));
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
            found.in_line(
                row.line,
                message,
                "both rows are about the same interaction: one of them is wrong",
            );
        }
    }
}

pub(crate) fn told_twice(look: &Look<'_>, found: &mut Found<'_>) {
    let set =
        |entries: &[String]| -> HashSet<String> { entries.iter().map(|e| plain(e)).collect() };
    for pair in &look.resolved.pairs {
        let mut told = look.full(pair);
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
            found.in_line(
                row.line,
                message,
                "tell it once in full, and refer to that section here",
            );
        }
    }
}

pub(crate) fn inside_zone(look: &Look<'_>, found: &mut Found<'_>) {
    for pair in look
        .resolved
        .pairs
        .iter()
        .filter(|p| look.resolved.together(p))
    {
        for row in look.rows_of(pair).filter(|r| r.crosses == Some(true)) {
            let message = format!(
                "{} lie in one zone, for rows that cross nothing join them, but this row crosses a boundary",
                both(look, pair)
            );
            found.in_line(
                row.line,
                message,
                "either this row or one of those that join them is wrong",
            );
        }
    }
}

pub(crate) fn without_boundary(look: &Look<'_>, found: &mut Found<'_>) {
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
        let crossing = look
            .rows_of(pair)
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
            found.in_line(row.line, message, help);
        }
    }
}

//! A boundary is crossed, and nothing says which.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use std::collections::{HashMap, HashSet};
use trustline_model::Severity;
use trustline_model::interactions::{Row, plain};

pub(crate) const CHECK: Check =
    Check::of_document("crossing-without-boundary", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
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
                "a boundary is crossed on the way to `{}`, but it is not named",
                thing.shown()
            );
            let help =
                "draw the boundary after import, or name the zone at import: --zone NAME=ELEMENT";
            found.in_line(row.line, message, help);
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 2"],
        "
            A,B,Crosses
            Shop,Orders,Yes
        ",
    ),
    leaves(
        "
            A,B,Crosses,Boundaries
            Shop,Orders,Yes,Cloud
        ",
    ),
];

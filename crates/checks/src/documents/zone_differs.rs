//! What the document says of zones and what its rows say do not fit together.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;
use trustline_model::interactions::plain;

pub(crate) const CHECK: Check = Check::of_document("zone-differs", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    let things = &look.resolved.things;
    // One element in two zones: the first counts.
    let of_rows = look.mentions().filter(|(_, n)| !n.zone.is_empty());
    let of_rows = of_rows.filter_map(|(row, n)| {
        let place = look.resolved.place(&n.key())?;
        Some((n.zone.clone(), place, row.line))
    });
    let members = look.resolved.members(look.tables);
    for member in members.iter().filter(|m| m.place.is_none()) {
        let message = format!(
            "`{}` is listed inside of `{}`, but no row names it",
            member.name, member.zone
        );
        found.in_line(member.line, message, "use the name that the rows have");
    }
    let listed = members.into_iter();
    let listed = listed.filter_map(|m| Some((m.zone, m.place?, m.line)));
    for (zone, place, line) in of_rows.chain(listed) {
        let Some(thing) = things.get(place) else {
            continue;
        };
        if plain(&thing.in_zone) != plain(&zone) {
            let message = format!(
                "`{}` is in `{zone}` here and in `{}` elsewhere, which counts",
                thing.shown(),
                thing.in_zone
            );
            found.in_line(line, message, "an element lies in one zone");
        }
    }
    for pair in &look.resolved.pairs {
        let Some((a, b)) = look.resolved.ends(pair) else {
            continue;
        };
        let apart = !a.in_zone.is_empty() && !b.in_zone.is_empty() && a.zone != b.zone;
        let rows = look.rows_of(pair).filter(|r| r.crosses == Some(false));
        for row in rows.filter(|_| apart) {
            let message = format!(
                "{} are in `{}` and `{}`, but this row crosses no boundary: it is drawn as crossing",
                look.ends_of(pair),
                a.in_zone,
                b.in_zone
            );
            let help = "write Yes, or put both into one zone";
            found.in_line(row.line, message, help);
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 2", "line 3"],
        "
            A,Zone A,B,Zone B,Crosses
            Laptop,Office,Web server,DMZ,No
            Laptop,Internet,Router,Office,No
        ",
    ),
    leaves(
        "
            A,Zone A,B,Zone B,Crosses
            Laptop,Office,Web server,DMZ,Yes
            Laptop,office,Router,,No
        ",
    ),
];

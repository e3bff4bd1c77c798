//! A listed element is called otherwise in the tables, or is in none.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;
use trustline_model::diagnostic::nearest;
use trustline_model::interactions::plain;

pub(crate) const CHECK: Check = Check::of_document("listed-otherwise", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    let things = &look.resolved.things;
    for listed in look.tables.listed.iter().map(|l| &l.name) {
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
                "use the same name in both places",
            ),
            None => (
                format!("`{}` is listed, but no table names it", listed.text),
                "describe its interactions, or leave it out",
            ),
        };
        found.in_line(listed.line, message, help);
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 3", "line 4"],
        "
            ## Processes

            - Old web shop
            - Robot

            ## Shop

            |A|B|
            |---|---|
            |Web shop|Orders|
        ",
    ),
    leaves(
        "
            ## Processes

            - Web shop
            - Who is it?

            ## Shop

            |A|B|
            |---|---|
            |Web shop|Orders|
        ",
    ),
];

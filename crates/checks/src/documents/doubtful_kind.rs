//! A process sounds like a data store.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;
use trustline_model::interactions::NodeKind;

pub(crate) const CHECK: Check = Check::of_document("doubtful-kind", Severity::Info, find);

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

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    let things = &look.resolved.things;
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric());
        words.map(str::to_lowercase).collect()
    };
    for thing in things.iter().filter(|t| t.told == Some(NodeKind::Process)) {
        let own = words(&thing.name);
        let keeps = own.iter().any(|w| KEEPING.contains(&w.as_str()));
        let has_store = things
            .iter()
            .any(|t| t.kind == NodeKind::DataStore && words(&t.name).first() == own.first());
        if keeps && !has_store {
            let message = format!(
                "`{}` has the icon of a process, but its name suggests a data store, and there is no store beside it",
                thing.shown()
            );
            found.in_line(
                look.line_of(thing),
                message,
                "add the data store that it uses, or make it one",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 2"],
        "
            A,B,Kind B
            Shop,Bread database,process
        ",
    ),
    leaves(
        "
            A,B,Kind B
            Shop,Bread database,process
            Shop,Bread files,data store
        ",
    ),
];

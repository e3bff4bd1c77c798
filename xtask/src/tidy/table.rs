//! The table of rooms in `docs/architecture.md` says the same as the walls.

use super::walls::WALLS;
use std::collections::{BTreeMap, BTreeSet};

/// The column that is compared.
const COLUMN: &str = "Stands on";

/// Where the table and the walls differ.
pub fn faults(page: &str) -> Vec<String> {
    compare(page, WALLS)
}

fn compare(page: &str, walls: &[(&str, &[&str])]) -> Vec<String> {
    let say = |text: String| format!("docs/architecture.md: {text}");
    let Some(told) = rooms(page) else {
        return vec![say(format!(
            "there is no table of rooms with a column `{COLUMN}`"
        ))];
    };
    let mut faults = Vec::new();
    for (name, below) in walls {
        let below: BTreeSet<&str> = below.iter().copied().collect();
        match told.get(name) {
            None => faults.push(say(format!("the table lacks the room `{name}`"))),
            Some(told) if *told != below => faults.push(say(format!(
                "the table says that `{name}` stands on {}; the walls say {}",
                listed(told),
                listed(&below)
            ))),
            Some(_) => {}
        }
    }
    let unknown = told
        .keys()
        .filter(|name| walls.iter().all(|w| w.0 != **name));
    faults.extend(unknown.map(|name| say(format!("there are no walls for the room `{name}`"))));
    faults
}

fn listed(rooms: &BTreeSet<&str>) -> String {
    match rooms.is_empty() {
        true => "nothing".to_owned(),
        false => rooms.iter().copied().collect::<Vec<_>>().join(", "),
    }
}

/// What each room of the table stands on: names with commas between, remarks in parentheses.
fn rooms(page: &str) -> Option<BTreeMap<&str, BTreeSet<&str>>> {
    let mut lines = page.lines().skip_while(|l| !l.starts_with("| Crate |"));
    let column = lines.next()?.split('|').position(|c| c.trim() == COLUMN)?;
    let rows = lines.skip(1).take_while(|l| l.starts_with('|'));
    Some(
        rows.map(|row| {
            let cell = |number| row.split('|').nth(number).unwrap_or("").trim();
            let below = cell(column).split(',').map(|name| {
                let plain = name.split('(').next().unwrap_or("");
                plain.trim().trim_matches('`')
            });
            let below = below.filter(|name| !matches!(*name, "" | "–")).collect();
            (cell(1).trim_matches('`'), below)
        })
        .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &[(&str, &[&str])] = &[("ground", &[]), ("roof", &["ground"])];

    fn table(ground: &str, roof: &str) -> String {
        format!(
            "# House\n\n| Crate | One line | Stands on | Never knows |\n| --- | --- | --- | --- |\n\
             | `ground` | low | {ground} | x |\n| `roof` | high | {roof} | x |\n\nThe end, or not.\n"
        )
    }

    #[test]
    fn a_table_that_says_something_else_is_found() {
        assert_eq!(compare(&table("–", "ground (in part)"), PLAN), [""; 0]);
        assert_eq!(
            compare(&table("–", "ground, sky"), PLAN),
            [
                "docs/architecture.md: the table says that `roof` stands on ground, sky; the walls say ground"
            ]
        );
        assert_eq!(
            compare(&table("–", "–"), PLAN),
            [
                "docs/architecture.md: the table says that `roof` stands on nothing; the walls say ground"
            ]
        );
        let more: &[(&str, &[&str])] = &[("ground", &[]), ("roof", &["ground"]), ("attic", &[])];
        assert_eq!(compare(&table("–", "ground"), more).len(), 1);
        assert_eq!(compare(&table("–", "ground"), &PLAN[..1]).len(), 1);
        assert_eq!(compare("nothing here", PLAN).len(), 1);
    }
}

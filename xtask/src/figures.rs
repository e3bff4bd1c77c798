//! The figures of `docs/trust.md`: what long chores counted, a line each, written by them and by
//! nobody else.

use crate::run::root;
use std::fs;
use std::path::PathBuf;

/// The heading below which they stand, to the end of the page.
const HEADING: &str = "## Figures";

fn page() -> PathBuf {
    root().join("docs/trust.md")
}

/// Says what a chore counted; what it said before goes.
pub fn put(what: &str, figure: &str) -> Result<(), String> {
    let text = fs::read_to_string(page()).map_err(|e| format!("docs/trust.md: {e}"))?;
    let text = with(&text, what, figure).ok_or(format!("docs/trust.md has no `{HEADING}`"))?;
    fs::write(page(), text).map_err(|e| format!("docs/trust.md: {e}"))
}

/// What stands there, and what it is.
pub fn all() -> Vec<(String, String)> {
    let text = fs::read_to_string(page()).unwrap_or_default();
    let figures = text.split_once(HEADING).map_or("", |(_, figures)| figures);
    let pairs = figures.lines().filter_map(parsed);
    pairs
        .map(|(what, figure)| (what.to_owned(), figure.to_owned()))
        .collect()
}

/// A number with its thousands set off.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let of_three = digits.as_bytes().rchunks(3).rev();
    let groups: Vec<_> = of_three.map(String::from_utf8_lossy).collect();
    groups.join(",")
}

/// The other way round.
pub fn number(figure: &str) -> Option<u64> {
    figure.replace(',', "").parse().ok()
}

fn parsed(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("* ")?.split_once(": ")
}

/// The page with a figure: in its place where it is there, else last.
fn with(page: &str, what: &str, figure: &str) -> Option<String> {
    let (before, figures) = page.split_once(HEADING)?;
    let mut lines: Vec<String> = figures.lines().map(str::to_owned).collect();
    let line = format!("* {what}: {figure}");
    let of_it = |l: &&mut String| parsed(l).is_some_and(|(w, _)| w == what);
    match lines.iter_mut().find(of_it) {
        Some(found) => *found = line,
        None => lines.push(line),
    }
    Some(format!("{before}{HEADING}{}\n", lines.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_takes_the_place_of_its_former_one() {
        let page =
            "# Trust\n\n* not one: of them\n\n## Figures\n\nBy chores.\n\n* a: 1\n* b: 2 of 3\n";
        let once = with(page, "a", "10").unwrap();
        assert_eq!(once, page.replace("a: 1", "a: 10"));
        assert_eq!(
            with(&once, "c: d", "4").unwrap(),
            format!("{once}* c: d: 4\n")
        );
        assert_eq!(with("# Trust\n", "a", "1"), None);
    }

    #[test]
    fn thousands_are_set_off_and_read_again() {
        for (plain, said) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(plain), said);
            assert_eq!(number(said), Some(plain));
        }
    }
}

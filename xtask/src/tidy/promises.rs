//! What `docs/trust.md` promises is held by tests that are there.

use std::fs;
use std::path::Path;

/// Tests that the page names and nobody has. A test stands in a cell as `` `FILE` `NAME` ``.
pub fn faults(root: &Path) -> Vec<String> {
    let page = fs::read_to_string(root.join("docs/trust.md")).unwrap_or_default();
    let promises = promises(&page);
    if promises.is_empty() {
        return vec!["docs/trust.md names no test".to_owned()];
    }
    let missing = promises.into_iter().filter(|(file, name)| {
        let text = fs::read_to_string(root.join(file)).unwrap_or_default();
        !text.contains(name.as_str())
    });
    missing
        .map(|(file, name)| format!("docs/trust.md: there is no `{name}` in {file}"))
        .collect()
}

fn promises(page: &str) -> Vec<(String, String)> {
    let rows = page.lines().filter(|l| l.starts_with('|'));
    let held = rows.filter_map(|row| row.trim_end_matches('|').rsplit('|').next());
    let mut found = Vec::new();
    for cell in held {
        let mut file = None;
        for word in cell.split('`').skip(1).step_by(2) {
            match (word.ends_with(".rs"), &file) {
                (true, _) => file = Some(word.to_owned()),
                (false, Some(file)) => found.push((file.clone(), word.to_owned())),
                (false, None) => found.push((String::new(), word.to_owned())),
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_tests_are_told_apart() {
        let page = "| a | `x.rs` `one`, `two`; `y.rs` `three` |\n| b | `four` |\n";
        let pair = |file: &str, name: &str| (file.to_owned(), name.to_owned());
        let expected = [
            pair("x.rs", "one"),
            pair("x.rs", "two"),
            pair("y.rs", "three"),
            pair("", "four"),
        ];
        assert_eq!(promises(page), expected);
    }
}

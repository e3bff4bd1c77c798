//! `bless`: changed expected texts are accepted.

use crate::run::{cargo, run};

/// Which tests keep expected texts, by crate and file, and where these lie.
const KEEPERS: &[(&str, &str, &str)] = &[
    ("formats", "text", "crates/formats/tests/text/"),
    ("report", "documents", "tests/corpus/"),
    ("report", "tree", "crates/report/tests/tree/"),
    ("checks", "interactions", "tests/interactions/"),
    ("editor", "gestures", "crates/editor/tests/gestures/"),
];

/// Writes all expected texts anew.
pub fn bless() -> Result<(), String> {
    for (room, test, _) in KEEPERS {
        let package = format!("trustline-{room}");
        let arguments = ["test", "--quiet", "--package", &package, "--test", test];
        run(cargo().env("TRUSTLINE_BLESS", "1").args(arguments))?;
    }
    let folders: Vec<&str> = KEEPERS.iter().map(|(.., folder)| *folder).collect();
    println!("look at what changed: git diff {}", folders.join(" "));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::{below, root};
    use std::collections::BTreeSet;
    use std::fs;

    /// A test that holds a text against a file is blessed with the others.
    #[test]
    fn all_that_keep_texts_are_named() {
        let root = root();
        let mut found = BTreeSet::new();
        for file in below(&root.join("crates")).unwrap() {
            let place = file.strip_prefix(&root).unwrap().with_extension("");
            let parts: Vec<_> = place.iter().map(|p| p.to_string_lossy()).collect();
            let [_, room, tests, test] = parts.as_slice() else {
                continue;
            };
            let text = fs::read_to_string(&file).unwrap_or_default();
            let takes = text.contains("kept(") || text.contains("is_blessing(");
            if tests == "tests" && text.contains("trustline_harness::") && takes {
                found.insert((room.to_string(), test.to_string()));
            }
        }
        let named = KEEPERS.iter();
        let named = named.map(|(room, test, _)| ((*room).to_owned(), (*test).to_owned()));
        assert_eq!(found, named.collect());
        for (.., folder) in KEEPERS {
            assert!(root.join(folder).is_dir(), "{folder}");
        }
    }
}

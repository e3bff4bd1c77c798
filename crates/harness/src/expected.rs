//! Texts that are expected: kept in files, and written anew when changes are accepted.

use crate::outcome::Outcome;
use std::env;
use std::fs;
use std::path::Path;

/// Whether what is told now is accepted (`cargo xtask bless`).
pub fn is_blessing() -> bool {
    env::var_os("TRUSTLINE_BLESS").is_some()
}

/// Holds a text against the one that is kept in a file, or keeps it when changes are accepted.
pub fn kept(path: &Path, text: &str) -> Outcome {
    if is_blessing() {
        fs::write(path, text)?;
        return Ok(());
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    match difference(&there, text) {
        None => Ok(()),
        Some(found) => Err(format!(
            "{} differs in {found}\naccept with `cargo xtask bless`",
            path.display()
        )
        .into()),
    }
}

/// The first line that differs, as it is expected and as it is.
fn difference(expected: &str, got: &str) -> Option<String> {
    if expected == got {
        return None;
    }
    // With their ends: a text may differ in these alone.
    let lines = |text: &str| -> Vec<String> {
        text.split_inclusive('\n')
            .map(|l| format!("{l:?}"))
            .collect()
    };
    let (expected, got) = (lines(expected), lines(got));
    let same = expected.iter().zip(&got).take_while(|(a, b)| a == b);
    let at = same.count();
    let show = |lines: &[String]| lines.get(at).map_or("(end)".to_owned(), Clone::clone);
    Some(format!(
        "line {}:\n  expected {}\n  got      {}",
        at + 1,
        show(&expected),
        show(&got)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_differs_is_shown() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(
            difference("a\nb\n", "a\nc\n").unwrap(),
            "line 2:\n  expected \"b\\n\"\n  got      \"c\\n\""
        );
        assert_eq!(
            difference("a\n", "a\nb").unwrap(),
            "line 2:\n  expected (end)\n  got      \"b\""
        );
        assert_eq!(
            difference("a\n", "a").unwrap(),
            "line 1:\n  expected \"a\\n\"\n  got      \"a\""
        );
    }

    #[test]
    fn a_text_is_held_against_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("told.txt");
        fs::write(&path, "one\n").unwrap();
        if !is_blessing() {
            assert!(kept(&path, "one\n").is_ok());
            let failed = kept(&path, "two\n").unwrap_err();
            assert!(failed.text().contains("told.txt differs in line 1"));
            assert!(kept(&folder.path().join("absent.txt"), "one\n").is_err());
        }
    }
}

//! Texts that read the same and mean different things.

use std::collections::{BTreeMap, HashSet};

/// So many characters of an id are enough to tell things apart.
const SHORT: usize = 8;

/// The beginning of an id, for people.
pub fn short_id(id: &str) -> &str {
    id.get(..SHORT).unwrap_or(id)
}

/// Makes texts differ that are the same: to each of them as many hints are added, in brackets, as
/// are needed. `hints` gives those of the text at a place, the one that says the most first.
pub fn tell_apart(texts: &mut [String], hints: impl Fn(usize) -> Vec<String>) {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, text) in texts.iter().enumerate() {
        groups.entry(text).or_default().push(i);
    }
    let groups: Vec<Vec<usize>> = groups.into_values().filter(|g| g.len() > 1).collect();
    for group in groups {
        let all: Vec<Vec<String>> = group.iter().map(|i| hints(*i)).collect();
        let most = all.iter().map(Vec::len).max().unwrap_or(0);
        for many in 1..=most {
            let told: Vec<String> = all.iter().map(|hints| said(hints, many)).collect();
            let differ = told.iter().collect::<HashSet<_>>().len() == told.len();
            if differ || many == most {
                for (i, hints) in group.iter().zip(&told) {
                    if let Some(text) = texts.get_mut(*i).filter(|_| !hints.is_empty()) {
                        text.push_str(&format!(" ({hints})"));
                    }
                }
                break;
            }
        }
    }
}

fn said(hints: &[String], many: usize) -> String {
    let hints = hints.iter().take(many).map(|h| h.trim());
    let hints: Vec<&str> = hints.filter(|h| !h.is_empty()).collect();
    hints.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_hints_are_added_as_are_needed() {
        let hints = |i: usize| -> Vec<String> {
            let all = [
                ["A → B", "One", "11111111"],
                ["A → B", "Two", "22222222"],
                ["A → C", "One", "33333333"],
                ["", "One", "44444444"],
            ];
            all[i].map(str::to_owned).into()
        };
        let cases: [(&[&str], &[&str]); 4] = [
            (&["Save", "Load"], &["Save", "Load"]),
            (
                &["Save", "Load", "Save"],
                &["Save (A → B)", "Load", "Save (A → C)"],
            ),
            (
                &["Save", "Save"],
                &["Save (A → B, One)", "Save (A → B, Two)"],
            ),
            (
                &["Save", "x", "y", "Save"],
                &["Save (A → B)", "x", "y", "Save"],
            ),
        ];
        for (given, expected) in cases {
            let mut texts: Vec<String> = given.iter().map(|t| (*t).to_owned()).collect();
            tell_apart(&mut texts, hints);
            assert_eq!(texts, expected);
        }
    }

    #[test]
    fn ids_are_the_last_resort() {
        let mut texts = vec!["Save".to_owned(), "Save".to_owned()];
        tell_apart(&mut texts, |i| {
            vec![
                "A → B".into(),
                short_id(["0123456789", "9876543210"][i]).into(),
            ]
        });
        assert_eq!(texts, ["Save (A → B, 01234567)", "Save (A → B, 98765432)"]);
    }
}

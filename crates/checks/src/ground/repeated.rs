//! Things that repeat.

use std::collections::HashMap;

/// Things whose key, without regard to case, was there before; with the first of them.
pub(crate) fn repeated<T>(things: &[T], key: impl Fn(&T) -> String) -> Vec<(&T, &T)> {
    let mut first: HashMap<String, &T> = HashMap::new();
    let mut found = Vec::new();
    for thing in things {
        let key = key(thing).trim().to_lowercase();
        if key.is_empty() {
            continue;
        }
        match first.get(&key) {
            Some(before) => found.push((*before, thing)),
            None => drop(first.insert(key, thing)),
        }
    }
    found
}

//! Keys by the names that pages know, as the private characters that WebDriver has for them.

use serde_json::{Value, json};

const NAMED: &[(&str, char)] = &[
    ("Backspace", '\u{e003}'),
    ("Tab", '\u{e004}'),
    ("Enter", '\u{e007}'),
    ("Shift", '\u{e008}'),
    ("Control", '\u{e009}'),
    ("Alt", '\u{e00a}'),
    ("Escape", '\u{e00c}'),
    ("Space", ' '),
    ("PageUp", '\u{e00e}'),
    ("PageDown", '\u{e00f}'),
    ("End", '\u{e010}'),
    ("Home", '\u{e011}'),
    ("ArrowLeft", '\u{e012}'),
    ("ArrowUp", '\u{e013}'),
    ("ArrowRight", '\u{e014}'),
    ("ArrowDown", '\u{e015}'),
    ("Insert", '\u{e016}'),
    ("Delete", '\u{e017}'),
    ("F1", '\u{e031}'),
    ("F2", '\u{e032}'),
    ("F6", '\u{e036}'),
    ("F10", '\u{e03a}'),
    ("Meta", '\u{e03d}'),
];

/// The character of a key: of a named one, or the one that it types.
pub fn code(key: &str) -> Result<char, String> {
    let named = NAMED.iter().find(|(name, _)| *name == key).map(|k| k.1);
    let mut typed = key.chars();
    match (named, typed.next(), typed.next()) {
        (Some(code), _, _) | (None, Some(code), None) => Ok(code),
        _ => Err(format!("no key is called `{key}`")),
    }
}

/// Keys pressed together, such as `Control+Shift+z`; `Control++` has the plus itself.
pub fn chord(chord: &str) -> Result<Vec<Value>, String> {
    let (held, last) = match chord.strip_suffix('+') {
        Some(held) => (held.trim_end_matches('+'), "+"),
        None => chord.rsplit_once('+').unwrap_or(("", chord)),
    };
    let mut codes = Vec::new();
    for key in held.split('+').filter(|k| !k.is_empty()).chain([last]) {
        codes.push(code(key)?);
    }
    let down = codes
        .iter()
        .map(|c| json!({ "type": "keyDown", "value": c }));
    let up = codes
        .iter()
        .rev()
        .map(|c| json!({ "type": "keyUp", "value": c }));
    Ok(down.chain(up).collect())
}

/// A text typed key by key.
pub fn typed(text: &str) -> Vec<Value> {
    let press = |c: char| {
        let c = if c == '\n' { '\u{e007}' } else { c };
        ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": c }))
    };
    text.chars().flat_map(press).collect()
}

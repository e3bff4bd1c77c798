//! Names that people give, and what is made of them: ids, counts, lists of values.

/// Why nothing can be done with a part.
pub(super) const GONE: &str = "it is no longer there";

/// A name without spaces around it; nothing is no name.
pub(super) fn needed(value: String, what: &str) -> Result<String, String> {
    match value.trim() {
        "" => Err(format!("{what} needs a name")),
        name => Ok(name.to_owned()),
    }
}

/// Letters and digits of a name, every word with a capital.
pub(super) fn camel(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .flat_map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(letters)
        })
        .collect()
}

/// The first of `name`, `name2`, `name3` and so on that is free.
pub(super) fn free(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|n| format!("{name}{n}"));
    std::iter::once(name.to_owned())
        .chain(numbered)
        .find(|n| !taken(n))
        .unwrap_or_default()
}

/// How many of something, in words.
pub(super) fn count(n: usize, one: &str) -> String {
    match n {
        1 => format!("one {one}"),
        n => format!("{n} {one}s"),
    }
}

/// The values of a text that has one a line.
pub(super) fn lines(text: &str) -> Vec<String> {
    let values = text.lines().map(str::trim).filter(|l| !l.is_empty());
    values.map(str::to_owned).collect()
}

//! How near two names or sentences are to one another, by the words they share.

use std::collections::BTreeSet;

/// Words that say nothing about a subject.
const SMALL: [&str; 22] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "for", "from", "in", "is", "it", "may",
    "of", "on", "or", "that", "the", "to", "with",
];

/// The words of a text without placeholders, in lower case and without endings of the plural.
fn words(text: &str) -> BTreeSet<String> {
    let mut plain = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => {}
            c if c.is_alphanumeric() => plain.extend(c.to_lowercase()),
            _ => plain.push(' '),
        }
    }
    let words = plain.split_whitespace().filter(|w| !SMALL.contains(w));
    words
        .map(|w| w.strip_suffix('s').filter(|w| w.len() > 2).unwrap_or(w))
        .map(str::to_owned)
        .collect()
}

/// How near two texts are: 0 nothing in common, 1 the same words.
pub(super) fn similarity(a: &str, b: &str) -> f64 {
    let (a, b) = (words(a), words(b));
    let shared = a.intersection(&b).count();
    match a.len() + b.len() {
        0 => 0.0,
        all => 2.0 * shared as f64 / all as f64,
    }
}

/// A text without what does not matter when names are compared.
pub(super) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_near_by_their_words() {
        let cases = [
            ("Web Server", "Web servers", 1.0),
            (
                "Spoofing of {source.Name}",
                "Spoofing of the {target.Name}",
                1.0,
            ),
            ("Web Server", "Web Service", 0.5),
            ("SQL Database", "File", 0.0),
            ("", "", 0.0),
        ];
        for (a, b, expected) in cases {
            assert_eq!(similarity(a, b), expected, "{a} / {b}");
        }
    }
}

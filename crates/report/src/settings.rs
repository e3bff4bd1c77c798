//! What a reader wants of a report.

use crate::document::Sort;

/// A part of a report that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The information fields.
    Information,
    /// Counts by state and by priority.
    Summary,
    /// The picture of each diagram.
    Diagrams,
    /// The picture of each interaction.
    Pictures,
    /// How many open threats each data flow has, on the pictures.
    Badges,
    /// Interactions and their threats.
    Threats,
    /// Interaction tables.
    Interactions,
    /// Layers, the matrix of elements and kinds of threat, and what a team recorded.
    Review,
    /// The notes.
    Notes,
    /// Recorded messages, and what the checks found.
    Messages,
}

impl Part {
    /// Every part with its name on the command line.
    pub const ALL: [(Part, &'static str); 10] = [
        (Part::Information, "information"),
        (Part::Summary, "summary"),
        (Part::Diagrams, "diagrams"),
        (Part::Pictures, "pictures"),
        (Part::Badges, "badges"),
        (Part::Threats, "threats"),
        (Part::Interactions, "interactions"),
        (Part::Review, "review"),
        (Part::Notes, "notes"),
        (Part::Messages, "messages"),
    ];
}

/// What a reader wants of a report.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Parts that are left out.
    pub without: Vec<Part>,
    /// When the report is made, as it is to be printed. Nothing: not said.
    pub made_at: Option<String>,
    /// How threats are sorted.
    pub sort: Sort,
    /// The language of the texts, as a tag such as `de` or `pt-BR`. Nothing: English.
    pub language: Option<String>,
}

/// Whether a text is a language tag such as `de` or `pt-BR`.
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    let is_word = |part: &str, fewest: usize| {
        (fewest..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    is_word(first, 2)
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| is_word(part, 1))
}

impl Settings {
    pub(crate) fn has(&self, part: Part) -> bool {
        !self.without.contains(&part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags() {
        let cases = [
            ("de", true),
            ("pt-BR", true),
            ("zh-Hant-TW", true),
            ("de-CH-1996", true),
            ("", false),
            ("d", false),
            ("de_DE", false),
            ("de-", false),
            ("\" onload", false),
            ("verylongword", false),
        ];
        for (tag, holds) in cases {
            assert_eq!(is_language(tag), holds, "{tag}");
        }
    }
}

//! A question is about another kind of element than its part.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;
use trustline_model::interactions::plain;

pub(crate) const CHECK: Check =
    Check::of_document("question-of-another-kind", Severity::Warning, find);

/// A question about one kind of element in the part about another.
fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for (heading, line, text) in look.prose() {
        let Some(own) = kind_of_part(heading).filter(|_| text.contains('?')) else {
            continue;
        };
        let text = text.to_lowercase().replace("**", "");
        let other = PARTS
            .iter()
            .find(|(_, word)| *word != own && text.contains(&format!("the {word} ")));
        if let Some((_, word)) = other {
            let message = format!("a question about the {word} is in the section about the {own}");
            found.in_line(line, message, "ask about the element of this section");
        }
    }
}

const PARTS: [(&str, &str); 5] = [
    ("process", "process"),
    ("data store", "data store"),
    ("external entity", "external entity"),
    ("data flow", "data-flow"),
    ("trust boundary", "trust boundary"),
];

/// The kind of element that a heading is about.
fn kind_of_part(heading: &str) -> Option<&'static str> {
    let heading = plain(heading).replace('-', " ").replace("ies", "y");
    let mut parts = PARTS.iter();
    let found = parts.find(|(name, _)| {
        let rest = heading.strip_prefix(name);
        rest.is_some_and(|rest| ["", "s", "es"].contains(&rest))
    });
    found.map(|(_, word)| *word)
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 3"],
        "
            ## Processes

            - What does the data store keep?

            |A|B|
            |---|---|
            |Web shop|Orders|
        ",
    ),
    leaves(
        "
            ## Processes

            - What does the process keep?
            - The data store is asked below.

            |A|B|
            |---|---|
            |Web shop|Orders|
        ",
    ),
];

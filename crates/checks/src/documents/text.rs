//! Texts beside the tables: descriptions of pictures and icons, questions, spelling.

use super::look::Look;
use crate::ground::Found;
use std::collections::{BTreeMap, HashMap};
use trustline_model::interactions::{Named, plain};

/// A picture that is described as another section's picture is.
pub(crate) fn copied_picture(look: &Look<'_>, found: &mut Found<'_>) {
    let mut first: HashMap<String, (&str, usize)> = HashMap::new();
    for section in &look.tables.sections {
        let Some(picture) = section
            .picture
            .as_ref()
            .filter(|p| !p.text.trim().is_empty())
        else {
            continue;
        };
        match first.get(&plain(&picture.text)) {
            Some((title, line)) => {
                let message = format!(
                    "the picture of `{}` is described as `{}`, as that of `{title}` in line {line}",
                    section.title, picture.text
                );
                found.in_line(picture.line, message, "describe what this picture shows");
            }
            None => {
                first.insert(plain(&picture.text), (&section.title, picture.line));
            }
        }
    }
}

/// A name without the words that say what kind of thing it is.
fn bare(text: &str) -> String {
    let kinds = [
        "process",
        "data",
        "store",
        "external",
        "entity",
        "(grouped)",
    ];
    let text = plain(text);
    let words = text
        .trim_end_matches('.')
        .split(' ')
        .filter(|w| !kinds.contains(w));
    words.collect::<Vec<_>>().join(" ")
}

/// Descriptions of icons and flows that name another element than the row does.
pub(crate) fn another_row(look: &Look<'_>, found: &mut Found<'_>) {
    for row in look.tables.sections.iter().flat_map(|s| &s.rows) {
        let of_icon = |n: &Named| (bare(&n.text), bare(&n.name));
        for named in [&row.a, &row.b] {
            let (said, own) = of_icon(named);
            if !said.is_empty() && said != own {
                let message = format!(
                    "the icon of `{}` is described as `{}`",
                    named.shown(),
                    named.text
                );
                found.in_line(row.line, message, "describe the element of this row");
            }
        }
        let text = plain(&row.flow_text);
        if let Some((_, told)) = text.split_once(" between ") {
            let own = format!("{} and {}", bare(&row.a.name), bare(&row.b.name));
            if bare(told) != own {
                let message = format!(
                    "the flow between `{}` and `{}` is described as `{}`",
                    row.a.shown(),
                    row.b.shown(),
                    row.flow_text
                );
                found.in_line(row.line, message, "name the two elements of this row");
            }
        }
    }
}

/// Lines of prose with the heading above them.
fn prose<'a>(look: &'a Look<'_>) -> impl Iterator<Item = (&'a str, usize, &'a str)> {
    let mut heading = "";
    look.tables.prose.iter().map(move |told| {
        let text = told.text.trim();
        if let Some(title) = text.strip_prefix('#') {
            heading = title.trim_start_matches('#').trim();
        }
        (heading, told.line, text)
    })
}

/// A question about one kind of element in the part about another.
pub(crate) fn another_kind(look: &Look<'_>, found: &mut Found<'_>) {
    for (heading, line, text) in prose(look) {
        let Some(own) = kind_of_part(heading).filter(|_| text.contains('?')) else {
            continue;
        };
        let text = text.to_lowercase().replace("**", "");
        let other = PARTS
            .iter()
            .find(|(_, word)| *word != own && text.contains(&format!("the {word} ")));
        if let Some((_, word)) = other {
            let message = format!("a question about the {word} stands in the part about the {own}");
            found.in_line(
                line,
                message,
                "ask about the element that this part is about",
            );
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

/// Slips that can be told for certain: a word twice, `either … and`, directives that do not close,
/// and details that are spelled nearly as those that are used often.
pub(crate) fn spelling(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, line, text) in prose(look) {
        let words: Vec<&str> = text.split(' ').collect();
        let twice = words.windows(2).find_map(|pair| match pair {
            [a, b]
                if a.eq_ignore_ascii_case(b)
                    && a.len() > 1
                    && a.chars().all(char::is_alphabetic) =>
            {
                Some(*a)
            }
            _ => None,
        });
        if let Some(word) = twice {
            found.in_line(
                line,
                format!("`{word} {word}`"),
                "the word stands there twice",
            );
        }
        if text.starts_with("::: zone end") {
            found.in_line(
                line,
                "`::: zone end` closes nothing".into(),
                "write `::: zone-end`",
            );
        }
        let lower = text.to_lowercase();
        if let Some((_, rest)) = lower.split_once("either ") {
            let part = rest.split(['.', ',', ';']).next().unwrap_or("");
            if part.contains(" and ") && !part.contains(" or ") {
                found.in_line(line, "`either … and`".into(), "write `either … or`");
            }
        }
    }
    // Spellings that differ by slips alone, with how often each occurs.
    let mut counts: HashMap<String, BTreeMap<&str, usize>> = HashMap::new();
    let rows = || look.tables.sections.iter().flat_map(|s| &s.rows);
    for entry in rows().filter_map(|r| r.details.entries()).flatten() {
        *counts
            .entry(slipless(entry))
            .or_default()
            .entry(entry)
            .or_default() += 1;
    }
    for row in rows() {
        for entry in row.details.entries().into_iter().flatten() {
            let alike = counts.get(&slipless(entry));
            let rare = alike
                .and_then(|a| a.get(entry.as_str()))
                .copied()
                .unwrap_or(0);
            let slip = alike.and_then(|a| a.iter().find(|(_, n)| **n > rare));
            if let Some((other, _)) = slip {
                let message = format!("`{entry}` is spelled `{other}` elsewhere");
                found.in_line(row.line, message, "spell the same thing the same");
            }
        }
    }
}

/// A text without what slips change: case, blanks, hyphens, final letters of the plural.
fn slipless(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let bare = |w: &str| w.to_lowercase().trim_end_matches('s').to_owned();
    words.map(bare).collect()
}

/// Two words for one type of control.
pub(crate) fn control_types(look: &Look<'_>, found: &mut Found<'_>) {
    let uses = |word: &str| {
        let mut lines = prose(look);
        lines.find(|(_, _, text)| {
            let text = text.to_lowercase();
            text.contains(&format!("{word} control")) || text.contains(&format!("**{word}**"))
        })
    };
    if let (Some((_, first, _)), Some((_, second, _))) = (uses("technical"), uses("logical")) {
        let message = format!(
            "controls are called `technical` in line {first} and `logical` in line {second}: one type, two words"
        );
        found.in_line(first.max(second), message, "keep to one of the two");
    }
}

//! Threats, each an article that the filter finds by what it is told apart by.

use super::words::{inline, moment};
use crate::document::Card;
use std::fmt::Write;
use trustline_drawing::escaped;
use trustline_model::Urgency;

pub(super) fn card(out: &mut String, card: &Card<'_>) {
    let rank = rank(card.urgency());
    let anchor = &card.anchor;
    let _ = write!(
        out,
        "<article class=\"threat\" id=\"{anchor}\" data-state=\"{}\" data-priority=\"{}\" data-category=\"{}\" data-rank=\"{rank}\" data-place=\"{}\"{}>\n\
         <h4><a href=\"#{anchor}\">{}. {}</a></h4>\n<p class=\"marks\">",
        escaped(card.state.label()),
        escaped(card.priority),
        escaped(card.category),
        escaped(&card.place),
        if card.is_open() { " data-open" } else { "" },
        card.number,
        escaped(&card.title),
    );
    let class: String = card
        .state
        .file_name()
        .to_lowercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let marks = [
        (format!("s-{class}"), card.state.label()),
        (format!("p-{rank}"), card.priority),
        (String::new(), card.category),
    ];
    let remarks = card.remarks().map(|word| (String::new(), word));
    for (class, word) in marks.into_iter().chain(remarks) {
        if !word.is_empty() {
            let _ = write!(
                out,
                "<span class=\"mark {class}\">{}</span> ",
                escaped(word)
            );
        }
    }
    let description = inline(&card.description.pieces());
    let (place, about) = (escaped(&card.place), escaped(&card.interaction.in_full()));
    let _ = write!(
        out,
        "</p>\n<p class=\"about\"><a href=\"#{place}\">{about}</a></p>\n<p>{description}</p>\n<dl>\n"
    );
    for field in &card.fields {
        said(out, &escaped(&field.label), &inline(&field.value.pieces()));
    }
    if !card.justification.is_empty() {
        let words = inline(&card.justification.pieces());
        said(out, "Justification", &words);
    }
    if let Some(at) = card.changed_at {
        let by = card.changed_by.unwrap_or("somebody");
        let words = format!("{}, {}", escaped(by), escaped(&moment(at)));
        said(out, "Changed", &words);
    }
    out.push_str("</dl>\n</article>\n");
}

fn said(out: &mut String, label: &str, words: &str) {
    let _ = writeln!(out, "<dt>{label}</dt><dd>{words}</dd>");
}

fn rank(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Critical | Urgency::High => "high",
        Urgency::MediumHigh | Urgency::Medium => "medium",
        Urgency::LowMedium | Urgency::Low | Urgency::Lowest | Urgency::Informational => "low",
        Urgency::Other => "other",
    }
}

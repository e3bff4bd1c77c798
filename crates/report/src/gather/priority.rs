//! Threats sorted by priority: taken out of the places they stand at, the most urgent first.

use crate::document::{Block, Card, Paragraph, Section, Tone, Topic};
use trustline_model::InOrder;

/// The section of all threats that stand in sections, which keep their numbers.
pub(super) fn by_priority<'a>(anchor: String, sections: &mut [Section<'a>]) -> Section<'a> {
    let mut cards = Vec::new();
    take(sections, &mut cards);
    cards.put_in_order_by(|a, b| {
        let order = a.urgency().cmp(&b.urgency());
        order
            .then_with(|| a.priority.cmp(b.priority))
            .then_with(|| b.is_open().cmp(&a.is_open()))
            .then_with(|| a.number.cmp(&b.number))
    });
    let mut parts: Vec<Section<'a>> = Vec::new();
    let mut rest = cards.into_iter().peekable();
    while let Some(first) = rest.next() {
        let priority = first.priority;
        let mut cards = vec![first];
        while let Some(next) = rest.next_if(|card| card.priority == priority) {
            cards.push(next);
        }
        let open = cards.iter().filter(|card| card.is_open()).count();
        parts.push(Section {
            topic: Topic::Priority,
            anchor: format!("{anchor}-{}", parts.len() + 1),
            level: 3,
            title: format!("{priority}: {open} open of {}", cards.len()),
            short: None,
            blocks: vec![Block::Cards(cards)],
            sections: Vec::new(),
        });
    }
    let none = parts
        .is_empty()
        .then(|| Paragraph::new(Tone::Empty, "No threats."));
    Section {
        topic: Topic::Priority,
        anchor,
        level: 2,
        title: "Threats by priority".to_owned(),
        short: None,
        blocks: none.into_iter().map(Block::Paragraph).collect(),
        sections: parts,
    }
}

fn take<'a>(sections: &mut [Section<'a>], taken: &mut Vec<Card<'a>>) {
    for section in sections {
        for block in &mut section.blocks {
            let Block::Cards(cards) = block else { continue };
            let numbers: Vec<String> = cards.iter().map(|c| c.number.to_string()).collect();
            taken.append(cards);
            let word = if numbers.len() == 1 {
                "Threat"
            } else {
                "Threats"
            };
            let text = format!("{word} {}", numbers.join(", "));
            *block = Block::Paragraph(Paragraph::new(Tone::Plain, &text));
        }
        take(&mut section.sections, taken);
    }
}

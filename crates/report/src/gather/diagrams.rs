//! Diagrams with their interactions and the threats of these.

use super::cards::{Anchors, Cards};
use super::figures::Drawn;
use crate::document::{
    Block, Card, Counts, DiagramFacts, Interaction, Paragraph, Piece, Section, Tone, Topic,
};
use crate::settings::{Part, Settings};
use crate::subject::Subject;
use std::rc::Rc;
use trustline_analysis::interactions_of;
use trustline_drawing::{Drawing, draw};
use trustline_model::{InOrder, short_id, tell_apart};

/// An interaction, its words and its threats.
type Told<'a> = (
    &'a trustline_analysis::Interaction,
    Rc<Interaction<'a>>,
    Vec<Card<'a>>,
);

/// A section for each diagram of the model with this number.
pub(super) fn diagrams<'a>(
    m: usize,
    subject: &Subject<'a>,
    settings: &Settings,
    cards: &mut Cards<'a>,
    anchors: &mut Anchors,
    drawings: &mut Vec<Drawing>,
) -> Vec<Section<'a>> {
    let mut told: Vec<Vec<Told<'a>>> = Vec::new();
    told.resize_with(subject.model.diagrams.len(), Vec::new);
    let drawn = std::mem::take(&mut cards.drawn).into_iter();
    for (interaction, (words, threats)) in subject.analysis.interactions.iter().zip(drawn) {
        if let Some(diagram) = told.get_mut(interaction.diagram) {
            diagram.push((interaction, words, threats));
        }
    }
    let diagrams = told.into_iter().enumerate();
    diagrams
        .map(|(d, told)| diagram((m, d), subject, settings, told, anchors, drawings))
        .collect()
}

fn diagram<'a>(
    (m, d): (usize, usize),
    subject: &Subject<'a>,
    settings: &Settings,
    mut told: Vec<Told<'a>>,
    anchors: &mut Anchors,
    drawings: &mut Vec<Drawing>,
) -> Section<'a> {
    // INVARIANT: there is a list for each diagram.
    let diagram = &subject.model.diagrams.get(d).expect("a diagram");
    let pictured = settings.has(Part::Diagrams) || settings.has(Part::Pictures);
    let drawing = pictured.then(|| {
        let mut drawing = draw(diagram, subject.model.knowledge_base.as_deref());
        if settings.has(Part::Badges) {
            drawing.badges = subject.analysis.open_threats(subject.model, d);
        }
        drawing
    });
    let place = drawings.len();
    let drawn = drawing.as_ref().map(|drawing| Drawn::new(drawing, place));
    let mut section = Section {
        topic: Topic::Diagram(DiagramFacts {
            id: diagram.id.as_str(),
            elements: diagram.elements.len(),
            interactions: told.len(),
            drawing: drawn.is_some().then_some(place),
        }),
        anchor: format!("m{m}d{d}"),
        level: 2,
        title: diagram.name.clone(),
        short: None,
        blocks: Vec::new(),
        sections: Vec::new(),
    };
    if settings.has(Part::Diagrams) {
        let whole = drawn.as_ref().map(|drawn| drawn.whole(&diagram.name));
        section.blocks.extend(whole.map(Block::Figure));
    }
    if settings.has(Part::Summary) {
        let mut counts = Counts::default();
        let threats = told.iter().flat_map(|(.., threats)| threats);
        threats.for_each(|threat| counts.add(threat, false));
        counts.finish();
        section.blocks.push(Block::Counts(counts));
    }
    if settings.has(Part::Threats) {
        if told.is_empty() {
            let elsewhere = !interactions_of(subject.model, d).is_empty();
            let text = match elsewhere {
                true => "The interactions on this diagram are listed with earlier diagrams.",
                false => "No data flow on this diagram connects two elements.",
            };
            let empty = Paragraph::new(Tone::Empty, text);
            section.blocks.push(Block::Paragraph(empty));
        }
        told.put_in_order_by_key(|(_, words, _)| words.name.to_lowercase());
        section.sections = interactions(
            &section.anchor,
            subject,
            settings,
            told,
            anchors,
            drawn.as_ref(),
        );
    }
    drawings.extend(drawing);
    section
}

fn interactions<'a>(
    diagram: &str,
    subject: &Subject<'a>,
    settings: &Settings,
    told: Vec<Told<'a>>,
    anchors: &mut Anchors,
    drawn: Option<&Drawn<'_>>,
) -> Vec<Section<'a>> {
    let mut names: Vec<String> = told
        .iter()
        .map(|(_, words, _)| words.name.clone())
        .collect();
    tell_apart(&mut names, |i| {
        let hints = told.get(i).map(|(interaction, words, _)| {
            let [_, flow, _] = interaction.elements(subject.model);
            let ends = format!("{} → {}", words.source, words.target);
            vec![ends, short_id(flow.id.as_str()).to_owned()]
        });
        hints.unwrap_or_default()
    });
    let mut sections = Vec::new();
    let mut without = Vec::new();
    for (i, ((interaction, words, mut threats), name)) in told.into_iter().zip(names).enumerate() {
        let lead = lead(&words);
        let sentence = lead.concat();
        if threats.is_empty() {
            without.push(format!("{name}: {sentence}"));
            continue;
        }
        let anchor = format!("{diagram}i{i}");
        let mut blocks = vec![Block::Paragraph(Paragraph {
            tone: Tone::Lead,
            pieces: lead.into_iter().map(Piece::Text).collect(),
        })];
        if let Some(drawn) = drawn.filter(|_| settings.has(Part::Pictures)) {
            let figure = drawn.interaction(interaction, subject.model, &sentence);
            blocks.push(Block::Figure(figure));
        }
        anchors.give(&anchor, &mut threats);
        blocks.push(Block::Cards(threats));
        sections.push(Section {
            anchor,
            level: 3,
            title: name,
            short: None,
            topic: Topic::Interaction(words),
            blocks,
            sections: Vec::new(),
        });
    }
    if !without.is_empty() {
        sections.push(Section {
            topic: Topic::Chapter,
            anchor: format!("{diagram}n"),
            level: 3,
            title: "Interactions without threats".to_owned(),
            short: None,
            blocks: vec![Block::List(without)],
            sections: Vec::new(),
        });
    }
    sections
}

/// What an interaction is, in one sentence.
fn lead(words: &Interaction<'_>) -> Vec<String> {
    let mut lead = vec![words.source.clone(), " → ".into(), words.target.clone()];
    match words.crosses.is_empty() {
        true => lead.push(", crosses no trust boundary".into()),
        false => lead.extend([", crosses ".into(), words.crosses.join(", ")]),
    }
    lead
}

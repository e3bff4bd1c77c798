//! The whole document, and the frame of each model: what it says about itself, counts, notes,
//! messages.

use super::cards::{Anchors, Cards, types};
use super::chapters::chapters;
use super::diagrams::diagrams;
use super::priority::by_priority;
use crate::document::{
    Block, Document, Facet, Field, Message, ModelFacts, Paragraph, Section, Sort, Tone, Topic,
};
use crate::settings::{Part, Settings};
use crate::subject::Subject;
use trustline_drawing::Drawing;

/// What there is to say about one or more models.
pub fn document_of<'a>(subjects: &[Subject<'a>], settings: &'a Settings) -> Document<'a> {
    let mut drawings = Vec::new();
    let mut facets = Facet::all();
    let mut models = Vec::new();
    for (m, subject) in subjects.iter().enumerate() {
        models.push(model(m, subject, settings, &mut drawings, &mut facets));
    }
    facets.iter_mut().for_each(Facet::finish);
    let title = match models.as_slice() {
        [one] => one.title.clone(),
        several => format!("{} threat models", several.len()),
    };
    Document {
        title,
        made_at: settings.made_at.as_deref(),
        language: settings.language.as_deref().unwrap_or("en"),
        sort: settings.sort,
        models,
        drawings,
        facets: facets.into(),
    }
}

fn model<'a>(
    m: usize,
    subject: &Subject<'a>,
    settings: &Settings,
    drawings: &mut Vec<Drawing>,
    facets: &mut [Facet; 3],
) -> Section<'a> {
    let Subject {
        file,
        model,
        analysis,
        diagnostics,
        spots,
    } = *subject;
    let kb = model.knowledge_base.as_deref();
    let mut cards = Cards::new(subject);
    cards.tell_apart(facets);
    let mut anchors = Anchors::new(m);
    let section = |topic, id: &str, title: &str, blocks| Section {
        topic,
        anchor: format!("m{m}-{id}"),
        level: 2,
        title: title.to_owned(),
        short: None,
        blocks,
        sections: Vec::new(),
    };
    let mut sections = Vec::new();
    if settings.has(Part::Summary) {
        let counts = vec![Block::Counts(std::mem::take(&mut cards.counts))];
        sections.push(section(Topic::Summary, "summary", "Summary", counts));
    }
    sections.extend(diagrams(
        m,
        subject,
        settings,
        &mut cards,
        &mut anchors,
        drawings,
    ));
    let groups = [
        (
            "elements",
            "Threats about elements",
            "About elements",
            cards.elements,
        ),
        (
            "system",
            "Threats about the system",
            "About the system",
            cards.system,
        ),
        (
            "elsewhere",
            "Threats no longer in the diagrams",
            "No longer in the diagrams",
            cards.elsewhere,
        ),
    ];
    for (id, title, short, mut group) in groups {
        if settings.has(Part::Threats) && !group.is_empty() {
            anchors.give(&format!("m{m}-{id}"), &mut group);
            let mut group = section(Topic::Elsewhere, id, title, vec![Block::Cards(group)]);
            group.short = Some(short.to_owned());
            sections.push(group);
        }
    }
    if settings.sort == Sort::Priority && settings.has(Part::Threats) {
        let at = usize::from(settings.has(Part::Summary));
        let sorted = by_priority(format!("m{m}-priority"), &mut sections);
        sections.insert(at, sorted);
    }
    for chapter in chapters(subject, settings) {
        let (id, title) = (chapter.id, chapter.title);
        sections.push(section(Topic::Chapter, id, title, chapter.blocks));
    }
    if settings.has(Part::Notes) && !model.notes.is_empty() {
        let notes = vec![Block::Notes(&model.notes)];
        sections.push(section(Topic::Notes, "notes", "Notes", notes));
    }
    if settings.has(Part::Messages) {
        let recorded = model.messages.iter().filter(|m| m.enabled);
        let recorded = recorded.map(|m| Message::Recorded(&m.text));
        let messages: Vec<Message<'_>> = recorded
            .chain(diagnostics.iter().map(Message::Found))
            .collect();
        let block = match messages.is_empty() {
            true => Block::Paragraph(Paragraph::new(Tone::Empty, "None.")),
            false => Block::Messages(messages),
        };
        sections.push(section(
            Topic::Messages,
            "messages",
            "Messages",
            vec![block],
        ));
    }
    let name = file.rsplit(['/', '\\']).next().unwrap_or("");
    let title = [model.information.name.trim(), name]
        .into_iter()
        .find(|t| !t.is_empty() && *t != "-")
        .unwrap_or("Threat model");
    Section {
        topic: Topic::Model(Box::new(ModelFacts {
            file,
            information: &model.information,
            template: kb.map(|kb| &kb.manifest),
            generates: model.generates(),
            removed: analysis.removed.len(),
            model,
            spots,
            types: types(kb, sections.iter().flat_map(Section::cards)),
        })),
        anchor: format!("m{m}"),
        level: 1,
        title: title.to_owned(),
        short: None,
        blocks: information(subject, settings),
        sections,
    }
}

/// What a model says about itself.
fn information<'a>(subject: &Subject<'a>, settings: &Settings) -> Vec<Block<'a>> {
    if !settings.has(Part::Information) {
        return Vec::new();
    }
    let fields = subject.model.information.fields().into_iter();
    let fields = fields.map(|(label, text)| Field {
        label,
        text: text.trim(),
    });
    let fields: Vec<Field<'_>> = fields.filter(|f| !f.text.is_empty()).collect();
    let empty = fields.is_empty().then(|| {
        let text = "The information fields of the model are empty.";
        Block::Paragraph(Paragraph::new(Tone::Empty, text))
    });
    [Block::Fields(fields)].into_iter().chain(empty).collect()
}

//! Everything for programs. The form is described in `docs/report-schema.json`; fields are added,
//! never renamed or removed within a version.

use crate::document::{Block, Card, CardField, DiagramFacts, Document, Message, Section, Topic};
use crate::kind::{Entry, Parts, ReportKind};
use crate::settings::Part;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use trustline_analysis::Stride;
use trustline_model::InOrder;
use trustline_model::harmless::json_for_logs;
use trustline_model::{Diagnostic, Place};

/// For the list of kinds.
pub const KIND: ReportKind = ReportKind::JSON;

impl ReportKind {
    /// Everything for programs; see `docs/report-schema.json`.
    pub const JSON: ReportKind = ReportKind::new(&Entry {
        name: "json",
        label: "JSON",
        about: "Everything for programs",
        endings: &["json"],
        media_type: "application/json",
        parts: Parts::Fixed(&[Part::Summary, Part::Threats, Part::Notes, Part::Messages]),
        several: true,
        piped: true,
        write,
    });
}

fn write(document: &Document<'_>) -> Vec<u8> {
    let mut models: Vec<Model<'_>> = document.models.iter().filter_map(model).collect();
    // One growth instead of many: a threat takes about so many bytes.
    let threats: usize = models.iter().map(|m| m.threats.len()).sum();
    let mut bytes = Vec::with_capacity(threats * 2_000 + 10_000);
    // INVARIANT: writing into memory cannot fail, and keys are texts.
    let _ = match models.len() {
        1 => serde_json::to_writer_pretty(&mut bytes, &models.remove(0)),
        _ => serde_json::to_writer_pretty(&mut bytes, &Models { models }),
    };
    bytes.push(b'\n');
    json_for_logs(bytes)
}

#[derive(Serialize)]
struct Models<'a> {
    models: Vec<Model<'a>>,
}

/// A model with what is small about it as values, and what there can be many of as it is.
#[derive(Serialize)]
struct Model<'a> {
    file: &'a str,
    version: u32,
    information: Value,
    template: Value,
    generates: bool,
    summary: Value,
    diagrams: Value,
    threats: Vec<Threat<'a>>,
    notes: Value,
    messages: Vec<&'a str>,
    diagnostics: Vec<Value>,
}

#[derive(Serialize)]
struct Threat<'a> {
    key: Key<'a>,
    number: i64,
    origin: &'static str,
    standing: &'static str,
    about: &'static str,
    recorded: bool,
    state: &'a str,
    priority: &'a str,
    title: &'a str,
    category: &'a str,
    stride: Option<&'static str>,
    description: Cow<'a, str>,
    justification: &'a str,
    #[serde(rename = "changedBy")]
    changed_by: Option<&'a str>,
    #[serde(rename = "changedAt")]
    changed_at: Option<&'a str>,
    diagram: &'a str,
    interaction: Interaction<'a>,
    crosses: &'a [String],
    fields: Vec<FieldOf<'a>>,
}

#[derive(Serialize)]
struct Key<'a> {
    r#type: &'a str,
    source: &'a str,
    flow: &'a str,
    target: &'a str,
}

#[derive(Serialize)]
struct Interaction<'a> {
    source: &'a str,
    flow: &'a str,
    target: &'a str,
}

#[derive(Serialize)]
struct FieldOf<'a> {
    name: &'a str,
    label: &'a str,
    value: Cow<'a, str>,
}

fn model<'a>(section: &'a Section<'a>) -> Option<Model<'a>> {
    let Topic::Model(facts) = &section.topic else {
        return None;
    };
    let info = facts.information;
    let mut cards: Vec<&Card<'_>> = section.cards().collect();
    cards.put_in_order_by_key(|card| card.number);
    let words = |counts: &[(String, usize)]| -> Map<String, Value> {
        let counts = counts.iter();
        counts.map(|(word, n)| (word.clone(), json!(n))).collect()
    };
    let (mut counts, mut diagrams, mut notes) = (None, Vec::new(), [].as_slice());
    for part in &section.sections {
        if let Topic::Diagram(facts) = &part.topic {
            diagrams.push(diagram(&part.title, facts));
        }
        for block in &part.blocks {
            match (&part.topic, block) {
                (Topic::Summary, Block::Counts(all)) => counts = Some(all),
                (_, Block::Notes(all)) => notes = all,
                _ => {}
            }
        }
    }
    let (mut messages, mut diagnostics) = (Vec::new(), Vec::new());
    for message in section.messages() {
        match message {
            Message::Recorded(text) => messages.push(*text),
            Message::Found(found) => diagnostics.push(diagnostic(found)),
        }
    }
    Some(Model {
        file: facts.file,
        version: 1,
        information: json!({
            "name": info.name,
            "owner": info.owner,
            "reviewer": info.reviewer,
            "contributors": info.contributors,
            "description": info.description,
            "assumptions": info.assumptions,
            "externalDependencies": info.dependencies,
        }),
        template: json!(facts.template.map(|template| json!({
            "id": template.id,
            "name": template.name,
            "version": template.version,
            "author": template.author,
        }))),
        generates: facts.generates,
        summary: json!({
            "total": counts.map_or(0, |c| c.total),
            "states": counts.map(|c| words(&c.states)).unwrap_or_default(),
            "priorities": counts.map(|c| words(&c.priorities)).unwrap_or_default(),
            "gone": facts.removed,
        }),
        diagrams: diagrams.into(),
        threats: cards.into_iter().map(threat).collect(),
        notes: notes
            .iter()
            .map(|n| json!({ "author": n.author, "date": n.date, "number": n.number, "text": n.text }))
            .collect(),
        messages,
        diagnostics,
    })
}

fn diagram(name: &str, facts: &DiagramFacts<'_>) -> Value {
    json!({
        "id": facts.id,
        "name": name,
        "elements": facts.elements,
        "interactions": facts.interactions,
    })
}

fn threat<'a>(card: &'a Card<'a>) -> Threat<'a> {
    let interaction = &card.interaction;
    Threat {
        key: Key {
            r#type: card.key.threat_type.as_str(),
            source: card.key.source.as_str(),
            flow: card.key.flow.as_str(),
            target: card.key.target.as_str(),
        },
        number: card.number,
        origin: card.origin.as_str(),
        standing: card.standing.as_str(),
        about: card.about,
        recorded: card.is_recorded,
        state: card.state.file_name(),
        priority: card.priority,
        title: &card.title,
        category: card.category,
        stride: card.stride.map(Stride::name),
        description: card.description.plain(),
        justification: card.justification.as_read(),
        changed_by: card.changed_by,
        changed_at: card.changed_at,
        diagram: interaction.diagram,
        interaction: Interaction {
            source: &interaction.source,
            flow: &interaction.name,
            target: &interaction.target,
        },
        crosses: &interaction.crosses,
        fields: card.fields.iter().map(field).collect(),
    }
}

fn field<'a>(field: &'a CardField<'a>) -> FieldOf<'a> {
    FieldOf {
        name: &field.name,
        label: &field.label,
        value: field.value.plain(),
    }
}

fn diagnostic(d: &Diagnostic) -> Value {
    json!({
        "code": d.code,
        "severity": d.severity.as_str(),
        "message": d.message,
        "help": d.help,
        "place": place(&d.place),
    })
}

fn place(place: &Place) -> Value {
    match place {
        Place::Model => Value::Null,
        Place::Text { line, column } => json!({ "line": line, "column": column }),
        Place::Diagram(id) => json!({ "diagram": id.as_str() }),
        Place::Elements(diagram, elements) => json!({
            "diagram": diagram.as_str(),
            "elements": elements.iter().map(|e| e.as_str()).collect::<Vec<_>>(),
        }),
        Place::ThreatType(id) => json!({ "threatType": id.as_str() }),
        Place::Stencil(name) => json!({ "stencil": name }),
        Place::Threat(number) => json!({ "threat": number }),
    }
}

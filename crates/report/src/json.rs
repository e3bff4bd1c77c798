//! Everything for programs. The form is described in `docs/report-schema.json`; fields are added,
//! never renamed or removed within a version.

use crate::content::ThreatPart;
use crate::{Content, Subject, rich};
use serde::Serialize;
use serde_json::{Map, Value, json};
use trustline_model::{Diagnostic, Place};

pub(crate) fn write(subjects: &[Subject<'_>]) -> String {
    let contents: Vec<Content> = subjects.iter().map(Content::new).collect();
    let mut models: Vec<Model<'_>> = subjects
        .iter()
        .zip(&contents)
        .map(|(subject, content)| model(subject, content))
        .collect();
    // One growth instead of many: a threat takes about so many bytes.
    let threats: usize = models.iter().map(|m| m.threats.len()).sum();
    let mut bytes = Vec::with_capacity(threats * 2_000 + 10_000);
    // INVARIANT: writing into memory cannot fail, and keys are texts.
    let _ = match models.len() {
        1 => serde_json::to_writer_pretty(&mut bytes, &models.remove(0)),
        _ => serde_json::to_writer_pretty(&mut bytes, &Models { models }),
    };
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
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
    messages: &'a [String],
    diagnostics: Vec<Value>,
}

#[derive(Serialize)]
struct Threat<'a> {
    key: Key<'a>,
    number: i64,
    origin: &'static str,
    standing: &'static str,
    recorded: bool,
    state: &'a str,
    priority: &'a str,
    title: &'a str,
    category: &'a str,
    description: String,
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
    value: String,
}

fn model<'a>(subject: &Subject<'a>, content: &'a Content) -> Model<'a> {
    let info = &subject.model.information;
    let mut threats: Vec<&ThreatPart> = content.threats().collect();
    threats.sort_by_key(|t| t.number);
    let counts = |counts: &[(String, usize)]| -> Map<String, Value> {
        counts
            .iter()
            .map(|(word, n)| (word.clone(), json!(n)))
            .collect()
    };
    let kb = subject.model.knowledge_base.as_ref();
    let mut interactions = vec![0; subject.model.diagrams.len()];
    for interaction in &subject.analysis.interactions {
        if let Some(count) = interactions.get_mut(interaction.diagram) {
            *count += 1;
        }
    }
    Model {
        file: subject.file,
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
        template: json!(kb.map(|kb| json!({
            "id": kb.manifest.id,
            "name": kb.manifest.name,
            "version": kb.manifest.version,
            "author": kb.manifest.author,
        }))),
        generates: subject.model.generates(),
        summary: json!({
            "total": content.summary.total,
            "states": counts(&content.summary.states),
            "priorities": counts(&content.summary.priorities),
            "gone": subject.analysis.gone.len(),
        }),
        diagrams: subject
            .model
            .diagrams
            .iter()
            .zip(interactions)
            .map(|(d, interactions)| {
                json!({
                    "id": d.id.as_str(),
                    "name": d.name,
                    "elements": d.elements.len(),
                    "interactions": interactions,
                })
            })
            .collect(),
        threats: threats.into_iter().map(threat).collect(),
        notes: content
            .notes
            .iter()
            .map(|n| json!({ "author": n.author, "date": n.date, "number": n.number, "text": n.text }))
            .collect(),
        messages: &content.messages,
        diagnostics: subject.diagnostics.iter().map(diagnostic).collect(),
    }
}

fn threat(t: &ThreatPart) -> Threat<'_> {
    let [source, target] = &t.ends;
    let field = |f: &trustline_analysis::Field| rich::plain(&f.value);
    Threat {
        key: Key {
            r#type: t.key.threat_type.as_str(),
            source: t.key.source.as_str(),
            flow: t.key.flow.as_str(),
            target: t.key.target.as_str(),
        },
        number: t.number,
        origin: t.origin.as_str(),
        standing: t.standing.as_str(),
        recorded: !t.is_new,
        state: t.state.file_name(),
        priority: &t.priority,
        title: &t.title,
        category: &t.category,
        description: rich::plain(&t.description),
        justification: &t.justification,
        changed_by: t.changed_by.as_deref(),
        changed_at: t.changed_at.as_deref(),
        diagram: &t.diagram,
        interaction: Interaction {
            source,
            flow: &t.interaction,
            target,
        },
        crosses: &t.crosses,
        fields: t
            .fields
            .iter()
            .map(|f| FieldOf {
                name: &f.name,
                label: &f.label,
                value: field(f),
            })
            .collect(),
    }
}

pub(crate) fn diagnostic(d: &Diagnostic) -> Value {
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

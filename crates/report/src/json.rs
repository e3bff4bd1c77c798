//! Everything for programs. The form is described in `docs/report-schema.json`; fields are added,
//! never renamed or removed within a version.

use crate::content::ThreatPart;
use crate::{Content, Subject, rich};
use serde_json::{Map, Value, json};
use trustline_model::{Diagnostic, Place};

pub(crate) fn write(subjects: &[Subject<'_>]) -> String {
    let mut models: Vec<Value> = subjects.iter().map(model).collect();
    let value = match models.len() {
        1 => models.remove(0),
        _ => json!({ "models": models }),
    };
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

fn model(subject: &Subject<'_>) -> Value {
    let content = Content::new(subject);
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
    json!({
        "file": subject.file,
        "version": 1,
        "information": {
            "name": info.name,
            "owner": info.owner,
            "reviewer": info.reviewer,
            "contributors": info.contributors,
            "description": info.description,
            "assumptions": info.assumptions,
            "externalDependencies": info.dependencies,
        },
        "template": kb.map(|kb| json!({
            "id": kb.manifest.id,
            "name": kb.manifest.name,
            "version": kb.manifest.version,
            "author": kb.manifest.author,
        })),
        "generates": subject.model.generates(),
        "summary": {
            "total": content.summary.total,
            "states": counts(&content.summary.states),
            "priorities": counts(&content.summary.priorities),
            "gone": subject.analysis.gone.len(),
        },
        "diagrams": subject.model.diagrams.iter().enumerate().map(|(i, d)| json!({
            "id": d.id.as_str(),
            "name": d.name,
            "elements": d.elements.len(),
            "interactions": subject.analysis.interactions.iter().filter(|x| x.diagram == i).count(),
        })).collect::<Vec<_>>(),
        "threats": threats.into_iter().map(threat).collect::<Vec<_>>(),
        "notes": content.notes.iter().map(|n| json!({
            "author": n.author, "date": n.date, "number": n.number, "text": n.text,
        })).collect::<Vec<_>>(),
        "messages": content.messages,
        "diagnostics": subject.diagnostics.iter().map(diagnostic).collect::<Vec<_>>(),
    })
}

fn threat(t: &ThreatPart) -> Value {
    let [source, target] = &t.ends;
    json!({
        "key": {
            "type": t.key.threat_type.as_str(),
            "source": t.key.source.as_str(),
            "flow": t.key.flow.as_str(),
            "target": t.key.target.as_str(),
        },
        "number": t.number,
        "origin": t.origin.as_str(),
        "standing": t.standing.as_str(),
        "recorded": !t.is_new,
        "state": t.state.file_name(),
        "priority": t.priority,
        "title": t.title,
        "category": t.category,
        "description": rich::plain(&t.description),
        "justification": t.justification,
        "changedBy": t.changed_by,
        "changedAt": t.changed_at,
        "diagram": t.diagram,
        "interaction": { "source": source, "flow": t.interaction, "target": target },
        "crosses": t.crosses,
        "fields": t.fields.iter().map(|f| json!({
            "name": f.name, "label": f.label, "value": rich::plain(&f.value),
        })).collect::<Vec<_>>(),
    })
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

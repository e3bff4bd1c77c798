//! Findings for code scanning: SARIF 2.1.0. Every threat and every diagnostic is a result;
//! decided threats are suppressed, with their justification.

use crate::document::{Card, Document, Message, Topic, TypeFacts};
use crate::kind::{Entry, Parts, ReportKind};
use crate::settings::Part;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use trustline_model::{Diagnostic, Place, Severity, State, Urgency};

/// For the list of kinds.
pub const KIND: ReportKind = ReportKind::SARIF;

impl ReportKind {
    /// Findings for code scanning, SARIF 2.1.0.
    pub const SARIF: ReportKind = ReportKind::new(&Entry {
        name: "sarif",
        label: "SARIF",
        about: "For code scanning, SARIF 2.1.0",
        endings: &["sarif"],
        media_type: "application/json",
        parts: Parts::Fixed(&[Part::Threats, Part::Messages]),
        several: true,
        piped: true,
        write,
    });
}

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

fn write(document: &Document<'_>) -> Vec<u8> {
    let mut rules: BTreeMap<String, Value> = BTreeMap::new();
    let mut results = Vec::new();
    for section in &document.models {
        let Topic::Model(facts) = &section.topic else {
            continue;
        };
        for (id, known) in &facts.types {
            let rule = || rule_of(id, known);
            rules.entry(id.clone()).or_insert_with(rule);
        }
        results.extend(section.cards().map(|card| threat(facts.file, card)));
        for message in section.messages() {
            let Message::Found(found) = message else {
                continue;
            };
            let id = found.code.to_owned();
            rules.entry(id.clone()).or_insert_with(
                || json!({ "id": id, "name": pascal(&id), "shortDescription": { "text": id } }),
            );
            results.push(diagnostic(facts.file, found));
        }
    }
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Trustline",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_values().collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut bytes = serde_json::to_vec_pretty(&document).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn rule_of(id: &str, known: &TypeFacts<'_>) -> Value {
    json!({
        "id": id,
        "shortDescription": { "text": some(&in_general(&known.title)) },
        "fullDescription": { "text": some(&in_general(&known.description.plain())) },
        "properties": { "tags": ["threat", known.category] },
    })
}

/// A template's text without an interaction: placeholders become words.
fn in_general(text: &str) -> String {
    let mut out = text.to_owned();
    for word in ["source", "target", "flow"] {
        for name in ["Name", "name", "NAME"] {
            out = out.replace(&format!("{{{word}.{name}}}"), &format!("the {word}"));
        }
    }
    out
}

/// The text of a message, in which brackets would make a link.
fn message(text: &str) -> String {
    some(text)
        .replace('\\', "\\\\")
        .replace('[', "\\[")
        .replace(']', "\\]")
}

/// SARIF wants words where it asks for a text.
fn some(text: &str) -> &str {
    if text.trim().is_empty() {
        "no description"
    } else {
        text
    }
}

fn pascal(code: &str) -> String {
    let word = |w: &str| {
        let mut letters = w.chars();
        letters
            .next()
            .map(|c| c.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    };
    code.split('-').map(word).collect()
}

fn threat(file: &str, t: &Card<'_>) -> Value {
    let interaction = &t.interaction;
    let level = match t.urgency() {
        Urgency::Critical | Urgency::High => "error",
        Urgency::Low | Urgency::Lowest | Urgency::Informational => "note",
        Urgency::MediumHigh | Urgency::Medium | Urgency::LowMedium | Urgency::Other => "warning",
    };
    let mut result = json!({
        "ruleId": t.key.threat_type.as_str(),
        "level": level,
        "message": { "text": message(&format!("{} ({})", t.title, interaction.name)) },
        "locations": [{
            "physicalLocation": { "artifactLocation": { "uri": uri(file) } },
            "logicalLocations": [{
                "name": interaction.name,
                "fullyQualifiedName": format!("{}/{}", interaction.diagram, interaction.name),
                "kind": "member",
            }],
        }],
        "partialFingerprints": { "threatKey/v1": t.key.to_string() },
        "properties": {
            "number": t.number,
            "state": t.state.file_name(),
            "priority": t.priority,
            "category": t.category,
            "origin": t.origin.as_str(),
            "standing": t.standing.as_str(),
            "crosses": interaction.crosses,
        },
    });
    if matches!(t.state, State::Mitigated | State::NotApplicable) {
        let mut suppression = Map::new();
        suppression.insert("kind".into(), json!("external"));
        suppression.insert("status".into(), json!("accepted"));
        if !t.justification.is_empty() {
            let words = t.justification.as_read().trim();
            suppression.insert("justification".into(), json!(words));
        }
        if let Some(object) = result.as_object_mut() {
            object.insert("suppressions".into(), json!([suppression]));
        }
    }
    result
}

fn diagnostic(file: &str, d: &Diagnostic) -> Value {
    let level = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let mut place = json!({ "artifactLocation": { "uri": uri(file) } });
    if let (Place::Text { line, column }, Some(object)) = (&d.place, place.as_object_mut()) {
        object.insert(
            "region".into(),
            json!({ "startLine": line, "startColumn": column }),
        );
    }
    let text = match &d.help {
        Some(help) => format!("{}. Help: {help}", d.message),
        None => d.message.clone(),
    };
    json!({
        "ruleId": d.code,
        "level": level,
        "message": { "text": message(&text) },
        "locations": [{ "physicalLocation": place }],
    })
}

/// A path as a relative address: what may not stand in one is escaped.
fn uri(file: &str) -> String {
    let path = file.replace('\\', "/");
    // An absolute path needs its scheme; a relative one is taken as relative to the repository.
    let drive = path.as_bytes().get(1) == Some(&b':');
    let mut out = String::from(match (path.starts_with('/'), drive) {
        (true, _) => "file://",
        (_, true) => "file:///",
        _ => "",
    });
    for (i, byte) in path.trim_start_matches("./").bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                out.push(char::from(byte))
            }
            b':' if drive && i == 1 => out.push(':'),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    if out.is_empty() || out == "-" {
        "stdin".into()
    } else {
        out
    }
}

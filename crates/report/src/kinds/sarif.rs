//! Findings for code scanning: SARIF 2.1.0, as GitHub, GitLab and Azure DevOps read it. Every threat
//! and every diagnostic is a result with a line, a place in words and a fingerprint of its own; decided
//! threats are suppressed, with their justification. `docs/code-scanning.md` says who shows what.

use crate::document::{Card, Document, Message, ModelFacts, Topic, TypeFacts};
use crate::kind::{Entry, Parts, ReportKind};
use crate::settings::Part;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};
use trustline_model::harmless::json_for_logs;
use trustline_model::{Diagnostic, Place, Severity, ThreatModel, Urgency, guid_for};

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

/// What GitHub takes in one run; more is left out there, the lowest levels first.
const TAGS: usize = 10;

/// The rule for threats that no template knows.
const MANUAL: &str = "manual-threat";
const MANUAL_TEXT: &str = "A threat that a person added to the model, or that came from a template which is not there any more.";

/// Rules by their ids, and results, of all models.
#[derive(Default)]
struct Run<'a> {
    rules: BTreeMap<String, Value>,
    /// What a rule is about: two templates may call different things alike.
    meant: Vec<(String, &'a TypeFacts<'a>)>,
    results: Vec<Value>,
    /// How often each fingerprint was given.
    prints: HashMap<String, usize>,
}

fn write(document: &Document<'_>) -> Vec<u8> {
    let mut run = Run::default();
    for section in &document.models {
        let Topic::Model(facts) = &section.topic else {
            continue;
        };
        // In the order of the ids.
        let names: Vec<(&str, String)> = (facts.types.iter())
            .map(|(id, known)| (id.as_str(), run.rule(facts, id, known)))
            .collect();
        for card in section.cards() {
            let id = card.key.threat_type.as_str();
            let rule = names.binary_search_by(|(own, _)| (*own).cmp(id)).ok();
            let rule = rule.and_then(|at| names.get(at));
            run.threat(facts, rule.map_or(MANUAL, |(_, name)| name), card);
        }
        for message in section.messages() {
            if let Message::Found(found) = message {
                run.diagnostic(facts, found);
            }
        }
    }
    let indices: HashMap<String, usize> = (run.rules.keys().enumerate())
        .map(|(i, id)| (id.clone(), i))
        .collect();
    for result in &mut run.results {
        let index = result.get("ruleId").and_then(Value::as_str);
        if let (Some(index), Some(object)) = (
            index.and_then(|id| indices.get(id)).copied(),
            result.as_object_mut(),
        ) {
            object.insert("ruleIndex".into(), json!(index));
        }
    }
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Trustline",
                "organization": "Trustline",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "shortDescription": { "text": "Threats of a threat model, and what is wrong with the model." },
                "rules": run.rules.into_values().collect::<Vec<_>>(),
            }},
            "automationDetails": { "id": "trustline/" },
            "columnKind": "unicodeCodePoints",
            "results": run.results,
        }],
    });
    let mut bytes = serde_json::to_vec_pretty(&document).unwrap_or_default();
    bytes.push(b'\n');
    json_for_logs(bytes)
}

impl<'a> Run<'a> {
    /// The id of the rule for a threat type, which no other template's type has: the type's own and
    /// a short name of the template. The same in every run.
    fn rule(&mut self, facts: &ModelFacts<'_>, id: &str, known: &'a TypeFacts<'a>) -> String {
        if !known.is_known {
            let rule = || check_rule(MANUAL, "warning", MANUAL_TEXT);
            self.rules.entry(MANUAL.to_owned()).or_insert_with(rule);
            return MANUAL.to_owned();
        }
        let own = id.trim();
        let template = facts.template.map_or("", |m| m.id.trim());
        let short = guid_for(&format!("template {template}"));
        let first = format!("{own}@{}", short.get(..8).unwrap_or_default());
        let same = |other: &TypeFacts<'_>| {
            other.title == known.title && other.description.plain() == known.description.plain()
        };
        // Templates that were changed and kept their id.
        let more = (2..).map(|n| format!("{first}-{n}"));
        let mut names = std::iter::once(first.clone()).chain(more);
        let of = |name: &String| self.meant.iter().find(|(own, _)| own == name);
        let free = names.find(|name| of(name).is_none_or(|(_, other)| same(other)));
        let name = free.unwrap_or(first);
        if of(&name).is_none() {
            self.meant.push((name.clone(), known));
            self.rules.insert(name.clone(), rule_of(&name, own, known));
        }
        name
    }

    /// A fingerprint that stays while other things of the file change, and that no other result has.
    fn print(&mut self, what: &str) -> Value {
        let hash = guid_for(what).replace('-', "");
        let hash = hash.get(..16).unwrap_or_default().to_owned();
        let times = self.prints.entry(hash.clone()).or_default();
        *times += 1;
        json!({ "primaryLocationLineHash": format!("{hash}:{times}") })
    }

    fn threat(&mut self, facts: &ModelFacts<'_>, rule: &str, t: &Card<'_>) {
        let interaction = &t.interaction;
        let name = first_of([interaction.name.as_str(), t.title.as_ref(), "threat"]);
        let within = first_of([interaction.diagram, &facts.information.name, facts.file]);
        let spots = facts.spots;
        let spot = spots.and_then(|spots| {
            let elements = [&t.key.flow, &t.key.source, &t.key.target];
            let drawn = || elements.into_iter().find_map(|id| spots.elements.get(id));
            spots.threats.get(t.key).or_else(drawn).copied()
        });
        let print = format!("{}\n{rule}\n{}", uri(facts.file), t.key);
        let mut properties = json!({
            "number": t.number,
            "state": t.state.file_name(),
            "priority": t.priority,
            "category": t.category,
            "origin": t.origin.as_str(),
            "standing": t.standing.as_str(),
            "crosses": interaction.crosses,
        });
        if let Some(object) = properties.as_object_mut() {
            object.insert("security-severity".into(), json!(severity(t.urgency())));
        }
        let about = match name == t.title.as_ref() {
            true => t.title.to_string(),
            false => format!("{} ({name})", t.title),
        };
        let mut result = json!({
            "ruleId": rule,
            "level": level(t.urgency()),
            "message": { "text": message(&about) },
            "locations": [{
                "physicalLocation": physical(facts.file, spot),
                "logicalLocations": [{
                    "name": name,
                    "fullyQualifiedName": format!("{within}/{name}"),
                    "kind": "member",
                }],
            }],
            "partialFingerprints": self.print(&print),
            "properties": properties,
        });
        if !t.state.is_open() {
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
        self.results.push(result);
    }

    fn diagnostic(&mut self, facts: &ModelFacts<'_>, d: &Diagnostic) {
        let level = match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let rule = || {
            let code = d.code;
            let help = format!(
                "A check of the threat model. The page `docs/diagnostics/{code}.md` of Trustline says what it means and what to do."
            );
            check_rule(code, level, &help)
        };
        self.rules.entry(d.code.to_owned()).or_insert_with(rule);
        let text = match &d.help {
            Some(help) => format!("{}. Help: {help}", d.message),
            None => d.message.clone(),
        };
        let (within, name) = named(facts, d);
        let print = format!("{}\n{}\n{:?}", uri(facts.file), d.code, stable(d));
        let result = json!({
            "ruleId": d.code,
            "level": level,
            "message": { "text": message(&text) },
            "locations": [{
                "physicalLocation": physical(facts.file, spot_of(facts, d)),
                "logicalLocations": [{
                    "name": name,
                    "fullyQualifiedName": format!("{within}/{name}"),
                    "kind": "member",
                }],
            }],
            "partialFingerprints": self.print(&print),
        });
        self.results.push(result);
    }
}

/// What a diagnostic is about, without its line: that changes with edits elsewhere.
fn stable(d: &Diagnostic) -> String {
    match &d.place {
        Place::Text { .. } => d.message.clone(),
        place => format!("{place:?}"),
    }
}

/// Where a diagnostic points to, in words: what it lies in, and its name.
fn named(facts: &ModelFacts<'_>, d: &Diagnostic) -> (String, String) {
    let model: &ThreatModel = facts.model;
    let whole = first_of([&facts.information.name, facts.file]).to_owned();
    let diagram = |id| {
        let name = model.diagram(id).map_or("", |d| d.name.trim());
        first_of([name, "diagram"]).to_owned()
    };
    match &d.place {
        Place::Model | Place::Text { .. } => {
            (whole.clone(), first_of([&whole, "model"]).to_owned())
        }
        Place::Diagram(id) => (whole, diagram(id)),
        Place::Elements(id, elements) => {
            let names = elements.iter().map(|e| {
                let element = model.diagram(id).and_then(|d| d.element(e));
                let name = element.map_or("", |e| e.name().trim());
                first_of([name, e.as_str(), "element"]).to_owned()
            });
            let names: Vec<String> = names.take(5).collect();
            let name = names.join(", ");
            (diagram(id), first_of([&name, "element"]).to_owned())
        }
        Place::ThreatType(id) => (whole, format!("threat type {id}")),
        Place::Stencil(name) => (whole, format!("stencil {name}")),
        Place::Threat(number) => (whole, format!("threat {number}")),
    }
}

/// Line and column of what a diagnostic points to, where the file is known.
fn spot_of(facts: &ModelFacts<'_>, d: &Diagnostic) -> Option<(usize, usize)> {
    match (&d.place, facts.spots) {
        (Place::Text { line, column }, _) => Some((*line, *column)),
        (place, spots) => spots?.of(place, &facts.model.threats),
    }
}

/// A place in a file. What stands nowhere in it points to its beginning.
fn physical(file: &str, spot: Option<(usize, usize)>) -> Value {
    let (line, column) = spot.unwrap_or((1, 1));
    json!({
        "artifactLocation": { "uri": uri(file) },
        "region": { "startLine": line.max(1), "startColumn": column.max(1) },
    })
}

fn first_of<const N: usize>(texts: [&str; N]) -> &str {
    let said = texts.into_iter().map(str::trim);
    said.into_iter().find(|t| !t.is_empty()).unwrap_or("model")
}

fn level(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Critical | Urgency::High => "error",
        Urgency::Low | Urgency::Lowest | Urgency::Informational => "note",
        Urgency::MediumHigh | Urgency::Medium | Urgency::LowMedium | Urgency::Other => "warning",
    }
}

/// A score as code scanning has it: over 9 critical, from 7 high, from 4 medium, below low.
fn severity(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Critical => "9.5",
        Urgency::High => "8.0",
        Urgency::MediumHigh => "6.9",
        Urgency::Medium | Urgency::Other => "5.5",
        Urgency::LowMedium => "4.5",
        Urgency::Low => "3.0",
        Urgency::Lowest => "1.5",
        Urgency::Informational => "0.5",
    }
}

fn rule_of(id: &str, own: &str, known: &TypeFacts<'_>) -> Value {
    let title = in_general(&known.title);
    let description = in_general(&known.description.plain());
    let advice: Vec<(&str, String)> = (known.advice.iter())
        .map(|(label, text)| (*label, in_general(text)))
        .collect();
    let urgency = Urgency::from(known.priority);
    let mut plain = some(&description).to_owned();
    let mut markdown = format!("{}\n", escaped(some(&description)));
    for (label, text) in &advice {
        plain.push_str(&format!("\n\n{label}:\n{}", text.trim()));
        markdown.push_str(&format!(
            "\n**{}**\n\n{}\n",
            escaped(label),
            escaped(text.trim())
        ));
    }
    let told = [title.as_str(), description.as_str()];
    let texts = told
        .into_iter()
        .chain(advice.iter().map(|(_, text)| text.as_str()));
    let texts: Vec<&str> = texts.collect();
    let weaknesses = weaknesses(&texts);
    let mut tags = vec!["security".to_owned(), "threat".to_owned()];
    tags.extend(Some(known.category.trim().to_owned()).filter(|c| !c.is_empty()));
    // The same word for templates in any language.
    let stride = known.stride.map(|s| s.name().to_lowercase());
    tags.extend(stride.map(|name| format!("stride/{}", name.replace(' ', "-"))));
    tags.extend(
        weaknesses
            .iter()
            .map(|n| format!("external/cwe/cwe-{n:03}")),
    );
    tags.truncate(TAGS);
    let mut rule = json!({
        "id": id,
        "name": pascal_of(&title, own),
        "shortDescription": { "text": some(&title) },
        "fullDescription": { "text": some(&description) },
        "help": { "text": plain, "markdown": markdown },
        "defaultConfiguration": { "level": level(urgency) },
        "properties": {
            "tags": tags,
            "precision": "medium",
            "problem.severity": match level(urgency) {
                "note" => "recommendation",
                other => other,
            },
            "security-severity": severity(urgency),
        },
    });
    let address = address(&texts).or_else(|| {
        let first = weaknesses.first()?;
        Some(format!(
            "https://cwe.mitre.org/data/definitions/{first}.html"
        ))
    });
    if let (Some(address), Some(object)) = (address, rule.as_object_mut()) {
        object.insert("helpUri".into(), json!(address));
    }
    rule
}

fn check_rule(code: &str, level: &str, help: &str) -> Value {
    json!({
        "id": code,
        "name": pascal(code),
        "shortDescription": { "text": code.replace('-', " ") },
        "fullDescription": { "text": help },
        "help": { "text": help, "markdown": help },
        "defaultConfiguration": { "level": level },
        "properties": { "tags": ["threat-model"] },
    })
}

/// The numbers of the weaknesses (CWE) that texts name, each once, in their order.
fn weaknesses(texts: &[&str]) -> Vec<u32> {
    let mut found = Vec::new();
    for text in texts {
        let upper = text.to_ascii_uppercase();
        for rest in upper.split("CWE").skip(1) {
            let rest = rest.trim_start_matches(['-', ' ', ':', '\u{2011}']);
            let end = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            let number = rest.get(..end).and_then(|n| n.parse().ok());
            found.extend(number.filter(|n| *n > 0 && !found.contains(n)));
        }
    }
    found
}

/// The first web address in texts.
fn address(texts: &[&str]) -> Option<String> {
    let in_text = |text: &&str| {
        let start = text.find("https://").or_else(|| text.find("http://"))?;
        let rest = text.get(start..)?;
        let end = rest.find(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '<' | '>' | '"' | '\'' | '`' | '{' | '}' | '|' | '\\' | '^'
                )
        });
        let address = rest.get(..end.unwrap_or(rest.len()))?;
        let address = address.trim_end_matches(['.', ',', ';', ':', ')', ']', '!', '?']);
        let host = address.split("://").nth(1)?;
        (host.contains('.') && host.is_ascii()).then(|| address.to_owned())
    };
    texts.iter().find_map(in_text)
}

/// A title as one word, for those who name rules so.
fn pascal_of(title: &str, own: &str) -> String {
    let words: Vec<&str> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .take(8)
        .collect();
    match words.is_empty() {
        true => pascal(&own.replace(|c: char| !c.is_alphanumeric(), "-")),
        false => pascal(&words.join("-")),
    }
}

/// Text as Markdown shows it, with the template's lines.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
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

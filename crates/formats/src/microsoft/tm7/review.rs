//! What a team recorded beside threats, inside of a hidden stencil of the template that a model
//! carries: the one place of a `.tm7` which every tool keeps and no tool shows. One attribute a
//! record, its fields as `name=value`; see `docs/tm7-extensions.md`.

use std::sync::Arc;
use trustline_model::review::{
    About, Asset, Control, ControlType, Function, Gap, Meeting, Question, Remark, Review, Seen,
    SignOff, parse,
};
use trustline_model::{Attribute, KnowledgeBase, Representation, Stencil, ThreatKey, ThreatModel};

/// The id of the stencil.
const ID: &str = "TRUSTLINE.REVIEW";

/// What stands between the four ids of a threat.
const BETWEEN: char = '|';

/// A record: its kind, and its fields in order. A name may occur several times.
#[derive(Default)]
struct Record {
    kind: String,
    fields: Vec<(String, String)>,
}

impl Record {
    fn new(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            fields: Vec::new(),
        }
    }

    /// The same with a field; empty ones are left out.
    fn with(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.fields.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    fn with_all<'a>(mut self, name: &str, values: impl IntoIterator<Item = &'a String>) -> Self {
        for value in values {
            self.fields.push((name.to_owned(), value.clone()));
        }
        self
    }

    fn about(mut self, about: &About) -> Self {
        for id in &about.elements {
            self = self.with("element", id.as_str());
        }
        for key in &about.threats {
            self = self.with("threat", &key_text(key));
        }
        self
    }

    fn get(&self, name: &str) -> &str {
        let mut fields = self.fields.iter();
        fields
            .find(|(n, _)| n == name)
            .map_or("", |(_, v)| v.as_str())
    }

    fn all(&self, name: &str) -> Vec<String> {
        let of_name = self.fields.iter().filter(|(n, _)| n == name);
        of_name.map(|(_, v)| v.clone()).collect()
    }

    fn read_about(&self) -> About {
        About {
            elements: self
                .all("element")
                .iter()
                .map(|id| id.as_str().into())
                .collect(),
            threats: self.all("threat").iter().filter_map(|t| key(t)).collect(),
        }
    }

    fn attribute(self, number: usize) -> Attribute {
        let choices = self.fields.into_iter().map(|(n, v)| format!("{n}={v}"));
        Attribute {
            name: format!("trustline.{}.{number}", self.kind),
            label: self.kind,
            mode: "Static".into(),
            kind: "List".into(),
            inheritance: "Virtual".into(),
            choices: choices.collect(),
            ..Attribute::default()
        }
    }

    fn of(attribute: &Attribute) -> Self {
        let fields = attribute.choices.iter().map(|choice| {
            let (name, value) = choice.split_once('=').unwrap_or((choice, ""));
            (name.to_owned(), value.to_owned())
        });
        Self {
            kind: attribute.label.clone(),
            fields: fields.collect(),
        }
    }
}

fn key_text(key: &ThreatKey) -> String {
    format!(
        "{}{BETWEEN}{}{BETWEEN}{}{BETWEEN}{}",
        key.threat_type, key.source, key.flow, key.target
    )
}

fn key(text: &str) -> Option<ThreatKey> {
    let mut parts = text.rsplitn(4, BETWEEN);
    let (target, flow, source) = (parts.next()?, parts.next()?, parts.next()?);
    Some(ThreatKey {
        threat_type: parts.next()?.into(),
        source: source.into(),
        flow: flow.into(),
        target: target.into(),
    })
}

/// A template as a model without diagrams. What a team recorded about a model is no part of its
/// template, even if another tool left it there.
pub fn template_alone(mut kb: KnowledgeBase) -> ThreatModel {
    let _ = take(&mut kb);
    ThreatModel {
        knowledge_base: Some(Arc::new(kb)),
        ..ThreatModel::default()
    }
}

/// Takes the record out of a template. Nothing where there is none.
pub fn take(kb: &mut KnowledgeBase) -> Review {
    let is = |s: &Stencil| s.hidden && s.id == ID.into();
    let mut review = Review::default();
    for stencil in kb.stencils.iter().filter(|s| is(s)) {
        for attribute in &stencil.attributes {
            read(&mut review, attribute);
        }
    }
    kb.stencils.retain(|s| !is(s));
    review
}

fn read(review: &mut Review, attribute: &Attribute) {
    let r = Record::of(attribute);
    let own = |name: &str| r.get(name).to_owned();
    match r.kind.as_str() {
        // More than a hundred years are no plan.
        "plan" if r.get("months").parse().is_ok_and(|m: u32| m <= 1_200) => {
            review.months = r.get("months").parse().unwrap_or(0);
        }
        "question" => review.questions.push(Question {
            id: own("id"),
            category: own("category"),
            text: own("text"),
            areas: r.all("area"),
            answer: own("answer"),
            about: r.read_about(),
        }),
        "gap" => review.gaps.push(Gap {
            id: own("id"),
            question: own("question"),
            gap: own("gap"),
            impact: own("issue"),
            solution: own("solution"),
            closed: r.get("closed") == "yes",
            about: r.read_about(),
        }),
        "control" => review.controls.push(Control {
            id: own("id"),
            name: own("name"),
            function: parse(&Function::ALL, r.get("function")).unwrap_or_default(),
            kind: parse(&ControlType::ALL, r.get("type")).unwrap_or_default(),
            about: r.read_about(),
        }),
        "asset" => review.assets.push(Asset {
            id: own("id"),
            name: own("name"),
            classification: own("classification"),
            about: r.read_about(),
        }),
        "meeting" => review.meetings.push(Meeting {
            id: own("id"),
            date: own("date"),
            attendees: r.all("attendee"),
            missing: r.all("missing"),
            sign_off: r
                .fields
                .iter()
                .any(|(n, _)| n == "signed")
                .then(|| SignOff {
                    by: own("signed"),
                    seen: Vec::new(),
                }),
            remarks: Vec::new(),
        }),
        // What a meeting holds comes behind it.
        "remark" if !review.meetings.is_empty() => {
            if let Some(meeting) = review.meetings.last_mut() {
                meeting.remarks.push(Remark {
                    on: own("on"),
                    text: own("text"),
                });
            }
        }
        "seen" if review.meetings.last().is_some_and(|m| m.sign_off.is_some()) => {
            let last = review.meetings.last_mut();
            if let Some(sign_off) = last.and_then(|m| m.sign_off.as_mut()) {
                sign_off.seen = r
                    .fields
                    .iter()
                    .map(|(print, rest)| {
                        let (what, name) = rest.split_once(' ').unwrap_or((rest, ""));
                        Seen {
                            what: what.to_owned(),
                            name: name.to_owned(),
                            print: print.clone(),
                        }
                    })
                    .collect();
            }
        }
        _ => review.unknown.push((r.kind, r.fields)),
    }
}

/// The template with the record in it.
pub fn put(kb: &KnowledgeBase, review: &Review) -> KnowledgeBase {
    let parent = kb.stencils.iter().find(|s| s.generic);
    let attributes = records(review)
        .into_iter()
        .enumerate()
        .map(|(i, r)| r.attribute(i + 1))
        .collect();
    let mut kb = kb.clone();
    let _ = take(&mut kb);
    kb.stencils.push(Stencil {
        id: ID.into(),
        name: "Trustline review".into(),
        description: "What was recorded in reviews of this model; read and written by Trustline"
            .into(),
        parent: parent
            .map(|s| s.id.clone())
            .unwrap_or_else(|| "ROOT".into()),
        representation: Representation::Inherited,
        hidden: true,
        attributes,
        constraints: Some(Vec::new()),
        ..Stencil::default()
    });
    kb
}

fn records(review: &Review) -> Vec<Record> {
    let mut found = Vec::new();
    if review.months > 0 {
        found.push(Record::new("plan").with("months", &review.months.to_string()));
    }
    for q in &review.questions {
        let record = Record::new("question")
            .with("id", &q.id)
            .with("category", &q.category)
            .with("text", &q.text)
            .with_all("area", &q.areas)
            .with("answer", &q.answer)
            .about(&q.about);
        found.push(record);
    }
    for g in &review.gaps {
        let record = Record::new("gap")
            .with("id", &g.id)
            .with("question", &g.question)
            .with("gap", &g.gap)
            .with("issue", &g.impact)
            .with("solution", &g.solution)
            .with("closed", if g.closed { "yes" } else { "" })
            .about(&g.about);
        found.push(record);
    }
    for c in &review.controls {
        let record = Record::new("control")
            .with("id", &c.id)
            .with("name", &c.name)
            .with("function", c.function.as_str())
            .with("type", c.kind.as_str())
            .about(&c.about);
        found.push(record);
    }
    for a in &review.assets {
        let record = Record::new("asset")
            .with("id", &a.id)
            .with("name", &a.name)
            .with("classification", &a.classification)
            .about(&a.about);
        found.push(record);
    }
    for m in &review.meetings {
        let mut record = Record::new("meeting")
            .with("id", &m.id)
            .with("date", &m.date)
            .with_all("attendee", &m.attendees)
            .with_all("missing", &m.missing);
        if let Some(sign_off) = &m.sign_off {
            record.fields.push(("signed".into(), sign_off.by.clone()));
        }
        found.push(record);
        for r in &m.remarks {
            found.push(
                Record::new("remark")
                    .with("on", &r.on)
                    .with("text", &r.text),
            );
        }
        let seen = m.sign_off.iter().flat_map(|s| &s.seen);
        let fields: Vec<(String, String)> = seen
            .map(|s| (s.print.clone(), format!("{} {}", s.what, s.name)))
            .collect();
        if !fields.is_empty() {
            found.push(Record {
                kind: "seen".into(),
                fields,
            });
        }
    }
    for (kind, fields) in &review.unknown {
        found.push(Record {
            kind: kind.clone(),
            fields: fields.clone(),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FileKind, Format};

    fn review() -> Review {
        let about = About {
            elements: vec!["e1".into(), "e2".into()],
            threats: vec![ThreatKey {
                threat_type: "odd|type".into(),
                source: "s".into(),
                flow: "f".into(),
                target: "t".into(),
            }],
        };
        Review {
            questions: vec![Question {
                id: "q".into(),
                category: "Access & <rights>".into(),
                text: "who = may\nwhat?".into(),
                areas: vec!["one".into(), String::new()],
                answer: "a=b".into(),
                about: about.clone(),
            }],
            gaps: vec![Gap {
                id: "g".into(),
                gap: "no list".into(),
                closed: true,
                ..Gap::default()
            }],
            controls: vec![Control {
                id: "c".into(),
                name: "Guard".into(),
                function: Function::Detective,
                kind: ControlType::Physical,
                about: about.clone(),
            }],
            assets: vec![Asset {
                id: "a".into(),
                name: "Recipes".into(),
                classification: "secret".into(),
                about,
            }],
            meetings: vec![
                Meeting {
                    id: "m".into(),
                    date: "2026-01-31".into(),
                    attendees: vec!["Baker".into()],
                    remarks: vec![Remark {
                        on: "Overview".into(),
                        text: "too hot".into(),
                    }],
                    missing: vec!["oven".into()],
                    sign_off: Some(SignOff {
                        by: "Owner".into(),
                        seen: vec![Seen {
                            what: "element:e1".into(),
                            name: "Web shop".into(),
                            print: "0f".into(),
                        }],
                    }),
                },
                Meeting::default(),
            ],
            months: 6,
            unknown: vec![("later".into(), vec![("x".into(), "y".into())])],
        }
    }

    #[test]
    fn what_was_recorded_comes_back() {
        let model = ThreatModel {
            review: review(),
            knowledge_base: Some(Arc::default()),
            ..ThreatModel::default()
        };
        let bytes = crate::write(&model, &Format::new(FileKind::TM7))
            .unwrap()
            .bytes;
        let reading = crate::read(&bytes).unwrap();
        assert_eq!(reading.model, model);
        assert_eq!(reading.diagnostics, Vec::new());
        assert!(crate::is_native(&reading));
        // A template that is taken out of the model tells nobody.
        let template = crate::write(&model, &Format::new(FileKind::TB7))
            .unwrap()
            .bytes;
        assert!(!String::from_utf8(template).unwrap().contains("Recipes"));
        let plain = ThreatModel {
            review: Review::default(),
            ..model
        };
        let bytes = crate::write(&plain, &Format::new(FileKind::TM7))
            .unwrap()
            .bytes;
        assert!(!String::from_utf8(bytes).unwrap().contains(ID));
    }
}

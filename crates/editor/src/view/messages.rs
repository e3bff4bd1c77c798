//! The list of messages: what the checks find, and what is recorded.

use crate::editor::Editor;
use crate::template::{TemplateItem, item_at};
use std::collections::HashSet;
use trustline_model::{DiagramId, ElementId, Message, Place, Severity, ThreatModel, guid_for};

/// A message in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageLine {
    /// How much it matters.
    pub severity: Severity,
    /// The check that says so; nothing for recorded ones.
    pub code: Option<&'static str>,
    /// What it says.
    pub text: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where: a diagram and elements of it.
    pub place: Option<(DiagramId, Vec<ElementId>)>,
    /// Where, if it is about the template.
    pub item: Option<TemplateItem>,
    /// Somebody does not want to see it.
    pub dismissed: bool,
    /// Where it is recorded among the messages of the model.
    pub(crate) recorded: Option<usize>,
}

/// Where a finding is recorded: by its words, or as what was said of the same place in words that
/// no finding has any more.
fn recorded_at(
    model: &ThreatModel,
    issue: &str,
    text: &str,
    place: Option<&(DiagramId, Vec<ElementId>)>,
    words: &HashSet<&str>,
) -> Option<usize> {
    let same = |m: &Message| m.issue == issue && m.text == text;
    let earlier = |m: &Message| {
        let there = place.is_some_and(|(d, e)| *d == m.diagram && *e == m.elements);
        m.issue == issue && there && !words.contains(m.text.as_str())
    };
    let messages = &model.messages;
    let found = messages.iter().position(same);
    found.or_else(|| messages.iter().position(earlier))
}

fn place_of(model: &ThreatModel, place: &Place) -> Option<(DiagramId, Vec<ElementId>)> {
    match place {
        Place::Diagram(id) => Some((id.clone(), Vec::new())),
        Place::Elements(id, elements) => Some((id.clone(), elements.clone())),
        Place::Threat(number) => {
            let threat = model.threats.iter().find(|t| t.number == *number)?;
            Some((threat.diagram.clone(), vec![threat.key.flow.clone()]))
        }
        _ => None,
    }
}

impl Editor {
    /// Every message: those of the checks first, then recorded ones that no check repeats.
    pub fn messages(&self) -> Vec<MessageLine> {
        let model = self.model();
        let mut lines: Vec<MessageLine> = Vec::new();
        let mut ours = HashSet::new();
        let found = self.diagnostics();
        let words: HashSet<&str> = found.iter().map(|d| d.message.as_str()).collect();
        for d in found {
            let place = place_of(model, &d.place);
            let issue = guid_for(d.code);
            let recorded = recorded_at(model, &issue, &d.message, place.as_ref(), &words);
            let message = recorded.and_then(|i| model.messages.get(i));
            lines.push(MessageLine {
                severity: d.severity,
                code: Some(d.code),
                text: d.message.clone(),
                help: d.help.clone(),
                place,
                item: item_at(model, &d.place),
                dismissed: message.is_some_and(|m| !m.enabled),
                recorded,
            });
            ours.insert(issue);
        }
        for (at, message) in model.messages.iter().enumerate() {
            if ours.contains(&message.issue) {
                continue;
            }
            lines.push(MessageLine {
                severity: Severity::Info,
                code: None,
                text: message.text.clone(),
                help: None,
                place: Some((message.diagram.clone(), message.elements.clone())),
                item: None,
                dismissed: !message.enabled,
                recorded: Some(at),
            });
        }
        lines
    }
}

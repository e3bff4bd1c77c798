//! The list of messages: what the checks find, and what is recorded.

use crate::editor::Editor;
use crate::template::{TemplateItem, item_at};
use std::collections::HashSet;
use trustline_model::{DiagramId, ElementId, Place, Severity, ThreatModel, guid_for};

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
        for d in self.diagnostics() {
            let issue = guid_for(d.code);
            let recorded = model
                .messages
                .iter()
                .find(|m| m.issue == issue && m.text == d.message);
            lines.push(MessageLine {
                severity: d.severity,
                code: Some(d.code),
                text: d.message.clone(),
                help: d.help.clone(),
                place: place_of(model, &d.place),
                item: item_at(model, &d.place),
                dismissed: recorded.is_some_and(|m| !m.enabled),
            });
            ours.insert(issue);
        }
        for message in &model.messages {
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
            });
        }
        lines
    }
}

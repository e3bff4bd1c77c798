//! What was recorded, and how it changes.

use crate::state::Editing;
use leptos::prelude::*;
use trustline_editor::Command;
use trustline_model::review::Review;
use trustline_model::{DiagramId, ElementId, ThreatKey};

/// What was recorded, as the pane shares it.
pub fn recorded() -> Memo<Review> {
    expect_context()
}

/// Changes what was recorded, as one step.
pub fn change(editing: Editing, label: &'static str, change: impl FnOnce(&mut Review)) {
    if let Some(mut review) = editing.with(|e| e.model().review.clone()) {
        change(&mut review);
        editing.act(Command::SetReview(label, Box::new(review)));
    }
}

/// The name of an element with the diagram that shows it first.
pub fn element(editing: Editing, id: &ElementId) -> Option<(DiagramId, String)> {
    editing
        .with(|e| {
            let mut all = e.model().diagrams.iter();
            all.find_map(|d| {
                let element = d.element(id)?;
                let name = match element.name().trim() {
                    "" => element.form.as_str().to_owned(),
                    name => name.to_owned(),
                };
                Some((d.id.clone(), name))
            })
        })
        .flatten()
}

pub fn threat_name(editing: Editing, key: &ThreatKey) -> Option<String> {
    editing
        .with(|e| {
            let view = e.threat(key)?;
            Some(format!("#{} {}", view.threat.number, view.title()))
        })
        .flatten()
}

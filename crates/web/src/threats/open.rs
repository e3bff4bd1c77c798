//! A threat is opened in the side pane, and what it is about on the canvas.

use crate::state::{Editing, Layout, Side};
use leptos::prelude::*;
use trustline_editor::Command;
use trustline_model::ThreatKey;

/// Opens a threat in the side pane.
pub fn open_threat(editing: Editing, layout: Layout, key: ThreatKey) {
    let elsewhere = editing
        .with(|e| {
            let view = e.threat(&key)?;
            let diagram = view.diagram()?.id.clone();
            Some((diagram != *e.current()).then_some(diagram))
        })
        .flatten()
        .flatten();
    if let Some(diagram) = elsewhere {
        editing.act(Command::ShowDiagram(diagram));
    }
    editing.act(Command::SelectThreats(vec![key]));
    layout.side.set(Side::Threat);
}

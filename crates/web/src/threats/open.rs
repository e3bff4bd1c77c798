//! A threat is opened in the side pane, and what it is about on the canvas.

use crate::state::{Editing, Layout, Side};
use leptos::prelude::*;
use trustline_editor::Command;
use trustline_model::ThreatKey;

/// Opens a threat in the side pane.
pub fn open_threat(editing: Editing, layout: Layout, key: ThreatKey) {
    editing.act(Command::OpenThreat(key));
    layout.side.set(Side::Threat);
}

//! What is done with the diagram that is shown.

use crate::commands::rooms::Rooms;
use trustline_editor::Command;
use trustline_model::DiagramId;

/// A command about the current diagram.
pub fn with_current(rooms: Rooms, command: fn(DiagramId) -> Command) {
    if let Some(id) = rooms.editing.with(|e| e.current().clone()) {
        rooms.act(command(id));
    }
}

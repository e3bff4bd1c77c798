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

/// Shows the diagram so many after this one.
pub fn step(rooms: Rooms, step: isize) {
    let next = rooms.editing.with(|e| {
        let diagrams = &e.model().diagrams;
        let at = diagrams.iter().position(|d| d.id == *e.current())?;
        let next = (at as isize + step).rem_euclid(diagrams.len() as isize) as usize;
        Some(diagrams.get(next)?.id.clone())
    });
    if let Some(Some(id)) = next {
        rooms.act(Command::ShowDiagram(id));
    }
}

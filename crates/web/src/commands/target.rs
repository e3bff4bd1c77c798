//! What an order is about where drawing and grid both know it: copy, delete, select all.

use crate::browser::dom;
use crate::commands::rooms::Rooms;

/// Whether the keyboard is in the grid of threats.
pub fn grid_has_keyboard() -> bool {
    dom::document()
        .active_element()
        .and_then(|a| a.closest(".grid").ok().flatten())
        .is_some()
}

/// Whether threats are selected, and no elements.
pub fn only_threats_are_selected(rooms: Rooms) -> bool {
    let nothing_drawn = rooms
        .editing
        .with(|e| e.selection().is_empty() && !e.selected_threats().is_empty());
    nothing_drawn == Some(true)
}

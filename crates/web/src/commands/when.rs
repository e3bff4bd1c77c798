//! When actions can be used.

use crate::commands::rooms::Rooms;
use trustline_editor::Editor;

fn holds(rooms: Rooms, look: fn(&Editor) -> bool) -> bool {
    rooms.editing.with(look) == Some(true)
}

pub fn always(_: Rooms) -> bool {
    true
}

pub fn can_undo(rooms: Rooms) -> bool {
    holds(rooms, |e| e.undo_label().is_some())
}

pub fn can_redo(rooms: Rooms) -> bool {
    holds(rooms, |e| e.redo_label().is_some())
}

pub fn has_template(rooms: Rooms) -> bool {
    holds(rooms, |e| e.knowledge_base().is_some())
}

/// The template is that of a model, which can be drawn again.
pub fn has_drawing(rooms: Rooms) -> bool {
    !rooms.editing.is_template()
}

pub fn selected(rooms: Rooms) -> bool {
    holds(rooms, |e| !e.selection().is_empty())
}

pub fn one_selected(rooms: Rooms) -> bool {
    holds(rooms, |e| e.selection().len() == 1)
}

pub fn two_selected(rooms: Rooms) -> bool {
    holds(rooms, |e| e.selection().len() > 1)
}

pub fn three_selected(rooms: Rooms) -> bool {
    holds(rooms, |e| e.selection().len() > 2)
}

pub fn threats_selected(rooms: Rooms) -> bool {
    holds(rooms, |e| !e.selected_threats().is_empty())
}

/// Elements or threats are selected.
pub fn any_selected(rooms: Rooms) -> bool {
    selected(rooms) || threats_selected(rooms)
}

pub fn can_connect(rooms: Rooms) -> bool {
    holds(rooms, Editor::can_connect)
}

pub fn can_restore(rooms: Rooms) -> bool {
    holds(rooms, Editor::can_restore)
}

pub fn narrowed(rooms: Rooms) -> bool {
    holds(rooms, |e| e.grid().is_narrowed())
}

pub fn several_diagrams(rooms: Rooms) -> bool {
    holds(rooms, |e| e.model().diagrams.len() > 1)
}

/// Elements are selected, and there is another diagram to show them on.
pub fn can_show_elsewhere(rooms: Rooms) -> bool {
    selected(rooms) && several_diagrams(rooms)
}

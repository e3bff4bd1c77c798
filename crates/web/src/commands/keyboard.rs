//! The keyboard: which action the keys mean, and what they do on the canvas beside.

use crate::browser::dom;
use crate::commands::keys::Keys;
use crate::commands::rooms::Rooms;
use crate::commands::table::{Action, MENUS};
use crate::state::Screen;
use leptos::prelude::*;
use trustline_editor::Command;
use web_sys::KeyboardEvent;

/// A key as the table writes it.
fn pressed(e: &KeyboardEvent) -> String {
    let mut name = String::new();
    if e.ctrl_key() || e.meta_key() {
        name.push_str("Ctrl+");
    }
    if e.alt_key() {
        name.push_str("Alt+");
    }
    let key = e.key();
    let single = key.chars().count() == 1;
    let is_letter = key.chars().all(char::is_alphabetic);
    if e.shift_key() && (!single || is_letter) {
        name.push_str("Shift+");
    }
    name.push_str(&if single { key.to_uppercase() } else { key });
    name
}

/// Does what the keys say.
pub fn on_key(rooms: Rooms, e: &KeyboardEvent) {
    if e.default_prevented() {
        return;
    }
    let key = pressed(e);
    let dialog = rooms.dialogs.dialog.with_untracked(Option::is_some);
    if dialog && key != "Ctrl+K" {
        return;
    }
    let writing = dom::is_writing(e.target());
    let key = match key.as_str() {
        "Backspace" => "Delete".to_owned(),
        "Ctrl+Shift+Z" => "Ctrl+Y".to_owned(),
        "=" => "+".to_owned(),
        _ => key,
    };
    if !writing && rooms.layout.screen.get_untracked() == Screen::Editor {
        let on_canvas = dom::document()
            .active_element()
            .is_none_or(|a| a.id() == "canvas" || a.tag_name() == "BODY");
        if on_canvas {
            let step = if e.shift_key() { 10.0 } else { 1.0 };
            let by = match e.key().as_str() {
                "ArrowLeft" => Some((-step, 0.0)),
                "ArrowRight" => Some((step, 0.0)),
                "ArrowUp" => Some((0.0, -step)),
                "ArrowDown" => Some((0.0, step)),
                _ => None,
            };
            if let Some((dx, dy)) = by.filter(|_| !e.ctrl_key() && !e.alt_key()) {
                e.prevent_default();
                match rooms.editing.with(|e| e.selection().is_empty()) {
                    Some(true) => rooms.act(Command::Pan(-dx * 40.0, -dy * 40.0)),
                    _ => rooms.act(Command::Nudge(dx, dy)),
                }
                return;
            }
            if key == "Escape" {
                rooms.dialogs.menu.set(None);
                rooms.act(Command::Escape);
                return;
            }
            if key == "Enter" {
                e.prevent_default();
                Action::Rename.run(rooms);
                return;
            }
        }
    }
    let mut all = MENUS
        .iter()
        .flat_map(|m| m.groups.iter().copied().flatten());
    let Some(action) = all.find(|a| a.keys().text() == key).copied() else {
        return;
    };
    if !action.keys().work(rooms, writing) {
        return;
    }
    // What means nothing here may mean something to the browser.
    let in_template = rooms.layout.screen.get_untracked() == Screen::Template;
    if in_template && !action.is_enabled(rooms) {
        return;
    }
    if let Keys::Browser(_) = action.keys() {
        let decided = action == Action::PasteDecided;
        return rooms.paste_decided.set_value(decided);
    }
    e.prevent_default();
    action.run(rooms);
}

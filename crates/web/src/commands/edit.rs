//! The clipboard, and what means elements or threats, by where the keyboard is.

use crate::browser::dom;
use crate::browser::picture::copy_png;
use crate::commands::rooms::Rooms;
use crate::commands::target::{grid_has_keyboard, only_threats_are_selected};
use crate::commands::threats;
use crate::files::export::picture;
use crate::state::Failure;
use crate::texts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use trustline_drawing::Theme;
use trustline_editor::Command;
use trustline_formats::{FileKind, Format, read, write};
use wasm_bindgen_futures::JsFuture;

pub fn cut(rooms: Rooms) {
    rooms.act(Command::Cut);
    share_clip(rooms);
}

pub fn copy(rooms: Rooms) {
    if grid_has_keyboard() {
        return threats::copy(rooms);
    }
    rooms.act(Command::Copy);
    share_clip(rooms);
}

pub fn delete(rooms: Rooms) {
    match grid_has_keyboard() || only_threats_are_selected(rooms) {
        true => threats::delete(rooms),
        false => rooms.act(Command::Delete),
    }
}

pub fn select_all(rooms: Rooms) {
    match grid_has_keyboard() {
        true => threats::select_all(rooms),
        false => rooms.act(Command::SelectAll),
    }
}

/// The name of what was selected last is edited in its place.
pub fn rename(rooms: Rooms) {
    let last = rooms.editing.with(|e| e.selection().last().cloned());
    rooms.dialogs.renaming.set(last.flatten());
}

/// Puts the diagram on the clipboard as a picture, in light colours: it goes to documents.
pub fn copy_picture(rooms: Rooms) {
    let Some(svg) = picture(rooms.files, &Theme::LIGHT) else {
        return;
    };
    spawn_local(async move {
        match copy_png(&svg).await {
            true => rooms.notices.say(texts::PICTURE_COPIED),
            false => rooms.dialogs.fail(Failure::new(
                texts::PICTURE_NOT_COPIED,
                Some(texts::PICTURE_NOT_COPIED_HELP),
            )),
        }
    });
}

/// Hands the clip to other models: as a file's text on the system's clipboard.
fn share_clip(rooms: Rooms) {
    let model = rooms.editing.with(|e| e.clip_model()).flatten();
    let written = model.and_then(|m| write(&m, &Format::new(FileKind::TM7)).ok());
    if let Some(text) = written.and_then(|w| String::from_utf8(w.bytes).ok()) {
        dom::copy_text(&text);
    }
}

/// Pastes from a menu: the browser is asked for the clipboard's text.
pub fn paste(rooms: Rooms, decided: bool) {
    let promise = dom::window().navigator().clipboard().read_text();
    spawn_local(async move {
        let text = JsFuture::from(promise).await;
        let text = text.ok().and_then(|t| t.as_string()).unwrap_or_default();
        paste_text(rooms, &text, decided);
    });
}

/// Pastes the elements that a text holds, else those copied last on this page.
pub fn paste_text(rooms: Rooms, text: &str, decided: bool) {
    if text.starts_with("<ThreatModel")
        && let Ok(reading) = read(text.as_bytes())
    {
        rooms.editing.edit(|e| e.set_clip(reading.model));
    }
    if rooms.editing.with(|e| e.can_paste()) == Some(true) {
        rooms.act(Command::Paste(decided));
    } else {
        rooms.notices.say(texts::NOTHING_TO_PASTE);
    }
}

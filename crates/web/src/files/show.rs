//! A document takes the page, or leaves it.

use crate::browser::{address, dom};
use crate::files::copies;
use crate::files::current::{FileHome, FileState, Files};
use crate::files::offer::offer;
use crate::state::{Document, Screen, Side};
use leptos::prelude::*;
use trustline_editor::Command;

/// Shows a document.
pub fn show(files: Files, document: Document, file: FileState) {
    let editing = files.editing;
    let own = document.recovery.clone();
    if let Some(last) = editing.recovery().filter(|r| *r != own) {
        copies::forget(files, last);
    }
    dom::restore_after_crash(&own);
    files.kept.set(None);
    match &file.home {
        FileHome::Server { path, .. } => {
            address::show(Some(path));
            copies::mention(files, path.clone(), own);
        }
        _ => address::show(None),
    }
    files.file.set(Some(file));
    files.conflict.set(None);
    files.dialogs.clear();
    files.layout.side.set(Side::Properties);
    editing.begin(document);
    if editing.is_template() {
        editing.edit(|e| e.settle());
        return files.tabs.open();
    }
    files.newer.set(None);
    files.imported.set(Vec::new());
    offer(files);
    files.layout.screen.set(Screen::Editor);
    editing.edit(|e| e.settle());
    // The canvas knows its size only when it is there.
    request_animation_frame(move || editing.act(Command::Fit));
}

/// Back to the start page.
pub fn close(files: Files) {
    if let Some(id) = files.editing.recovery() {
        copies::forget(files, id);
    }
    address::show(None);
    files.layout.screen.set(Screen::Start);
    files.editing.end();
    files.file.set(None);
    files.dialogs.close();
}

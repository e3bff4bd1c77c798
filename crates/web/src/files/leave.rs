//! Leaving what is open: where something is not saved, people are asked first.

use crate::files::current::{FileHome, Files};
use crate::files::open::{draw_with_template, open_file, pick_file};
use crate::files::show::close;
use crate::state::{After, Dialog, Screen};
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

thread_local! {
    /// A file that waits until what is open is saved or given up.
    static WAITING: RefCell<Option<File>> = const { RefCell::new(None) };
}

/// Opens a file that the browser gave us, after asking where something is not saved.
pub fn open_given(files: Files, file: File) {
    if files.editing.changed.get_untracked() && files.layout.screen.get_untracked() != Screen::Start
    {
        WAITING.replace(Some(file));
        let after = After::Open;
        return files.dialogs.open(Dialog::Unsaved(after));
    }
    spawn_local(open_file(files, file, FileHome::None));
}

/// Does what people wanted before they were asked about unsaved work.
pub fn go_on(files: Files, after: After) {
    match after {
        After::Close => close(files),
        After::Draw => draw_with_template(files),
        After::Open => {
            close(files);
            if let Some(file) = WAITING.take() {
                spawn_local(open_file(files, file, FileHome::None));
            }
        }
    }
}

/// Opens another file, or closes what is open.
pub fn open_another(files: Files) {
    match files.editing.changed.get_untracked() {
        true => to_start(files),
        false => pick_file(files),
    }
}

/// Back to the start page.
pub fn to_start(files: Files) {
    // What is not saved would be lost.
    match files.editing.changed.get_untracked() {
        true => files.dialogs.open(Dialog::Unsaved(After::Close)),
        false => close(files),
    }
}

/// Begins a model that is drawn with the template that is open.
pub fn draw(files: Files) {
    match files.editing.changed.get_untracked() {
        true => files.dialogs.open(Dialog::Unsaved(After::Draw)),
        false => draw_with_template(files),
    }
}

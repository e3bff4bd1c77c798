//! Saving: to the served folder, to a file that the browser lets us write, or as a download.

use crate::browser::files::{Handle, can_choose_to_save, choose_to_save, download};
use crate::browser::{address, world};
use crate::files::current::{Conflict, FileHome, FileState, Files};
use crate::files::leave::go_on;
use crate::files::server::{Stored, api, ask, failure, name_of, tag_of, unreachable};
use crate::files::{copies, library};
use crate::state::{Dialog, Failure};
use crate::texts;
use gloo_net::http::Method;
use js_sys::Uint8Array;
use leptos::prelude::*;
use trustline_formats::{Written, write};
use wasm_bindgen_futures::spawn_local;

/// What is to be saved, and the state of the model that it holds.
fn written(files: Files) -> Result<(Written, u64), Failure> {
    let made = files.editing.with_document(|d| {
        let written = write(d.editor.prepare(), &d.format);
        (written, d.editor.state())
    });
    files.editing.edit(|_| ());
    match made {
        Some((Ok(written), state)) => Ok((written, state)),
        Some((Err(error), _)) => Err(Failure::new(error.to_string(), None)),
        None => Err(Failure::new(texts::NOTHING_OPEN, None)),
    }
}

/// Saves to the file itself, or asks where to.
pub fn save(files: Files) {
    if files.conflict.with_untracked(Option::is_some) {
        return files.notices.say(texts::CHOOSE_FIRST);
    }
    let Some(file) = files.file.get_untracked() else {
        return;
    };
    match file.home {
        FileHome::Server { path, tag } => save_to(files, path, Some(tag)),
        FileHome::Handle(handle) => save_to_handle(files, handle),
        FileHome::None => save_as(files),
    }
}

/// Asks where to save.
pub fn save_as(files: Files) {
    if files.session.get_untracked().is_some() {
        return files.dialogs.open(Dialog::SaveAs);
    }
    if !can_choose_to_save() {
        return save_by_download(files);
    }
    let name = files.file_name();
    spawn_local(async move {
        match choose_to_save(&name).await {
            Some(Some(handle)) => save_to_handle(files, handle),
            Some(None) => {}
            None => save_by_download(files),
        }
    });
}

/// Hands the file over as a download: all that some browsers allow.
pub fn save_by_download(files: Files) {
    match written(files) {
        Ok((written, state)) => {
            let name = files.file_name();
            download(&name, &written.bytes, "application/octet-stream");
            saved(files, written, &[], state);
        }
        Err(error) => files.dialogs.fail(error),
    }
}

/// Saves to a path of the served folder: over the content with this tag, or as a new file.
pub fn save_to(files: Files, path: String, tag: Option<String>) {
    files.notices.busy.set(Some(texts::SAVING.to_owned()));
    spawn_local(async move {
        world::painted().await;
        let (written, state) = match written(files) {
            Ok(made) => made,
            Err(error) => return files.dialogs.fail(error),
        };
        let request = ask(Method::PUT, &api("file", &[("path", &path)]));
        let request = match &tag {
            Some(tag) if tag == "*" => request.header("if-match", "*"),
            Some(tag) => request.header("if-match", &format!("\"{tag}\"")),
            None => request.header("if-none-match", "*"),
        };
        let sent = match request.body(Uint8Array::from(written.bytes.as_slice())) {
            Ok(request) => request.send().await.map_err(unreachable),
            Err(error) => Err(unreachable(error)),
        };
        files.notices.busy.set(None);
        match sent {
            Ok(response) if response.ok() => {
                let stored = response.json::<Stored>().await.unwrap_or_default();
                let tag = stored.tag();
                address::show(Some(&path));
                files.offline.set(false);
                files.kept.set(None);
                files.file.set(Some(FileState {
                    name: name_of(&path),
                    home: FileHome::Server { path, tag },
                }));
                files.conflict.set(None);
                saved(files, written, &stored.losses, state);
            }
            Ok(response) if response.status() == 412 && tag.is_none() => files
                .dialogs
                .fail(Failure::new(texts::exists(&path), Some(texts::EXISTS_HELP))),
            Ok(response) if response.status() == 412 => {
                let tag = tag_of(&response);
                files.conflict.set(Some(Conflict {
                    tag: (!tag.is_empty()).then_some(tag),
                }));
            }
            Ok(response) => files.dialogs.fail(failure(response).await),
            Err(error) => files.dialogs.fail(error),
        }
    });
}

fn save_to_handle(files: Files, handle: Handle) {
    let (written, state) = match written(files) {
        Ok(made) => made,
        Err(error) => return files.dialogs.fail(error),
    };
    spawn_local(async move {
        if !handle.write(&written.bytes).await {
            let help = Some(texts::NOT_WRITTEN_HELP);
            return files.dialogs.fail(Failure::new(texts::NOT_WRITTEN, help));
        }
        files.file.set(Some(FileState {
            name: handle.name(),
            home: FileHome::Handle(handle),
        }));
        saved(files, written, &[], state);
    });
}

fn saved(files: Files, written: Written, losses: &[String], state: u64) {
    let id = files.editing.with_document(|d| {
        // What was written is what the next save builds upon.
        d.format = written.form;
        d.editor.mark_saved(state);
        d.recovered = state;
        d.recovery.clone()
    });
    if let Some(id) = id {
        copies::forget(files, id);
    }
    if files.editing.is_template()
        && let Some(Some(kb)) = files.editing.with(|e| e.model().knowledge_base.clone())
    {
        library::bring(&files.file_name(), kb);
    }
    files.editing.edit(|_| ());
    let lost = written.diagnostics.iter().map(|d| d.message.as_str());
    let mut lost = lost.chain(losses.iter().map(String::as_str)).peekable();
    files.notices.say(match lost.peek() {
        None => texts::SAVED.to_owned(),
        Some(_) => texts::saved_without(lost),
    });
    if let Some(after) = files.after.get_untracked() {
        files.after.set(None);
        go_on(files, after);
    }
}

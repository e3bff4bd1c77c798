//! Others who change the file: seen, compared, taken over or written over.

use crate::browser::dom;
use crate::files::current::{Conflict, FileHome, FileState, Files};
use crate::files::open::open_path;
use crate::files::server::{api, ask, get, tag_of};
use crate::state::{Dialog, Failure};
use gloo_net::http::Method;
use leptos::prelude::*;
use std::time::Duration;
use trustline_formats::read;
use wasm_bindgen_futures::spawn_local;

/// Looks every few seconds whether the file is still the one we read.
pub fn watch(files: Files) {
    set_interval(
        move || {
            let Some((path, tag)) = files.served_file() else {
                return;
            };
            if files.notices.busy.get_untracked().is_some()
                || files.conflict.get_untracked().is_some()
                || dom::document().hidden()
            {
                return;
            }
            spawn_local(async move {
                let address = api("file", &[("path", &path)]);
                let answer = ask(Method::HEAD, &address).send().await;
                if files.offline.get_untracked() == answer.is_ok() {
                    files.offline.set(answer.is_err());
                }
                let Ok(response) = answer else { return };
                let now = match response.status() {
                    404 => None,
                    200 => Some(tag_of(&response)),
                    _ => return,
                };
                let still = files.served_file().is_some_and(|(_, t)| t == tag);
                if still
                    && files.notices.busy.get_untracked().is_none()
                    && now.as_deref() != Some(&*tag)
                {
                    files.conflict.set(Some(Conflict { tag: now }));
                }
            });
        },
        Duration::from_secs(3),
    );
}

/// The file as it is on disk now takes the model's place.
pub fn reload(files: Files) {
    if let Some((path, _)) = files.served_file() {
        open_path(files, path);
    }
}

/// The next save writes over what is on disk now.
pub fn keep_mine(files: Files) {
    let Some(conflict) = files.conflict.get_untracked() else {
        return;
    };
    files.conflict.set(None);
    files.file.update(|file| {
        if let Some(FileState {
            home: FileHome::Server { tag, .. },
            ..
        }) = file
        {
            *tag = conflict.tag.unwrap_or_else(|| "*".to_owned());
        }
    });
    files.editing.edit(|e| e.mark_unsaved());
}

/// Lists how the file on disk differs from the model.
pub fn compare(files: Files) {
    let Some((path, _)) = files.served_file() else {
        return;
    };
    spawn_local(async move {
        let response = match get(&api("file", &[("path", &path)])).await {
            Ok(response) => response,
            Err(error) => return files.dialogs.fail(error),
        };
        let bytes = response.binary().await.unwrap_or_default();
        match read(&bytes) {
            Ok(theirs) => {
                let lines = files
                    .editing
                    .with(|e| trustline_diff::differences(&e.snapshot(), &theirs.model));
                files.dialogs.dialog.set(lines.map(Dialog::Compare));
            }
            Err(error) => files.dialogs.fail(Failure::new(error.to_string(), None)),
        }
    });
}

//! The recovery copy: what is not saved yet, kept by the server or, where that does not answer, by
//! the browser.

use crate::files::current::{FileHome, FileState, Files};
use crate::files::kept::{
    Recovery, forget_in_browser, keep_in_browser, kept_in_browser, read_from_browser,
};
use crate::files::server::{api, ask, get};
use gloo_net::http::Method;
use js_sys::Uint8Array;
use leptos::prelude::*;
use std::cell::Cell;
use std::collections::HashSet;
use trustline_formats::{FileKind, Format, read, write};
use trustline_model::InOrder;
use wasm_bindgen_futures::spawn_local;

const KEEP_AFTER: u64 = 900;

/// Keeps a copy after each change of the model.
pub fn keep_up(files: Files) {
    Effect::new(move |_| {
        files.editing.model.track();
        keep(files);
    });
}

/// Keeps a copy of what is not saved, soon.
fn keep(files: Files) {
    match files
        .editing
        .with_document(|d| (d.editor.is_changed(), d.recovered != 0, d.recovery.clone()))
    {
        Some((true, ..)) => {}
        // Everything was undone: there is nothing to be kept any more.
        Some((false, true, id)) => {
            files.editing.with_document(|d| d.recovered = 0);
            return forget(files, id);
        }
        _ => return,
    }
    thread_local! {
        static WAITING: Cell<bool> = const { Cell::new(false) };
    }
    if WAITING.replace(true) {
        return;
    }
    set_timeout(
        move || {
            WAITING.set(false);
            let copy = files.editing.with_document(|d| {
                let state = d.editor.state();
                if !d.editor.is_changed() || d.recovered == state {
                    return None;
                }
                d.recovered = state;
                let kind = match d.format.kind().is_template() {
                    true => FileKind::TB7,
                    false => FileKind::TM7,
                };
                let written = write(&d.editor.snapshot(), &Format::new(kind)).ok()?;
                Some((d.recovery.clone(), written.bytes))
            });
            let Some(Some((id, bytes))) = copy else {
                return;
            };
            let (path, tag) = match files.file.get_untracked() {
                Some(FileState {
                    home: FileHome::Server { path, tag },
                    ..
                }) => (path, tag),
                // The mark keeps it apart from a file of the folder that has the same name.
                Some(file) => (format!("*{}", file.name), String::new()),
                None => return,
            };
            spawn_local(async move {
                let address = api("recovery", &[("id", &id), ("path", &path), ("tag", &tag)]);
                let served = files.session.get_untracked().is_some();
                let kept = match ask(Method::PUT, &address).body(Uint8Array::from(bytes.as_slice()))
                {
                    Ok(request) if served => request.send().await.is_ok_and(|r| r.ok()),
                    _ => false,
                };
                if served && files.offline.get_untracked() == kept {
                    files.offline.set(!kept);
                }
                if !kept {
                    keep_in_browser(&id, &path, &tag, &bytes).await;
                }
            });
        },
        std::time::Duration::from_millis(KEEP_AFTER),
    );
}

/// Unsaved work that was found.
pub async fn found(served: bool) -> Vec<Recovery> {
    let mut all: Vec<Recovery> = match served {
        true => match get(&api("recovery", &[])).await {
            Ok(response) => response.json().await.unwrap_or_default(),
            Err(_) => Vec::new(),
        },
        false => Vec::new(),
    };
    all.extend(kept_in_browser().await);
    all.put_in_order_by(|a, b| b.modified.total_cmp(&a.modified));
    // Where server and browser have a copy, the later one counts.
    let mut known = HashSet::new();
    all.retain(|r| known.insert(r.id.clone()));
    all
}

/// What was kept is saved, or not wanted.
pub fn forget(files: Files, id: String) {
    let served = files.session.get_untracked().is_some();
    spawn_local(async move {
        if served {
            let _ = ask(Method::DELETE, &api("recovery", &[("id", &id)]))
                .send()
                .await;
        }
        forget_in_browser(&id).await;
    });
}

/// Tells people that there is unsaved work for a file which they opened.
pub fn mention(files: Files, path: String, own: String) {
    spawn_local(async move {
        let all = found(true).await;
        let other = all.into_iter().find(|r| r.path == path && r.id != own);
        files.kept.set(other);
    });
}

/// The bytes of a copy, where it is still there.
pub async fn bytes_of(recovery: &Recovery) -> Option<Vec<u8>> {
    if !recovery.in_browser
        && let Ok(response) = get(&api("recovery", &[("id", &recovery.id)])).await
        && let Ok(bytes) = response.binary().await
        && read(&bytes).is_ok()
    {
        return Some(bytes);
    }
    read_from_browser(recovery).await
}

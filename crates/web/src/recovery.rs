//! The recovery copy: what is not saved yet, kept by the server or, where that does not answer, by
//! the browser.

use crate::app::{App, Document, FileState};
use crate::dom;
use crate::store::{Conflict, Failure, Origin, api, ask, get, name_of, tag_of};
use gloo_net::http::Method;
use js_sys::{Reflect, Uint8Array};
use leptos::prelude::*;
use serde::Deserialize;
use trustline_editor::Editor;
use trustline_formats::{Format, Kind, read, write};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Work that was never saved.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Recovery {
    pub id: String,
    pub path: String,
    pub modified: f64,
    pub size: u64,
    /// The browser has it, not the server.
    #[serde(skip)]
    pub in_browser: bool,
}

const KEEP_AFTER: u64 = 900;

/// Keeps a copy of what is not saved, soon.
pub fn keep(app: App) {
    match app.with_document(|d| (d.editor.is_changed(), d.recovered != 0, d.recovery.clone())) {
        Some((true, ..)) => {}
        // Everything was undone: there is nothing to be kept any more.
        Some((false, true, id)) => {
            app.with_document(|d| d.recovered = 0);
            return forget(app, id);
        }
        _ => return,
    }
    thread_local! {
        static WAITING: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
    }
    if WAITING.replace(true) {
        return;
    }
    set_timeout(
        move || {
            WAITING.set(false);
            let copy = app.with_document(|d| {
                let state = d.editor.state();
                if !d.editor.is_changed() || d.recovered == state {
                    return None;
                }
                d.recovered = state;
                let kind = match d.format.kind() {
                    Kind::Tm7 => Kind::Tm7,
                    _ => Kind::Tb7,
                };
                let bytes = write(&d.editor.snapshot(), &Format::new(kind)).ok()?;
                Some((d.recovery.clone(), bytes))
            });
            let Some(Some((id, bytes))) = copy else {
                return;
            };
            let path = match app.file.get_untracked() {
                Some(FileState {
                    origin: Origin::Server { path, .. },
                    ..
                }) => path,
                // The mark keeps it apart from a file of the folder that has the same name.
                Some(file) => format!("*{}", file.name),
                None => return,
            };
            spawn_local(async move {
                let address = api("recovery", &[("id", &id), ("path", &path)]);
                let served = app.session.get_untracked().is_some();
                let kept = match ask(Method::PUT, &address).body(Uint8Array::from(bytes.as_slice()))
                {
                    Ok(request) if served => request.send().await.is_ok_and(|r| r.ok()),
                    _ => false,
                };
                if served && app.offline.get_untracked() == kept {
                    app.offline.set(!kept);
                }
                if !kept {
                    keep_in_browser(&id, &path, &bytes).await;
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
    all.sort_by(|a, b| b.modified.total_cmp(&a.modified));
    // Where server and browser have a copy, the later one counts.
    let mut known = std::collections::HashSet::new();
    all.retain(|r| known.insert(r.id.clone()));
    all
}

/// Opens unsaved work: the model from the copy, the form of the file from the file.
pub fn restore(app: App, recovery: Recovery) {
    spawn_local(async move {
        let bytes = match bytes_of(&recovery).await {
            Some(bytes) => bytes,
            None => return app.fail(Failure::new("the copy is no longer there", None)),
        };
        let Ok(reading) = read(&bytes) else {
            return app.fail(Failure::new("the copy cannot be read", None));
        };
        let kind = reading.format.kind();
        let path = recovery.path.trim_start_matches('*').to_owned();
        let own_file = !recovery.path.is_empty() && !recovery.path.starts_with('*');
        let original = match own_file {
            true => get(&api("file", &[("path", &path)])).await.ok(),
            false => None,
        };
        let mut newer = None;
        let (format, origin) = match original {
            Some(response) => {
                let tag = tag_of(&response);
                let written = response.headers().get("last-modified").unwrap_or_default();
                let written = js_sys::Date::parse(&written);
                // The file was written after this copy was made: saving over it is a choice.
                if written > recovery.modified + 1000.0 {
                    newer = Some(Conflict {
                        tag: Some(tag.clone()),
                    });
                }
                let bytes = response.binary().await.unwrap_or_default();
                let format = read(&bytes).map(|r| r.format);
                (
                    format.unwrap_or_else(|_| Format::new(kind)),
                    Origin::Server {
                        path: path.clone(),
                        tag: if newer.is_some() {
                            "older".to_owned()
                        } else {
                            tag
                        },
                    },
                )
            }
            None => (Format::new(kind), Origin::None),
        };
        let mut editor = Editor::open(reading.model, app.world());
        editor.mark_unsaved();
        let name = match path.is_empty() {
            true => "recovered.tm7".to_owned(),
            false => name_of(&path),
        };
        app.show(
            Document {
                editor,
                format,
                recovery: recovery.id,
                recovered: 0,
            },
            FileState { name, origin },
        );
        app.changed.set(true);
        app.conflict.set(newer);
    });
}

async fn bytes_of(recovery: &Recovery) -> Option<Vec<u8>> {
    if !recovery.in_browser
        && let Ok(response) = get(&api("recovery", &[("id", &recovery.id)])).await
        && let Ok(bytes) = response.binary().await
        && read(&bytes).is_ok()
    {
        return Some(bytes);
    }
    let cache = cache().await?;
    let found = JsFuture::from(cache.match_with_str(&kept_name(recovery)));
    let response: web_sys::Response = found.await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(dom::bytes_of(&buffer))
}

/// What was kept is saved, or not wanted.
pub fn forget(app: App, id: String) {
    let served = app.session.get_untracked().is_some();
    spawn_local(async move {
        if served {
            let _ = ask(Method::DELETE, &api("recovery", &[("id", &id)]))
                .send()
                .await;
        }
        forget_in_browser(&id).await;
    });
}

const CACHE: &str = "trustline-recovery";

async fn cache() -> Option<web_sys::Cache> {
    let caches = dom::window().caches().ok()?;
    JsFuture::from(caches.open(CACHE))
        .await
        .ok()?
        .dyn_into()
        .ok()
}

fn kept_name(recovery: &Recovery) -> String {
    let path: String = js_sys::encode_uri_component(&recovery.path).into();
    format!(
        "kept/{}/{}/{}/{path}",
        recovery.id, recovery.modified, recovery.size
    )
}

async fn keep_in_browser(id: &str, path: &str, bytes: &[u8]) {
    let Some(cache) = cache().await else { return };
    forget_in_browser(id).await;
    let name = kept_name(&Recovery {
        id: id.to_owned(),
        path: path.to_owned(),
        modified: js_sys::Date::now(),
        size: bytes.len() as u64,
        in_browser: true,
    });
    let array = Uint8Array::from(bytes);
    if let Ok(response) = web_sys::Response::new_with_opt_js_u8_array(Some(&array)) {
        let _ = JsFuture::from(cache.put_with_str(&name, &response)).await;
    }
}

async fn kept_in_browser() -> Vec<Recovery> {
    let Some(cache) = cache().await else {
        return Vec::new();
    };
    let Ok(keys) = JsFuture::from(cache.keys()).await else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for key in js_sys::Array::from(&keys).iter() {
        let url = Reflect::get(&key, &"url".into())
            .ok()
            .and_then(|u| u.as_string());
        let Some(url) = url else { continue };
        let Some((_, rest)) = url.split_once("/kept/") else {
            continue;
        };
        let mut parts = rest.splitn(4, '/');
        let (Some(id), Some(modified), Some(size), Some(path)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let path = js_sys::decode_uri_component(path).map_or(String::new(), String::from);
        found.push(Recovery {
            id: id.to_owned(),
            path,
            modified: modified.parse().unwrap_or(0.0),
            size: size.parse().unwrap_or(0),
            in_browser: true,
        });
    }
    found
}

async fn forget_in_browser(id: &str) {
    let Some(cache) = cache().await else { return };
    for recovery in kept_in_browser().await.into_iter().filter(|r| r.id == id) {
        let _ = JsFuture::from(cache.delete_with_str(&kept_name(&recovery))).await;
    }
}

/// Tells people that there is unsaved work for a file which they opened.
pub fn mention(app: App, path: String, own: String) {
    spawn_local(async move {
        let all = found(true).await;
        let other = all.into_iter().find(|r| r.path == path && r.id != own);
        app.kept.set(other);
    });
}

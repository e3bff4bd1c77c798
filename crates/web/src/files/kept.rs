//! Copies of unsaved work that the browser itself keeps.

use crate::browser::dom;
use crate::browser::files::bytes_of;
use js_sys::{Reflect, Uint8Array};
use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Work that was never saved.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Recovery {
    pub id: String,
    pub path: String,
    /// The tag of the file that the work began with; empty where it is not known.
    #[serde(default)]
    pub tag: String,
    pub modified: f64,
    pub size: u64,
    /// The browser has it, not the server.
    #[serde(skip)]
    pub in_browser: bool,
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
        "kept/{}/{}/{}/{path}/{}",
        recovery.id, recovery.modified, recovery.size, recovery.tag
    )
}

pub async fn keep_in_browser(id: &str, path: &str, tag: &str, bytes: &[u8]) {
    let Some(cache) = cache().await else { return };
    forget_in_browser(id).await;
    let name = kept_name(&Recovery {
        id: id.to_owned(),
        path: path.to_owned(),
        tag: tag.to_owned(),
        modified: js_sys::Date::now(),
        size: bytes.len() as u64,
        in_browser: true,
    });
    let array = Uint8Array::from(bytes);
    if let Ok(response) = web_sys::Response::new_with_opt_js_u8_array(Some(&array)) {
        let _ = JsFuture::from(cache.put_with_str(&name, &response)).await;
    }
}

pub async fn kept_in_browser() -> Vec<Recovery> {
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
        // Copies of earlier versions have no tag.
        let mut parts = rest.splitn(5, '/');
        let (Some(id), Some(modified), Some(size), Some(path)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let tag = parts.next().unwrap_or_default().to_owned();
        let path = js_sys::decode_uri_component(path).map_or(String::new(), String::from);
        found.push(Recovery {
            id: id.to_owned(),
            path,
            tag,
            modified: modified.parse().unwrap_or(0.0),
            size: size.parse().unwrap_or(0),
            in_browser: true,
        });
    }
    found
}

pub async fn forget_in_browser(id: &str) {
    let Some(cache) = cache().await else { return };
    for recovery in kept_in_browser().await.into_iter().filter(|r| r.id == id) {
        let _ = JsFuture::from(cache.delete_with_str(&kept_name(&recovery))).await;
    }
}

/// The bytes of a copy, where it is still there.
pub async fn read_from_browser(recovery: &Recovery) -> Option<Vec<u8>> {
    let cache = cache().await?;
    let found = JsFuture::from(cache.match_with_str(&kept_name(recovery)));
    let response: web_sys::Response = found.await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(bytes_of(&buffer))
}

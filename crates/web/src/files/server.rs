//! What the local server is asked: who serves the page, what its folder holds, the bytes of a file.

use crate::browser::settings;
use crate::state::Failure;
use crate::texts;
use gloo_net::http::{Method, RequestBuilder, Response};
use serde::Deserialize;

/// Who serves the page.
#[derive(Clone, Debug, Deserialize)]
pub struct Session {
    pub folder: String,
    pub open: Option<String>,
    pub author: String,
}

/// A file of the served folder.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Listed {
    pub path: String,
    pub size: u64,
    pub modified: f64,
    pub kind: String,
}

#[derive(Clone, Debug, Deserialize, Default)]
pub struct Listing {
    pub files: Vec<Listed>,
    pub truncated: bool,
}

/// A file that was opened before.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Recent {
    pub path: String,
    pub exists: bool,
    pub opened: f64,
}

pub fn api(name: &str, query: &[(&str, &str)]) -> String {
    let mut address = format!("api/{name}");
    for (i, (key, value)) in query.iter().enumerate() {
        let value: String = js_sys::encode_uri_component(value).into();
        address.push_str(if i == 0 { "?" } else { "&" });
        address.push_str(&format!("{key}={value}"));
    }
    address
}

/// A request with the key that lets this page in.
pub fn ask(method: Method, address: &str) -> RequestBuilder {
    let key = settings::get("key").unwrap_or_default();
    RequestBuilder::new(address)
        .method(method)
        .header("x-trustline-key", &key)
}

pub async fn failure(response: Response) -> Failure {
    let status = response.status();
    match response.json::<Failure>().await {
        Ok(failure) => failure,
        Err(_) => Failure::new(texts::answered_with(status), None),
    }
}

pub fn unreachable(_: gloo_net::Error) -> Failure {
    Failure::new(texts::SILENT, Some(texts::SILENT_HELP))
}

pub async fn get(address: &str) -> Result<Response, Failure> {
    let response = ask(Method::GET, address)
        .send()
        .await
        .map_err(unreachable)?;
    match response.ok() {
        true => Ok(response),
        false => Err(failure(response).await),
    }
}

/// Who serves the page; nothing in page-only mode.
///
/// # Errors
/// The server does not let this page in.
pub async fn session() -> Result<Option<Session>, Failure> {
    let answer = ask(Method::GET, &api("session", &[])).send().await;
    match answer {
        Ok(response) if response.status() == 401 => Err(failure(response).await),
        Ok(response) if response.ok() => Ok(response.json().await.ok()),
        _ => Ok(None),
    }
}

pub async fn files() -> Listing {
    match get(&api("files", &[])).await {
        Ok(response) => response.json().await.unwrap_or_default(),
        Err(_) => Listing::default(),
    }
}

pub async fn recent() -> Vec<Recent> {
    match get(&api("recent", &[])).await {
        Ok(response) => response.json().await.unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

pub async fn forget_recent(path: String) {
    let _ = ask(Method::DELETE, &api("recent", &[("path", &path)]))
        .send()
        .await;
}

pub fn tag_of(response: &Response) -> String {
    let tag = response.headers().get("etag").unwrap_or_default();
    tag.trim_matches('"').to_owned()
}

/// What the server says of a file that it stored.
#[derive(Default, Deserialize)]
pub struct Stored {
    etag: String,
    /// What the file that was replaced could not keep, in words.
    pub losses: Vec<String>,
}

impl Stored {
    pub fn tag(&self) -> String {
        self.etag.trim_matches('"').to_owned()
    }
}

/// The name of a file in the served folder, without its path.
pub fn name_of(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

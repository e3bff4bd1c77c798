//! The page itself: the token becomes the page's key, and the files of the bundle are handed out.

use crate::bundle::Bundled;
use crate::routes::House;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// What those see whose token lets nobody in.
const NO_TOKEN: &str = "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Trustline</title>\n\
    <h1>Open the address that <code>trustline open</code> printed</h1>\n\
    <p>This one lets nobody in, or it did so already. If it was this browser, \
    <a href=\"/\">go on to Trustline</a>.</p>\n</html>\n";

pub async fn serve(
    State(house): State<Arc<House>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let name = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    if name == "index.html" {
        let query = uri.query().unwrap_or("");
        if let Some(token) = query.split('&').find_map(|p| p.strip_prefix("token=")) {
            return match house.guard.lets_in(token) {
                true => enter(&house, query),
                false => no_token(),
            };
        }
    }
    match Bundled::find(name) {
        Some(file) => send(file, &headers),
        None => (StatusCode::NOT_FOUND, "there is nothing at this address\n").into_response(),
    }
}

fn no_token() -> Response {
    let kind = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (StatusCode::FORBIDDEN, kind, NO_TOKEN).into_response()
}

/// Leads on without the token. The key stands behind `#`, which browsers send nowhere; the page
/// keeps it and takes it out of the address.
fn enter(house: &House, query: &str) -> Response {
    let others: Vec<&str> = query
        .split('&')
        .filter(|p| !p.starts_with("token=") && !p.is_empty())
        .collect();
    let key = house.guard.key();
    let place = match others.as_slice() {
        [] => format!("/#key={key}"),
        others => format!("/?{}#key={key}", others.join("&")),
    };
    let headers = [
        (header::LOCATION, place),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn send(file: &'static Bundled, headers: &HeaderMap) -> Response {
    let zipped = takes_gzip(headers);
    let etag = match zipped {
        true => format!("\"{}-gz\"", file.etag),
        false => format!("\"{}\"", file.etag),
    };
    let mut response = match is_known(headers, &etag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false if zipped => (
            [(header::CONTENT_ENCODING, "gzip")],
            Body::from(file.zipped),
        )
            .into_response(),
        false => Body::from(file.plain()).into_response(),
    };
    let own = [
        (header::CONTENT_TYPE, file.media.to_owned()),
        (header::ETAG, etag),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::VARY, "Accept-Encoding".to_owned()),
    ];
    for (name, value) in own {
        if let Ok(value) = value.try_into() {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let all = headers.get_all(header::ACCEPT_ENCODING);
    all.iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            let never = |p: &str| p.replace(' ', "").trim_end_matches(['0', '.']) == "q=";
            parts.next() == Some("gzip") && !parts.any(never)
        })
}

fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let all = headers.get_all(header::IF_NONE_MATCH);
    all.iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .any(|known| known.trim().trim_start_matches("W/") == etag)
}

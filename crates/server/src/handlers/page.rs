//! The page itself: the token becomes the page's key, and the files of the bundle are handed out.

use crate::house::answer::{Refusal, aside};
use crate::house::bundle::Bundled;
use crate::house::state::House;
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
        Some(file) => send(file, &headers).await.into_response(),
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

/// How a file is sent.
#[derive(Clone, Copy)]
enum Coding {
    /// As it is kept.
    Brotli,
    /// Made for those who do not take what is kept: from other machines, browsers take Brotli by
    /// TLS alone.
    Gzip,
    Plain,
}

impl Coding {
    /// The one that costs us least of those that are taken.
    fn of(headers: &HeaderMap) -> Self {
        if takes(headers, "br") {
            Self::Brotli
        } else if takes(headers, "gzip") {
            Self::Gzip
        } else {
            Self::Plain
        }
    }

    /// What its entity tags end in: every coding has one of its own.
    fn end(self) -> &'static str {
        match self {
            Self::Brotli => "-br",
            Self::Gzip => "-gz",
            Self::Plain => "",
        }
    }

    /// An answer that holds the file.
    async fn answer(self, file: &'static Bundled) -> Result<Response, Refusal> {
        let coding = |name| [(header::CONTENT_ENCODING, name)];
        Ok(match self {
            Self::Brotli => (coding("br"), Body::from(file.packed)).into_response(),
            Self::Gzip => {
                let zipped = aside(|| Ok(file.zipped())).await?;
                (coding("gzip"), zipped).into_response()
            }
            Self::Plain => aside(|| Ok(file.plain())).await?.into_response(),
        })
    }
}

async fn send(file: &'static Bundled, headers: &HeaderMap) -> Result<Response, Refusal> {
    let coding = Coding::of(headers);
    let etag = format!("\"{}{}\"", file.etag, coding.end());
    let mut response = match is_known(headers, &etag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => coding.answer(file).await?,
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
    Ok(response)
}

/// Whether a coding is named and not refused.
fn takes(headers: &HeaderMap, wanted: &str) -> bool {
    let all = headers.get_all(header::ACCEPT_ENCODING);
    all.iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            let never = |p: &str| p.replace(' ', "").trim_end_matches(['0', '.']) == "q=";
            parts.next() == Some(wanted) && !parts.any(never)
        })
}

fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let all = headers.get_all(header::IF_NONE_MATCH);
    all.iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .any(|known| known.trim().trim_start_matches("W/") == etag)
}

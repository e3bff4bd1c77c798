//! What the server answers: JSON, and refusals with their status, message and advice.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use trustline_disk as disk;

/// A request that is not done, and why.
#[derive(Debug)]
pub struct Refusal {
    pub status: StatusCode,
    pub message: String,
    pub help: Option<String>,
    /// What the file holds now, where that is the reason.
    pub etag: Option<String>,
}

impl Refusal {
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            help: None,
            etag: None,
        }
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A handler that broke; what it said is on standard error.
    pub fn bug() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "something went wrong in the server",
        )
        .help("nothing was written; this is a bug, please report it")
    }

    /// What the system said about a file, named as the page knows it.
    pub fn system(name: &str, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let status = match error.kind() {
            ErrorKind::NotFound => StatusCode::NOT_FOUND,
            ErrorKind::PermissionDenied => StatusCode::FORBIDDEN,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StatusCode::INSUFFICIENT_STORAGE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, format!("`{name}`: {}", disk::plain(error)))
    }
}

#[derive(Serialize)]
struct Said<'a> {
    error: &'a str,
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    etag: Option<&'a str>,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let said = Said {
            error: &self.message,
            help: self.help.as_deref(),
            etag: self.etag.as_deref(),
        };
        let mut response = (self.status, Json(said)).into_response();
        let etag = self.etag.as_deref().map(HeaderValue::from_str);
        if let Some(Ok(etag)) = etag {
            response.headers_mut().insert(header::ETAG, etag);
        }
        response
    }
}

/// Runs what reads, writes or computes for long on a thread of its own.
pub async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_) => Err(Refusal::bug()),
    }
}

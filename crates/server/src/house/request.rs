//! What a request says: the parameters in its address, and its body.

use super::answer::Refusal;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request};
use axum::http::{StatusCode, header};
use serde::Deserialize;
use trustline_formats::MAX_BYTES;

/// The parameters of a request's address.
#[derive(Deserialize)]
pub struct Parameters {
    path: Option<String>,
    pub id: Option<String>,
    pub tag: Option<String>,
}

/// The parameters as axum hands them in.
pub type Asked = Result<Query<Parameters>, QueryRejection>;

/// The parameters, or why they cannot be understood.
pub fn asked(parameters: Asked) -> Result<Parameters, Refusal> {
    match parameters {
        Ok(Query(parameters)) => Ok(parameters),
        Err(error) => Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            error.body_text().to_lowercase(),
        )),
    }
}

impl Parameters {
    /// The path, which is needed.
    pub fn path(self) -> Result<String, Refusal> {
        let missing = || Refusal::new(StatusCode::BAD_REQUEST, "the parameter `path` is missing");
        self.path.ok_or_else(missing)
    }

    /// The path; nothing where none is given or it is empty.
    pub fn path_if_any(&self) -> Option<&str> {
        self.path.as_deref().filter(|p| !p.is_empty())
    }
}

/// The whole body of a request.
///
/// # Errors
/// Refuses one that is larger than any reader takes.
pub async fn body(request: Request) -> Result<Bytes, Refusal> {
    let too_large = || {
        let message = format!("larger than {} MB", MAX_BYTES / 1024 / 1024);
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message)
    };
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|l| l.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|l| l > MAX_BYTES as u64) {
        return Err(too_large());
    }
    // What breaks off is answered to nobody; what does not is too large.
    let bytes = axum::body::to_bytes(request.into_body(), MAX_BYTES).await;
    bytes.map_err(|_| too_large())
}

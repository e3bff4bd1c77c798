//! The gate that every request goes through: who may not ask is sent away, a handler that breaks is
//! answered for, and every answer carries the same headers.

use crate::house::answer::Refusal;
use crate::house::state::House;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// What every answer carries beside the policy.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Lets in who may ask, answers for a handler that breaks, and adds the headers.
pub async fn guard(State(house): State<Arc<House>>, request: Request, next: Next) -> Response {
    let private = request.uri().path().starts_with("/api/");
    let mut response = match house.guard.admit(&request) {
        // A task of its own, so that a bug ends the request and not the connection.
        Ok(()) => match tokio::spawn(next.run(request)).await {
            Ok(response) => response,
            Err(_) => Refusal::bug().into_response(),
        },
        Err(refusal) => refusal.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, house.guard.policy());
    if private {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::settings::Settings;
    use axum::http::StatusCode;
    use axum::{Router, middleware::from_fn_with_state, routing::get};
    use std::io::{Read, Write};

    async fn bug() -> StatusCode {
        panic!("a bug of a handler, on purpose")
    }

    #[test]
    fn a_bug_is_answered_for() {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let answer = runtime.enable_all().build().unwrap().block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let folder = tempfile::tempdir().unwrap();
            let settings = Settings {
                folder: folder.path().to_owned(),
                open: None,
                listen: address.ip(),
                port: 0,
                state: folder.path().to_owned(),
                author: String::new(),
            };
            let house = House::open(&settings, address, "secret".into(), None).unwrap();
            let router = Router::new().route("/bug", get(bug));
            let router = router.layer(from_fn_with_state(Arc::new(house), guard));
            tokio::spawn(async { axum::serve(listener, router).await });
            let ask = move || {
                let mut socket = std::net::TcpStream::connect(address).unwrap();
                let head = format!("GET /bug HTTP/1.1\r\nHost: {address}\r\nConnection: close");
                write!(socket, "{head}\r\n\r\n").unwrap();
                let mut answer = String::new();
                socket.read_to_string(&mut answer).unwrap();
                answer
            };
            tokio::task::spawn_blocking(ask).await.unwrap()
        });
        assert!(answer.starts_with("HTTP/1.1 500"), "{answer}");
        assert!(
            answer.contains("x-frame-options")
                && answer.contains("\"error\":\"something went wrong")
        );
    }
}

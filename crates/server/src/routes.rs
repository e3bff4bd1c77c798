//! Which request goes where.

use crate::gate::guard;
use crate::handlers::{file, folder, page, recent, recovery, session};
use crate::house::answer::Refusal;
use crate::house::state::House;
use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get};
use std::sync::Arc;

pub fn router(house: Arc<House>) -> Router {
    Router::new()
        .route("/api/session", get(session::session))
        .route("/api/files", get(folder::list))
        .route("/api/recent", get(recent::list).delete(recent::forget))
        .route(
            "/api/file",
            get(file::fetch).head(file::look).put(file::store),
        )
        .route(
            "/api/recovery",
            get(recovery::fetch)
                .put(recovery::store)
                .delete(recovery::forget),
        )
        .route("/api/{*rest}", any(nowhere))
        .fallback(page::serve)
        .method_not_allowed_fallback(not_so)
        .layer(from_fn_with_state(house.clone(), guard))
        .with_state(house)
}

async fn nowhere() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "there is nothing at this address")
}

async fn not_so() -> Refusal {
    Refusal::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "this method is not supported at this address",
    )
}

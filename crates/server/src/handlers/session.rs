//! What the page asks first: the folder, the file to open, who works here.

use crate::house::state::House;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
pub struct Session {
    folder: String,
    open: Option<String>,
    author: String,
    version: &'static str,
}

pub async fn session(State(house): State<Arc<House>>) -> Json<Session> {
    let name = house.folder.file_name();
    Json(Session {
        folder: name.map_or_else(
            || house.folder.display().to_string(),
            |n| n.to_string_lossy().into_owned(),
        ),
        open: house.open.clone(),
        author: house.author.clone(),
        version: env!("CARGO_PKG_VERSION"),
    })
}

//! What the server holds, and which request goes where.

use crate::answer::Refusal;
use crate::{ServeError, Settings, file, folder, guard, page, recent, recovery};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use trustline_disk::{self as disk, Etags};
use trustline_formats::MAX_BYTES;

/// Everything the server holds.
pub struct House {
    /// The folder, in its canonical form.
    pub folder: PathBuf,
    /// What the folder is known by in the state.
    pub folder_key: String,
    pub open: Option<String>,
    pub author: String,
    pub state: PathBuf,
    pub guard: guard::Guard,
    pub etags: Etags,
    /// Held while a file is compared and replaced, so that no two requests do it at once.
    pub writing: Mutex<()>,
    /// Held while what is kept in the state is changed.
    pub keeping: Mutex<()>,
}

impl House {
    /// Opens the folder.
    pub fn open(
        settings: &Settings,
        address: SocketAddr,
        token: String,
        ticket: Option<String>,
    ) -> Result<Self, ServeError> {
        let failed = |e| ServeError::Folder(settings.folder.clone(), e);
        let folder = std::fs::canonicalize(&settings.folder).map_err(failed)?;
        std::fs::read_dir(&folder).map_err(failed)?;
        let mut folder_key = disk::digest(folder.as_os_str().as_encoded_bytes());
        folder_key.truncate(32);
        Ok(Self {
            folder_key,
            folder,
            open: settings.open.clone(),
            author: settings.author.clone(),
            state: settings.state.clone(),
            guard: guard::Guard::new(address, settings.listen, token, ticket),
            etags: Etags::new(MAX_BYTES),
            writing: Mutex::default(),
            keeping: Mutex::default(),
        })
    }
}

/// The parameters of a request's address.
#[derive(Deserialize)]
pub struct Parameters {
    path: Option<String>,
    pub id: Option<String>,
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

pub fn router(house: Arc<House>) -> Router {
    Router::new()
        .route("/api/session", get(session))
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
        .layer(from_fn_with_state(house.clone(), guard::guard))
        .with_state(house)
}

async fn nowhere() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "there is nothing at this address")
}

async fn not_so() -> Refusal {
    Refusal::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "this cannot be done at this address",
    )
}

#[derive(Serialize)]
struct Session {
    folder: String,
    open: Option<String>,
    author: String,
    version: &'static str,
}

async fn session(State(house): State<Arc<House>>) -> Json<Session> {
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

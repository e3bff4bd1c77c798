//! Recovery copies: what a page held that was not stored yet, readable by its owner only.

use crate::house::answer::{Refusal, aside};
use crate::house::path::FolderPath;
use crate::house::request::{Asked, asked, body};
use crate::house::state::House;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, SystemTime};
use trustline_disk as disk;
use trustline_formats::MAX_BYTES;

/// More copies than this are not kept of one folder; the oldest go.
const COPIES: usize = 50;

/// Copies older than this are swept away.
const OLDEST: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// What is known of a copy, beside it.
#[derive(Default, Serialize, Deserialize)]
struct Note {
    path: String,
    /// The entity tag of the file that the work began with; empty where nobody said it.
    #[serde(default)]
    tag: String,
}

#[derive(Serialize)]
struct Copy {
    id: String,
    path: String,
    tag: String,
    modified: u64,
    size: u64,
}

fn folder(house: &House) -> PathBuf {
    house.state.join("recovery").join(&house.folder_key)
}

/// The file of a copy.
///
/// # Errors
/// Refuses what is no id: it becomes the name of a file.
fn copy(house: &House, id: &str) -> Result<PathBuf, Refusal> {
    let valid = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if !(8..=64).contains(&id.len()) || !id.bytes().all(valid) {
        let message = "the parameter `id` is missing, or is no id";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, message)
            .help("8 to 64 small letters, digits and `-`"));
    }
    Ok(folder(house).join(format!("{id}.tm7")))
}

/// The copies of a folder, the newest first.
fn copies(folder: &Path) -> Vec<Copy> {
    let mut found: Vec<Copy> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let (file, metadata) = (entry.path(), entry.metadata().ok()?);
            let name = entry.file_name().into_string().ok()?;
            let id = name.strip_suffix(".tm7")?.to_owned();
            let note = disk::read(&file.with_extension("json"), MAX_BYTES).unwrap_or_default();
            let note: Note = serde_json::from_slice(&note).unwrap_or_default();
            Some(Copy {
                id,
                path: note.path,
                tag: note.tag,
                modified: disk::millis(disk::modified(&metadata)),
                size: metadata.len(),
            })
        })
        .collect();
    found.sort_by(|a, b| b.modified.cmp(&a.modified).then_with(|| a.id.cmp(&b.id)));
    found
}

fn remove(file: &Path) -> std::io::Result<()> {
    let _ = fs::remove_file(file.with_extension("json"));
    match fs::remove_file(file) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Removes the copies of all folders that nobody asked for in a long time.
pub fn sweep(state: &Path) {
    let old = disk::millis(SystemTime::now() - OLDEST);
    let folders = fs::read_dir(state.join("recovery"));
    for folder in folders.into_iter().flatten().flatten() {
        for copy in copies(&folder.path()) {
            if copy.modified < old {
                let _ = remove(&folder.path().join(format!("{}.tm7", copy.id)));
            }
        }
        // Only an empty folder goes.
        let _ = fs::remove_dir(folder.path());
    }
}

pub async fn fetch(
    State(house): State<Arc<House>>,
    parameters: Asked,
) -> Result<Response, Refusal> {
    let Some(id) = asked(parameters)?.id else {
        return aside(move || Ok(Json(copies(&folder(&house))).into_response())).await;
    };
    let file = copy(&house, &id)?;
    aside(move || {
        let name = format!("recovery copy {id}");
        let bytes = disk::read(&file, MAX_BYTES).map_err(|e| Refusal::system(&name, &e))?;
        let kind = [(header::CONTENT_TYPE, "application/octet-stream")];
        Ok((kind, bytes).into_response())
    })
    .await
}

pub async fn store(
    State(house): State<Arc<House>>,
    parameters: Asked,
    request: Request,
) -> Result<StatusCode, Refusal> {
    let parameters = asked(parameters)?;
    let file = copy(&house, parameters.id.as_deref().unwrap_or(""))?;
    let path = match parameters.path_if_any() {
        Some(path) => FolderPath::new(path)?.name,
        None => String::new(),
    };
    let tag = parameters.tag.unwrap_or_default();
    let bytes = body(request).await?;
    aside(move || {
        let _alone = house.keeping.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = folder(&house);
        let note = serde_json::to_vec(&Note { path, tag }).unwrap_or_default();
        disk::private_folder(&folder)
            .and_then(|()| disk::replace_private(&file.with_extension("json"), &note))
            .and_then(|()| disk::replace_private(&file, &bytes))
            .map_err(|e| Refusal::system("recovery copy", &e))?;
        for copy in copies(&folder).iter().skip(COPIES) {
            let _ = remove(&folder.join(format!("{}.tm7", copy.id)));
        }
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

pub async fn forget(
    State(house): State<Arc<House>>,
    parameters: Asked,
) -> Result<StatusCode, Refusal> {
    let id = asked(parameters)?.id.unwrap_or_default();
    let file = copy(&house, &id)?;
    aside(move || {
        let _alone = house.keeping.lock().unwrap_or_else(PoisonError::into_inner);
        remove(&file).map_err(|e| Refusal::system("recovery copy", &e))?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

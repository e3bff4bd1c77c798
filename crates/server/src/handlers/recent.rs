//! The files that were opened last, for each folder, kept in `recent.json`.

use crate::house::answer::{Refusal, aside};
use crate::house::path::FolderPath;
use crate::house::request::{Asked, asked};
use crate::house::state::House;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use std::time::SystemTime;
use trustline_disk as disk;
use trustline_formats::MAX_BYTES;

/// More files than this are forgotten.
const FILES: usize = 20;

/// More folders than this are forgotten.
const FOLDERS: usize = 100;

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    folders: BTreeMap<String, Vec<Opened>>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Opened {
    path: String,
    opened: u64,
}

fn file(house: &House) -> PathBuf {
    house.state.join("recent.json")
}

/// What is kept; nothing where the file is damaged or missing.
fn kept(house: &House) -> Kept {
    let bytes = disk::read(&file(house), MAX_BYTES).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Changes the list of this folder.
fn change(house: &House, change: impl FnOnce(&mut Vec<Opened>)) -> std::io::Result<()> {
    let _alone = house.keeping.lock().unwrap_or_else(PoisonError::into_inner);
    let mut kept = kept(house);
    change(kept.folders.entry(house.folder_key.clone()).or_default());
    kept.folders.retain(|_, files| !files.is_empty());
    while kept.folders.len() > FOLDERS {
        let age = |files: &[Opened]| files.first().map_or(0, |f| f.opened);
        let oldest = kept.folders.iter().min_by_key(|(_, files)| age(files));
        let Some(oldest) = oldest.map(|(key, _)| key.clone()) else {
            break;
        };
        kept.folders.remove(&oldest);
    }
    disk::private_folder(&house.state)?;
    disk::replace_private(&file(house), &serde_json::to_vec(&kept)?)
}

/// Notes that a file was opened now. A list that cannot be kept keeps nobody from working.
pub fn record(house: &House, path: &str) {
    let opened = Opened {
        path: path.to_owned(),
        opened: disk::millis(SystemTime::now()),
    };
    let _ = change(house, |files| {
        files.retain(|f| f.path != path);
        files.insert(0, opened);
        files.truncate(FILES);
    });
}

#[derive(Serialize)]
pub struct Recent {
    path: String,
    exists: bool,
    opened: u64,
}

pub async fn list(State(house): State<Arc<House>>) -> Result<Json<Vec<Recent>>, Refusal> {
    aside(move || {
        let files = kept(&house).folders.remove(&house.folder_key);
        let there = |path: &str| {
            FolderPath::new(path)
                .and_then(|p| p.file(&house.folder))
                .is_ok()
        };
        let recent = files.unwrap_or_default().into_iter().map(|f| Recent {
            exists: there(&f.path),
            path: f.path,
            opened: f.opened,
        });
        Ok(Json(recent.collect()))
    })
    .await
}

pub async fn forget(
    State(house): State<Arc<House>>,
    parameters: Asked,
) -> Result<StatusCode, Refusal> {
    let path = asked(parameters)?.path()?;
    aside(move || {
        change(&house, |files| files.retain(|f| f.path != path))
            .map_err(|e| Refusal::system("recent.json", &e))?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

//! The one folder: which models and templates it holds.

use crate::house::answer::{Refusal, aside};
use crate::house::path::FolderPath;
use crate::house::state::House;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::collections::VecDeque;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use trustline_disk as disk;

/// Folders nested deeper than this are not listed.
const DEPTH: usize = 8;

/// More files than this are not listed.
const LISTED: usize = 2_000;

/// More entries than this are not looked at: the folder may be a whole home.
const LOOKED_AT: usize = 100_000;

/// Folders that are made by machines.
const MADE: [&str; 2] = ["target", "node_modules"];

#[derive(Serialize)]
pub struct Listing {
    files: Vec<Listed>,
    truncated: bool,
}

#[derive(Serialize)]
struct Listed {
    path: String,
    size: u64,
    modified: u64,
    kind: &'static str,
}

pub async fn list(State(house): State<Arc<House>>) -> Result<Json<Listing>, Refusal> {
    aside(move || Ok(Json(listing(&house.folder)))).await
}

/// The models and templates of a folder, those nearest to its top first where there are too many.
fn listing(folder: &Path) -> Listing {
    let mut files = Vec::new();
    let (mut truncated, mut looked_at) = (false, 0);
    let mut waiting = VecDeque::from([(folder.to_owned(), String::new(), 0)]);
    'folders: while let Some((path, before, depth)) = waiting.pop_front() {
        for entry in fs::read_dir(&path).into_iter().flatten().flatten() {
            looked_at += 1;
            if looked_at > LOOKED_AT {
                truncated = true;
                break 'folders;
            }
            let (Ok(name), Ok(what)) = (entry.file_name().into_string(), entry.file_type()) else {
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let shown = format!("{before}{name}");
            if what.is_dir() {
                if MADE.contains(&name.as_str()) {
                    continue;
                }
                match depth < DEPTH {
                    true => waiting.push_back((entry.path(), format!("{shown}/"), depth + 1)),
                    false => truncated = true,
                }
                continue;
            }
            // Links are followed to files inside of the folder; what cannot be asked for is left out.
            let Ok(place) = FolderPath::new(&shown) else {
                continue;
            };
            let Ok((_, metadata)) = place.file(folder) else {
                continue;
            };
            if files.len() >= LISTED {
                truncated = true;
                break 'folders;
            }
            files.push(Listed {
                path: shown,
                size: metadata.len(),
                modified: disk::millis(disk::modified(&metadata)),
                kind: place.kind.extension(),
            });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Listing { files, truncated }
}

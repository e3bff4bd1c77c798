//! The one folder: which paths lie in it, and which models and templates it holds.

use crate::answer::{Refusal, aside};
use crate::routes::House;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use trustline_disk as disk;
use trustline_formats::Kind;

/// Folders nested deeper than this are not listed.
const DEPTH: usize = 8;

/// More files than this are not listed.
const LISTED: usize = 2_000;

/// More entries than this are not looked at: the folder may be a whole home.
const LOOKED_AT: usize = 100_000;

/// Folders that are made by machines.
const MADE: [&str; 2] = ["target", "node_modules"];

/// A longer path is no path.
const LONGEST: usize = 2_000;

/// A path of the page: relative, with `/` between its parts, to a model or a template.
#[derive(Clone, Debug)]
pub struct Place {
    pub name: String,
    pub kind: Kind,
}

impl Place {
    /// The place of this name.
    ///
    /// # Errors
    /// Refuses what could lead out of a folder on any system, and what is no model or template.
    pub fn new(name: &str) -> Result<Self, Refusal> {
        let harmful = |c: char| c.is_control() || matches!(c, '\\' | ':');
        let part = |p: &str| !matches!(p, "" | "." | "..");
        if name.len() > LONGEST || name.contains(harmful) || !name.split('/').all(part) {
            let message = format!("`{}` is not a path inside the folder", shown(name));
            return Err(Refusal::new(StatusCode::BAD_REQUEST, message)
                .help("paths are relative to the folder, with `/` between their parts"));
        }
        let Some(kind) = kind(Path::new(name)) else {
            let message = format!("`{name}` is neither a model nor a template");
            return Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, message)
                .help("give it a name that ends in .tm7, .tb7 or .yaml"));
        };
        Ok(Self {
            name: name.to_owned(),
            kind,
        })
    }

    /// Where the place is on the disk, links followed, and whether a file is there.
    ///
    /// # Errors
    /// Refuses a place that links lead out of the folder, and one in a folder that is not there.
    pub fn on_disk(&self, folder: &Path) -> Result<(PathBuf, Option<fs::Metadata>), Refusal> {
        let path = folder.join(&self.name);
        let outside = || {
            let message = format!("`{}` leads out of the folder", self.name);
            Refusal::new(StatusCode::FORBIDDEN, message)
                .help("start `trustline open` with the folder where it lies")
        };
        let (Some(above), Some(file)) = (path.parent(), path.file_name()) else {
            return Err(outside());
        };
        let above = fs::canonicalize(above).map_err(|error| {
            let parent = self.name.rsplit_once('/').map_or("", |(p, _)| p);
            Refusal::system(parent, &error)
        })?;
        if !above.starts_with(folder) {
            return Err(outside());
        }
        let path = above.join(file);
        if fs::symlink_metadata(&path).is_err() {
            return Ok((path, None));
        }
        let path = fs::canonicalize(&path).map_err(|_| outside())?;
        if !path.starts_with(folder) {
            return Err(outside());
        }
        let metadata = fs::metadata(&path).map_err(|e| Refusal::system(&self.name, &e))?;
        if !metadata.is_file() {
            let message = format!("`{}` is not a file", self.name);
            return Err(Refusal::new(StatusCode::CONFLICT, message));
        }
        // Many things are kept in YAML; those that are no templates are nobody's business here.
        if self.kind == Kind::Yaml && !is_template(&path, &metadata) {
            let message = format!("`{}` is not a template in one file", self.name);
            return Err(Refusal::new(StatusCode::FORBIDDEN, message));
        }
        Ok((path, Some(metadata)))
    }

    /// The file of this place, which must be there.
    pub fn file(&self, folder: &Path) -> Result<(PathBuf, fs::Metadata), Refusal> {
        match self.on_disk(folder)? {
            (path, Some(metadata)) => Ok((path, metadata)),
            (_, None) => {
                let message = format!("`{}` is not there", self.name);
                Err(Refusal::new(StatusCode::NOT_FOUND, message))
            }
        }
    }
}

/// The beginning of a text that may be anything.
fn shown(text: &str) -> String {
    let printable = text.chars().filter(|c| !c.is_control());
    printable.take(80).collect()
}

/// Texts larger than this are not looked into.
const TEXT: usize = 16 << 20;

/// Whether a text is a template, as far as can be told without reading all of it.
fn is_template(path: &Path, metadata: &fs::Metadata) -> bool {
    metadata.len() <= TEXT as u64
        && disk::read_text(path, TEXT).is_ok_and(|text| trustline_formats::is_whole_template(&text))
}

/// What the ending of a file's name stands for.
fn kind(path: &Path) -> Option<Kind> {
    let ending = path.extension()?;
    if ending.eq_ignore_ascii_case("yml") {
        return Some(Kind::Yaml);
    }
    [Kind::Tm7, Kind::Tb7, Kind::Yaml]
        .into_iter()
        .find(|k| ending.eq_ignore_ascii_case(k.extension()))
}

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
            let Ok(place) = Place::new(&shown) else {
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

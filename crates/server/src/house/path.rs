//! Places in the one folder: which paths lie in it, and where they are on the disk.

use super::answer::Refusal;
use axum::http::StatusCode;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use trustline_disk::read_text;
use trustline_formats::FileKind;

/// A longer path is no path.
const LONGEST: usize = 2_000;

/// A path of the page: relative, with `/` between its parts, to a model or a template.
#[derive(Clone, Debug)]
pub struct FolderPath {
    pub name: String,
    pub kind: FileKind,
}

impl FolderPath {
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
        if name.split('/').rev().skip(1).any(|p| is_hidden(p.as_ref())) {
            return Err(hidden(name));
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
                .help("start `trustline open` with the folder that contains it")
        };
        let (Some(above), Some(file)) = (path.parent(), path.file_name()) else {
            return Err(outside());
        };
        let above = fs::canonicalize(above).map_err(|error| {
            let parent = self.name.rsplit_once('/').map_or("", |(p, _)| p);
            Refusal::system(parent, &error)
        })?;
        let Ok(below) = above.strip_prefix(folder) else {
            return Err(outside());
        };
        if below.iter().any(is_hidden) {
            return Err(hidden(&self.name));
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
        if self.kind == FileKind::YAML && !is_template(&path, &metadata) {
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
                let message = format!("`{}` does not exist", self.name);
                Err(Refusal::new(StatusCode::NOT_FOUND, message))
            }
        }
    }
}

fn is_hidden(part: &OsStr) -> bool {
    part.as_encoded_bytes().starts_with(b".")
}

fn hidden(name: &str) -> Refusal {
    let message = format!("`{}` is in a hidden folder", shown(name));
    Refusal::new(StatusCode::FORBIDDEN, message)
        .help("hidden folders are not served; start `trustline open` with that folder")
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
        && read_text(path, TEXT).is_ok_and(|text| trustline_formats::is_whole_template(&text))
}

/// What the ending of a file's name stands for.
fn kind(path: &Path) -> Option<FileKind> {
    FileKind::of_extension(path.extension()?.to_str()?)
}

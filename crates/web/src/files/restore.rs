//! Unsaved work is opened again.

use crate::files::copies;
use crate::files::current::{Conflict, FileHome, FileState, Files};
use crate::files::kept::Recovery;
use crate::files::server::{api, get, name_of, tag_of};
use crate::files::show::show;
use crate::state::{Document, Failure};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::Editor;
use trustline_formats::{Format, read};
use wasm_bindgen_futures::spawn_local;

/// Opens unsaved work: the model from the copy, the form of the file from the file.
pub fn restore(files: Files, recovery: Recovery) {
    spawn_local(async move {
        let bytes = match copies::bytes_of(&recovery).await {
            Some(bytes) => bytes,
            None => return files.dialogs.fail(Failure::new(texts::COPY_GONE, None)),
        };
        let Ok(reading) = read(&bytes) else {
            return files
                .dialogs
                .fail(Failure::new(texts::COPY_UNREADABLE, None));
        };
        let kind = reading.format.kind();
        let path = recovery.path.trim_start_matches('*').to_owned();
        let own_file = !recovery.path.is_empty() && !recovery.path.starts_with('*');
        let original = match own_file {
            true => get(&api("file", &[("path", &path)])).await.ok(),
            false => None,
        };
        let mut newer = None;
        let (format, home) = match original {
            Some(response) => {
                let tag = tag_of(&response);
                let written = response.headers().get("last-modified").unwrap_or_default();
                let written = js_sys::Date::parse(&written);
                // The file is not the one that the work began with: saving over it is a choice.
                // Copies of earlier versions know only when they were made.
                let is_other = match recovery.tag.as_str() {
                    "" => written > recovery.modified + 1000.0,
                    known => known != tag,
                };
                if is_other {
                    newer = Some(Conflict {
                        tag: Some(tag.clone()),
                    });
                }
                let bytes = response.binary().await.unwrap_or_default();
                let format = read(&bytes).map(|r| r.format);
                (
                    format.unwrap_or_else(|_| Format::new(kind)),
                    FileHome::Server {
                        path: path.clone(),
                        tag: if newer.is_some() {
                            "older".to_owned()
                        } else {
                            tag
                        },
                    },
                )
            }
            None => (Format::new(kind), FileHome::None),
        };
        let mut editor = Editor::open(reading.model, files.world());
        editor.mark_unsaved();
        let name = match path.is_empty() {
            true => format!("{}.tm7", texts::RECOVERED),
            false => name_of(&path),
        };
        show(
            files,
            Document {
                editor,
                format,
                recovery: recovery.id,
                recovered: 0,
            },
            FileState { name, home },
        );
        files.editing.changed.set(true);
        files.conflict.set(newer);
    });
}

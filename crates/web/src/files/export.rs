//! Reports and tables, handed over as files.

use crate::browser::files::download;
use crate::files::current::Files;
use crate::files::documents;
use crate::files::told::ReportKind;
use crate::state::Failure;
use leptos::prelude::*;
use trustline_drawing::{Theme, svg};
use trustline_editor::Editor;
use wasm_bindgen_futures::spawn_local;

/// The name of the file without its ending.
pub fn base_name(files: Files) -> String {
    let name = files.file_name();
    name.trim_end_matches(".tm7").to_owned()
}

/// Hands the report of a kind over as a file, without some of its parts, sorted.
pub fn download_report(files: Files, kind: ReportKind, without: Vec<String>, sort: String) {
    hand_over(files, async move {
        let bytes = documents::report(files, &kind.name, &without, &sort).await?;
        let name = format!("{}.{}", base_name(files), kind.ending);
        download(&name, &bytes, &kind.media);
        Ok(())
    });
}

/// Hands the report of a kind over as a file, whole.
pub fn download_named(files: Files, kind: &'static str) {
    hand_over(files, async move {
        let offer = documents::offer().await?;
        if let Some(kind) = offer.kinds.into_iter().find(|k| k.name == kind) {
            download_report(files, kind, Vec::new(), String::new());
        }
        Ok(())
    });
}

/// The diagram that is shown as a picture, with open threats where the canvas shows them.
pub fn picture(files: Files, theme: &Theme) -> Option<String> {
    let counts = files.layout.badges.get();
    files.editing.edit(Editor::settle);
    files.editing.with(|e| {
        let mut drawing = e.drawing().clone();
        if counts {
            drawing.badges = e.open_threats();
        }
        svg(&drawing, theme, &[])
    })
}

/// Does what hands something over, and says why it could not.
pub fn hand_over(files: Files, done: impl Future<Output = Result<(), Failure>> + 'static) {
    spawn_local(async move {
        if let Err(failure) = done.await {
            files.dialogs.fail(failure);
        }
    });
}

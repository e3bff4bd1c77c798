//! Models made from interaction tables.

use crate::browser::world;
use crate::files::current::{FileHome, FileState, Files};
use crate::files::documents;
use crate::files::library;
use crate::files::show::show;
use crate::files::told::Told;
use crate::state::{Document, Failure, ReviewTab};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::Editor;
use trustline_formats::interactions::is_document;
use trustline_formats::{FileKind, Format, read};
use wasm_bindgen_futures::spawn_local;

/// The template that interaction tables are drawn with.
const TEMPLATE: &str = "infrastructure";

/// Makes a model from a document and shows it; what is wrong with the document is listed. `false`
/// where a file of this name holds no interaction tables.
pub fn import(files: Files, name: &str, bytes: &[u8]) -> bool {
    if !is_document(name) {
        return false;
    }
    files.notices.busy.set(Some(texts::opening(name)));
    let stem = name
        .rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_owned();
    let (name, bytes) = (name.to_owned(), bytes.to_vec());
    spawn_local(async move {
        world::painted().await;
        let (editor, told) = match opened(files, &stem, &bytes).await {
            Ok(made) => made,
            Err(failure) => {
                files.notices.busy.set(None);
                let text = format!("{name}: {}", failure.text);
                return files.dialogs.fail(Failure { text, ..failure });
            }
        };
        files.notices.busy.set(None);
        show(
            files,
            Document::new(editor, Format::new(FileKind::TM7)),
            FileState {
                name: format!("{stem}.tm7"),
                home: FileHome::None,
            },
        );
        files.editing.changed.set(true);
        files.notices.say(texts::imported(
            told.elements,
            told.pairs,
            told.findings.len(),
        ));
        files.imported.set(told.findings);
        files.layout.show_review(ReviewTab::Tables);
    });
    true
}

/// The model that a document becomes, not saved yet.
async fn opened(files: Files, stem: &str, bytes: &[u8]) -> Result<(Editor, Told), Failure> {
    let template = library::template_file(TEMPLATE).await?;
    let (file, told) = documents::made(stem, bytes, &template).await?;
    let reading = read(&file).map_err(|e| Failure::new(e.to_string(), e.help()))?;
    let mut editor = Editor::open(reading.model, files.world());
    editor.mark_unsaved();
    Ok((editor, told))
}

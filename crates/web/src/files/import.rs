//! Models made from interaction tables.

use crate::browser::world;
use crate::files::current::{FileHome, FileState, Files};
use crate::files::library;
use crate::files::show::show;
use crate::state::{Document, Failure, ReviewTab};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{Editor, imported};
use trustline_formats::interactions::{Form, read};
use trustline_formats::{FileKind, Format};
use wasm_bindgen_futures::spawn_local;

/// The template that interaction tables are drawn with.
const TEMPLATE: &str = "infrastructure";

/// Makes a model from a document and shows it; what is wrong with the document is listed. `false`
/// where a file of this name holds no interaction tables.
pub fn import(files: Files, name: &str, bytes: &[u8]) -> bool {
    if Form::of(name).is_none_or(|f| f == Form::Html) {
        return false;
    }
    let document = match read(bytes) {
        Ok(document) => document,
        Err(error) => {
            files.dialogs.fail(Failure {
                text: format!("{name}: {error}"),
                help: error.help().map(str::to_owned),
            });
            return true;
        }
    };
    files.notices.busy.set(Some(texts::opening(name)));
    let stem = name
        .rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_owned();
    spawn_local(async move {
        let kb = match library::template(TEMPLATE).await {
            Ok(kb) => kb,
            Err(failure) => return files.dialogs.fail(failure),
        };
        world::painted().await;
        let built = imported(&document, &kb, &stem);
        let mut editor = Editor::open(built.model, files.world());
        editor.mark_unsaved();
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
            built.elements,
            built.pairs,
            built.findings.len(),
        ));
        files.imported.set(built.findings);
        files.layout.show_review(ReviewTab::Tables);
    });
    true
}

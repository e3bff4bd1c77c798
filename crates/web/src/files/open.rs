//! Opening: a path of the served folder, a file that the browser gave us, a sample, or something new.

use crate::browser::files::{can_choose_to_open, choose_to_open, file_bytes};
use crate::browser::{address, dom};
use crate::files::current::{FileHome, FileState, Files};
use crate::files::import::import;
use crate::files::library;
use crate::files::server::{api, get, name_of, tag_of};
use crate::files::show::{close, show};
use crate::state::{Document, Failure};
use crate::texts;
use leptos::prelude::*;
use std::sync::Arc;
use trustline_editor::Editor;
use trustline_formats::{FileKind, Format, complete, read};
use trustline_model::{KnowledgeBase, ThreatModel};
use wasm_bindgen_futures::spawn_local;

/// Reads a file and shows it.
pub fn open_path(files: Files, path: String) {
    files.notices.busy.set(Some(texts::opening(&path)));
    spawn_local(async move {
        let response = match get(&api("file", &[("path", &path)])).await {
            Ok(response) => response,
            Err(error) => {
                address::show(None);
                return files.dialogs.fail(error);
            }
        };
        let tag = tag_of(&response);
        match response.binary().await {
            Ok(bytes) => open_bytes(
                files,
                &name_of(&path),
                &bytes,
                FileHome::Server { path, tag },
            ),
            Err(_) => files
                .dialogs
                .fail(Failure::new(texts::NOT_READ_TO_END, None)),
        }
    });
}

/// Shows a model or a template; a template is offered for new models from then on.
pub fn open_bytes(files: Files, name: &str, bytes: &[u8], home: FileHome) {
    files.notices.busy.set(None);
    if import(files, name, bytes) {
        return;
    }
    let reading = match read(bytes) {
        Ok(reading) => reading,
        Err(error) => {
            return files.dialogs.fail(Failure {
                text: format!("{name}: {error}"),
                help: error.help().map(str::to_owned),
            });
        }
    };
    if reading.format.kind().is_template()
        && let Some(kb) = &reading.model.knowledge_base
    {
        library::bring(name, kb.clone());
    }
    let count = reading.diagnostics.len();
    let file = FileState {
        name: name.to_owned(),
        home,
    };
    show(
        files,
        Document::new(Editor::open(reading.model, files.world()), reading.format),
        file,
    );
    if count > 0 {
        files.notices.say(texts::imperfect(count));
    }
}

/// A new model that has no file yet.
pub fn create(files: Files, name: &str, kb: Arc<KnowledgeBase>) {
    let mut model = ThreatModel {
        knowledge_base: Some(kb),
        ..ThreatModel::default()
    };
    let added = complete(&mut model);
    let kb = model.knowledge_base.unwrap_or_default();
    show(
        files,
        Document::new(
            Editor::create(name, kb, files.world()),
            Format::new(FileKind::TM7),
        ),
        FileState {
            name: format!("{name}.tm7"),
            home: FileHome::None,
        },
    );
    files.editing.changed.set(true);
    if let Some(sentence) = added.first() {
        files.notices.say(sentence.clone());
    }
}

/// A new template that has no file yet.
pub fn create_template(files: Files, kb: KnowledgeBase) {
    let name = format!("{}.tb7", kb.manifest.name);
    let model = ThreatModel {
        knowledge_base: Some(Arc::new(kb)),
        ..ThreatModel::default()
    };
    let mut editor = Editor::open(model, files.world());
    editor.mark_unsaved();
    show(
        files,
        Document::new(editor, Format::new(FileKind::TB7)),
        FileState {
            name,
            home: FileHome::None,
        },
    );
    files.editing.changed.set(true);
}

/// A model that is not a file, such as a sample.
pub fn show_model(files: Files, name: &str, model: ThreatModel) {
    show(
        files,
        Document::new(
            Editor::open(model, files.world()),
            Format::new(FileKind::TM7),
        ),
        FileState {
            name: format!("{name}.tm7"),
            home: FileHome::None,
        },
    );
}

/// Asks the browser for a file to open.
pub fn pick_file(files: Files) {
    if !can_choose_to_open() {
        if let Some(input) = dom::by_id("file-input") {
            input.click();
        }
        return;
    }
    spawn_local(async move {
        if let Some((file, handle)) = choose_to_open().await {
            open_file(files, file, FileHome::Handle(handle)).await;
        }
    });
}

/// Reads a file that the browser gave us.
pub async fn open_file(files: Files, file: web_sys::File, home: FileHome) {
    files.notices.busy.set(Some(texts::opening(&file.name())));
    match file_bytes(&file).await {
        Some(bytes) => open_bytes(files, &file.name(), &bytes, home),
        None => files.dialogs.fail(Failure::new(texts::NOT_READ, None)),
    }
}

/// Begins a model that is drawn with the template that is open.
pub fn draw_with_template(files: Files) {
    let kb = files
        .editing
        .with(|e| e.model().knowledge_base.clone())
        .flatten();
    if let Some(kb) = kb {
        library::bring(&files.file_name(), kb.clone());
        close(files);
        create(files, texts::NEW_MODEL, kb);
    }
}

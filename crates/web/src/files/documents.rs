//! Documents in and out: made by the page's second module, which is loaded when somebody first asks
//! for one. A model is sent as the file that would be saved.

use crate::browser::world;
use crate::files::current::Files;
use crate::files::told::{Offer, Told};
use crate::state::Failure;
use crate::texts;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use trustline_editor::Editor;
use trustline_formats::{FileKind, Format, write};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    type Documents;
    type Made;

    #[wasm_bindgen(js_name = loadDocuments, catch)]
    async fn load() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn reports(this: &Documents) -> String;
    #[wasm_bindgen(method, catch)]
    fn report(this: &Documents, file: &[u8], wanted: &str) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn tables(this: &Documents, file: &[u8], wanted: &str) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn made(
        this: &Documents,
        name: &str,
        document: &[u8],
        template: &[u8],
    ) -> Result<Made, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn file(this: &Made) -> Vec<u8>;
    #[wasm_bindgen(method, getter)]
    fn told(this: &Made) -> String;
}

async fn documents() -> Result<Documents, Failure> {
    let not_there = |_| {
        Failure::new(
            texts::DOCUMENTS_MISSING,
            Some(texts::DOCUMENTS_MISSING_HELP),
        )
    };
    Ok(load().await.map_err(not_there)?.unchecked_into())
}

fn told<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|e| Failure::new(e.to_string(), None))
}

/// What the module said was wrong.
fn refused(said: JsValue) -> Failure {
    let text = said.as_string().unwrap_or_else(|| format!("{said:?}"));
    told(&text).unwrap_or_else(|_| Failure::new(text, None))
}

/// The file as it would be saved now.
fn file_of(files: Files) -> Result<Vec<u8>, Failure> {
    files.editing.edit(Editor::settle);
    let written = files.editing.with_document(|d| {
        let model = d.editor.model();
        write(model, &d.format).or_else(|_| write(model, &Format::new(FileKind::TM7)))
    });
    match written {
        Some(Ok(written)) => Ok(written.bytes),
        Some(Err(error)) => Err(Failure::new(error.to_string(), None)),
        None => Err(Failure::new(texts::NOTHING_OPEN, None)),
    }
}

/// What reports there are.
///
/// # Errors
/// The module cannot be loaded.
pub async fn offer() -> Result<Offer, Failure> {
    told(&documents().await?.reports())
}

/// The report on the model.
///
/// # Errors
/// The module cannot be loaded.
pub async fn report(
    files: Files,
    kind: &str,
    without: &[String],
    sort: &str,
) -> Result<Vec<u8>, Failure> {
    let documents = documents().await?;
    let wanted = json!({
        "kind": kind,
        "without": without,
        "sort": sort,
        "file": files.file_name(),
        "made_at": world::now().split('.').next().unwrap_or("").replace('T', " "),
    });
    let made = documents.report(&file_of(files)?, &wanted.to_string());
    made.map_err(refused)
}

/// Interaction tables of the model.
///
/// # Errors
/// The module cannot be loaded.
pub async fn tables(files: Files, form: &str, by: Value) -> Result<Vec<u8>, Failure> {
    let documents = documents().await?;
    let wanted = json!({ "form": form, "by": by });
    let made = documents.tables(&file_of(files)?, &wanted.to_string());
    made.map_err(refused)
}

/// A file made of a document of interaction tables, drawn with a template.
///
/// # Errors
/// The module cannot be loaded; the document cannot be read.
pub async fn made(
    name: &str,
    document: &[u8],
    template: &[u8],
) -> Result<(Vec<u8>, Told), Failure> {
    let made = documents().await?.made(name, document, template);
    let made = made.map_err(refused)?;
    Ok((made.file(), told(&made.told())?))
}

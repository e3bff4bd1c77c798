//! Edits as JSON: what changed in a model, as a text that can be kept, sent and read again; see
//! `docs/edits.md`.

use crate::ReadError;
use trustline_model::Edit;

/// An edit as JSON, on one line.
pub fn write_edit(edit: &Edit) -> String {
    serde_json::to_string(edit).expect("every edit has a JSON form")
}

/// Reads an edit.
///
/// # Errors
/// What is no edit, or names something that no edit has, with its place.
pub fn read_edit(text: &str) -> Result<Edit, ReadError> {
    serde_json::from_str(text).map_err(|error| ReadError::NoEdit {
        problem: reason(&error),
        line: error.line(),
        column: error.column(),
    })
}

/// What is wrong, without the place, which is told apart from it.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    text.get(..end).unwrap_or(&text).to_owned()
}

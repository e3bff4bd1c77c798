//! Writing: a model to bytes in a form, and what that form cannot hold.

use crate::ground::error::WriteError;
use crate::ground::file::File;
use crate::ground::format::{Before, FileKind, Format, Reading, Written};
use crate::text;
use std::sync::Arc;
use trustline_model::{Diagnostic, Severity, ThreatModel};

/// Writes a model in a form. Of a template only the knowledge base is written.
///
/// # Errors
/// A template needs a knowledge base.
pub fn write(model: &ThreatModel, format: &Format) -> Result<Written, WriteError> {
    let mut diagnostics = losses(model, format.kind);
    let text: Arc<str> = text_of(model, format, &mut diagnostics)?;
    let form = Format {
        original: Some(Arc::clone(&text)),
        files: None,
        ..format.clone()
    };
    Ok(Written {
        bytes: format.marked_bytes(&text),
        form,
        diagnostics,
    })
}

fn text_of(
    model: &ThreatModel,
    format: &Format,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Arc<str>, WriteError> {
    if let (Some(files), Some(kb)) = (&format.files, model.knowledge_base.as_deref()) {
        return Ok(text::write_from_files(kb, files).into());
    }
    let codec = format.kind.0;
    let mut written = |before: Option<&Before<'_>>| {
        let new = (codec.write)(model, before)?;
        diagnostics.extend(characters_left_out(new.left_out));
        Ok(new.text.into())
    };
    let Some(original) = &format.original else {
        return written(None);
    };
    // What was read once can be read again, and gives the model as it was.
    let Ok(base) = (codec.read)(original) else {
        return written(None);
    };
    if base.model == *model {
        return Ok(Arc::clone(original));
    }
    let before = Before {
        text: original,
        model: &base.model,
        anew: base.anew,
        file_ids: &base.file_ids,
        unplaced: &base.unplaced,
    };
    let text = written(Some(&before));
    if base.anew {
        // Written anew: what is not understood does not ride along.
        let unknown = base.diagnostics.into_iter();
        diagnostics.extend(
            unknown
                .filter(|d| d.code == "unknown-content")
                .map(left_out),
        );
    }
    text
}

/// What is reported where a text held characters that the form cannot hold.
fn characters_left_out(count: usize) -> Option<Diagnostic> {
    let what = match count {
        0 => return None,
        1 => "1 control character".to_owned(),
        n => format!("{n} control characters"),
    };
    let message = format!("{what} left out: XML cannot hold them");
    let found = Diagnostic::new("left-out", Severity::Info, message);
    Some(found.help("they have no visible form; they usually come from pasted text"))
}

/// What the reader did not understand, once it is not written any more.
fn left_out(found: Diagnostic) -> Diagnostic {
    let message = format!("{}: left out", found.message);
    let found = Diagnostic {
        code: "left-out",
        message,
        ..found
    };
    found.help("elements of this file refer to one another, or stand in foreign namespaces: after an edit it is written anew")
}

/// What a model has and files of a form cannot hold, to be asked before a conversion.
pub fn losses(model: &ThreatModel, kind: FileKind) -> Vec<Diagnostic> {
    if !kind.is_template() {
        return Vec::new();
    }
    let recorded = [
        (model.diagrams.len(), "diagram"),
        (model.threats.len(), "recorded threat"),
        (model.notes.len(), "note"),
        (model.messages.len(), "message"),
        (model.review.meetings.len(), "meeting"),
        (model.review.questions.len(), "question of the assessment"),
        (model.review.gaps.len(), "gap"),
        (model.review.controls.len(), "control"),
        (model.review.assets.len(), "asset"),
    ];
    let told = model.information.fields().into_iter();
    let told = told.filter(|(_, text)| !text.trim().is_empty()).count();
    let found: Vec<String> = recorded
        .into_iter()
        .chain([(told, "information field")])
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}{}", if n == 1 { "" } else { "s" }))
        .collect();
    match found.is_empty() {
        true => Vec::new(),
        false => vec![
            Diagnostic::new(
                "left-out",
                Severity::Info,
                format!("left out: {}", found.join(", ")),
            )
            .help("this form holds a template alone; keep the model itself as .tm7"),
        ],
    }
}

/// The files of a folder that holds the template of a model. Files that it was read from and that
/// did not change are given back as they were; of a single text its tests come along.
///
/// # Errors
/// A template needs a knowledge base.
pub fn write_folder(model: &ThreatModel, format: &Format) -> Result<Vec<File>, WriteError> {
    let kb = model.knowledge_base.as_deref();
    let kb = kb.ok_or(WriteError::NoKnowledgeBase)?;
    Ok(match &format.original {
        Some(text) if format.kind == FileKind::YAML => text::write_files_from(kb, text),
        _ => text::write_files(kb, format.files()),
    })
}

/// Whether a file is in the native form: written anew from the model alone it would be the same.
pub fn is_native(reading: &Reading) -> bool {
    let codec = reading.format.kind.0;
    let original = reading.format.original.as_ref();
    original.is_none_or(|text| (codec.is_native)(&reading.model, text))
}

//! The two forms, and how an edit of a file that was read is carried over into it.

use super::merge::merge;
use super::tm7::InFile;
use super::{tb7, tm7};
use crate::ground::format::{Before, Codec, FileIds, Parsed, Text};
use crate::ground::other::other_root;
use crate::ground::xml::{Document, El, root_name};
use crate::ground::{ReadError, WriteError};
use std::borrow::Cow;
use trustline_model::{Diagnostic, DiagramId, ElementId, Place, Severity, Spots, ThreatModel};

/// A model with its template.
pub static TM7: Codec = Codec {
    extension: "tm7",
    what: "threat model",
    is_template: false,
    claims: |text| root_name(text) == Some("ThreatModel"),
    read: |text| parse(text, tm7::read),
    write: |model, before| {
        let none = FileIds::new();
        let known = before.map_or(&none, |b| b.file_ids);
        let was = before.map(|b| as_text(b.model, known, b.unplaced, b.model, false));
        let model = match before {
            Some(b) => as_text(model, known, b.unplaced, b.model, true),
            None => as_text(model, known, &[], model, true),
        };
        let before = before.zip(was.as_deref());
        let before = before.map(|(b, model)| Before { model, ..*b });
        carry_over(&model, before.as_ref(), |model, ids, _| {
            Ok(tm7::write(model, ids))
        })
    },
    is_native: |model, text| {
        let anew = |read: &Parsed| {
            let model = as_text(model, &read.file_ids, &read.unplaced, &read.model, false);
            tm7::write(&model, tm7::Ids::Numbered).text
        };
        parse(text, tm7::read).is_ok_and(|parsed| same(&anew(&parsed), text))
    },
};

/// A template alone.
pub static TB7: Codec = Codec {
    extension: "tb7",
    what: "template",
    is_template: true,
    claims: |text| root_name(text) == Some("KnowledgeBase"),
    read: |text| {
        parse(text, |root, said| {
            (tb7::read(root, said), InFile::default())
        })
    },
    write: |model, before| {
        carry_over(model, before, |model, _, sample| {
            tb7::write(model, sample).ok_or(WriteError::NoKnowledgeBase)
        })
    },
    is_native: |model, text| tb7::write(model, Some(text)).is_some_and(|new| same(&new.text, text)),
};

/// A model as its text has it: with the ids and the missing ends of the file that was read as `read`;
/// with `anew`, each further diagram that shows an element gets an id of its own for it.
fn as_text<'m>(
    model: &'m ThreatModel,
    file_ids: &FileIds,
    unplaced: &[(DiagramId, ElementId)],
    read: &ThreatModel,
    anew: bool,
) -> Cow<'m, ThreatModel> {
    match tm7::as_in_file(model, unplaced, read) {
        Cow::Borrowed(model) => tm7::part(model, file_ids, anew),
        Cow::Owned(model) => Cow::Owned(tm7::part(&model, file_ids, anew).into_owned()),
    }
}

fn parse(
    text: &str,
    read: fn(El<'_>, &mut Vec<Diagnostic>) -> (ThreatModel, InFile),
) -> Result<Parsed, ReadError> {
    let document = Document::parse(text)?;
    let mut diagnostics = Vec::new();
    let (model, in_file) = read(document.root(), &mut diagnostics);
    if let Some((line, column, count)) = document.forbidden() {
        let message = match count {
            1 => "a character that XML cannot hold is left out".to_owned(),
            n => format!("{n} characters that XML cannot hold are left out"),
        };
        diagnostics.push(Diagnostic {
            code: "forbidden-character",
            severity: Severity::Warning,
            message,
            place: Place::Text { line, column },
            help: Some("they are no letters; other tools refuse the file because of them".into()),
        });
    }
    Ok(Parsed {
        model,
        diagnostics,
        anew: document.has_references() || in_file.foreign,
        file_ids: in_file.ids,
        unplaced: in_file.unplaced,
    })
}

/// Where things stand in the text of a model.
pub fn places(text: &str) -> Spots {
    let document = Document::parse(text);
    document.map_or_else(|_| Spots::default(), |d| tm7::places(d.root()))
}

/// Why a text that no form claims is none of ours.
pub fn not_ours(text: &str) -> ReadError {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => return error,
    };
    if let Some(other) = other_root(document.root().name()) {
        return other;
    }
    let (line, column) = document.root().place();
    ReadError::NeitherModelNorTemplate {
        root: document.root().name().into(),
        line,
        column,
    }
}

/// White space at the end apart.
fn same(a: &str, b: &str) -> bool {
    a.trim_end() == b.trim_end()
}

/// Writes a model anew, given how ids are filled in and a text as sample.
type Canonical = fn(&ThreatModel, tm7::Ids, Option<&str>) -> Result<Text, WriteError>;

fn carry_over(
    model: &ThreatModel,
    before: Option<&Before<'_>>,
    canonical: Canonical,
) -> Result<Text, WriteError> {
    let Some(before) = before else {
        return canonical(model, tm7::Ids::Numbered, None);
    };
    let (original, sample) = (before.text, Some(before.text));
    if same(
        &canonical(before.model, tm7::Ids::Numbered, sample)?.text,
        original,
    ) {
        let mut new = canonical(model, tm7::Ids::Numbered, sample)?;
        let end = original.get(original.trim_end().len()..).unwrap_or("");
        new.text.truncate(new.text.trim_end().len());
        new.text.push_str(end);
        return Ok(new);
    }
    // Where one element stands for another (`z:Ref`, never in native files), an edit of one would
    // change both; and in foreign namespaces nothing new has a place.
    if before.anew {
        return canonical(model, tm7::Ids::Numbered, sample);
    }
    let base = canonical(before.model, tm7::Ids::Open, sample)?;
    let new = canonical(model, tm7::Ids::Open, sample)?;
    Ok(Text {
        text: merge(original, &base.text, &new.text),
        left_out: new.left_out,
    })
}

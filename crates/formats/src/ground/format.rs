//! What a form of files is, and the form of one file with the bytes it was read from: what the
//! model does not understand rides along in them.

use crate::ground::bytes::{Encoding, MARK};
use crate::ground::file::File;
use crate::ground::{ReadError, WriteError};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use trustline_model::{Diagnostic, DiagramId, ElementId, ThreatModel};

/// A form of files: how it is recognised, read and written. One value a form.
pub(crate) struct Codec {
    /// The usual ending of a file's name, without the dot.
    pub extension: &'static str,
    /// What such a file is, for people.
    pub what: &'static str,
    /// Whether it holds a template alone.
    pub is_template: bool,
    /// Whether a text is meant to be of this form.
    pub claims: fn(&str) -> bool,
    /// Reads a text of this form.
    pub read: fn(&str) -> Result<Parsed, ReadError>,
    /// Writes a model; where there was a text before, what changed is carried over into it.
    pub write: fn(&ThreatModel, Option<&Before<'_>>) -> Result<Text, WriteError>,
    /// Whether writing a model anew gives this text, white space at its end apart.
    pub is_native: fn(&ThreatModel, &str) -> bool,
}

/// What writing a text gives.
pub(crate) struct Text {
    pub text: String,
    /// How many characters were left out because this form cannot hold them.
    pub left_out: usize,
}

/// What reading a text gives.
pub(crate) struct Parsed {
    pub model: ThreatModel,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether it is written anew after an edit: nothing else rides along.
    pub anew: bool,
    /// What elements of its diagrams are called in it, where that is not their id.
    pub file_ids: FileIds,
    /// Flows whose ends it does not place.
    pub unplaced: Vec<(DiagramId, ElementId)>,
}

/// Ids that stand in a file in place of those of the model: by diagram and id in the model.
pub(crate) type FileIds = HashMap<(DiagramId, ElementId), ElementId>;

/// A text that a model was read from.
pub(crate) struct Before<'a> {
    pub text: &'a str,
    /// The model that it holds.
    pub model: &'a ThreatModel,
    /// Whether it is written anew after an edit: nothing else rides along.
    pub anew: bool,
    /// What elements of its diagrams are called in it, where that is not their id.
    pub file_ids: &'a FileIds,
    /// Flows whose ends it does not place.
    pub unplaced: &'a [(DiagramId, ElementId)],
}

/// Which form bytes have.
#[derive(Clone, Copy)]
pub struct FileKind(pub(crate) &'static Codec);

impl FileKind {
    /// Whether it holds a template alone.
    pub fn is_template(self) -> bool {
        self.0.is_template
    }

    /// The usual ending of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        self.0.extension
    }

    /// What such a file is, for people: a threat model or a template.
    pub fn what(self) -> &'static str {
        self.0.what
    }
}

impl PartialEq for FileKind {
    fn eq(&self, other: &Self) -> bool {
        self.extension() == other.extension()
    }
}

impl Eq for FileKind {}

impl fmt::Debug for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

/// The form of a file, with the bytes it was read from.
#[derive(Clone, Debug)]
pub struct Format {
    pub(crate) kind: FileKind,
    pub(crate) original: Option<Arc<str>>,
    /// Whether the text came after a byte-order mark, as some tools write it.
    pub(crate) marked: bool,
    /// How its characters are written.
    pub(crate) encoding: Encoding,
    /// The files of a folder, where it was one.
    pub(crate) files: Option<Arc<Vec<File>>>,
}

impl Format {
    /// The form of a file that is yet to be written.
    pub fn new(kind: FileKind) -> Self {
        Self {
            kind,
            original: None,
            marked: false,
            encoding: Encoding::Utf8,
            files: None,
        }
    }

    /// Which form it is.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// The bytes that were read; nothing for a file that is yet to be written.
    pub fn original(&self) -> Vec<u8> {
        self.marked_bytes(self.original.as_deref().unwrap_or(""))
    }

    pub(crate) fn marked_bytes(&self, text: &str) -> Vec<u8> {
        match self.marked {
            true => self.encoding.bytes(&format!("{MARK}{text}")),
            false => self.encoding.bytes(text),
        }
    }

    /// Whether it was a folder of files.
    pub fn is_folder(&self) -> bool {
        self.files.is_some()
    }

    /// The files of the folder it was.
    pub fn files(&self) -> &[File] {
        self.files.as_deref().map_or(&[], Vec::as_slice)
    }
}

/// What reading gives: the model, the form to write it back in, and what was imperfect.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The model; of a template, one without diagrams.
    pub model: ThreatModel,
    /// The form of the bytes.
    pub format: Format,
    /// What the reader had to guess or leave aside. Empty for native files.
    pub diagnostics: Vec<Diagnostic>,
}

/// What writing gives: the bytes, their form (so that nothing needs to be read again), and what
/// they could not hold.
#[derive(Clone, Debug)]
pub struct Written {
    /// What goes into the file.
    pub bytes: Vec<u8>,
    /// The form of these bytes, for the next time.
    pub form: Format,
    /// What the model has and the bytes have not. Empty where nothing was lost.
    pub diagnostics: Vec<Diagnostic>,
}

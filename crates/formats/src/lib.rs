//! Bytes to model and back: `.tm7` and `.tb7` of the Microsoft Threat Modeling Tool, and templates
//! as text (see `text`).
//!
//! An untouched file is written byte for byte. After an edit of a native file the whole is
//! written in the native form, which differs only where the edit touched it; any other file
//! (re-indented, with content of other tools) is patched in place: see `merge`. Knows nothing of
//! what rules mean, of drawing, or of the disk.

mod error;
pub mod interactions;
mod merge;
mod tb7;
mod text;
mod tm7;
mod xml;

pub use error::ReadError;
pub use text::{File, is_whole as is_whole_template, usual_properties};

use std::sync::Arc;
use trustline_model::{Diagnostic, KnowledgeBase, ThreatModel, Trial};
use xml::Document;

/// What some tools put before the text of a file.
const MARK: char = '\u{feff}';

/// Files larger than this are refused.
pub const MAX_BYTES: usize = 512 * 1024 * 1024;

/// Which form bytes have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A model with its template.
    Tm7,
    /// A template alone.
    Tb7,
    /// A template as text: a file, or the files of a folder.
    Yaml,
}

impl Kind {
    /// Whether it holds a template alone.
    pub fn is_template(self) -> bool {
        self != Kind::Tm7
    }

    /// The usual ending of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Kind::Tm7 => "tm7",
            Kind::Tb7 => "tb7",
            Kind::Yaml => "yaml",
        }
    }
}

/// The form of a file, with the bytes it was read from: what the model does not understand rides
/// along in them.
#[derive(Clone, Debug)]
pub struct Format {
    kind: Kind,
    original: Option<Arc<str>>,
    /// Whether the text came after a byte-order mark, as some tools write it.
    marked: bool,
    /// Whether elements of the text refer to one another.
    refers: bool,
    /// The files of a folder, where it was one.
    files: Option<Arc<Vec<File>>>,
}

impl Format {
    /// The form of a file that is yet to be written.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            original: None,
            marked: false,
            refers: false,
            files: None,
        }
    }

    /// Whether elements of the file refer to one another: after an edit it is written anew, and
    /// what is not understood is left out.
    pub fn has_references(&self) -> bool {
        self.refers
    }

    /// The bytes that were read; nothing for a file that is yet to be written.
    pub fn original(&self) -> Vec<u8> {
        self.marked_bytes(self.original.as_deref().unwrap_or(""))
    }

    fn marked_bytes(&self, text: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(text.len() + 3);
        if self.marked {
            bytes.extend(MARK.encode_utf8(&mut [0; 4]).bytes());
        }
        bytes.extend_from_slice(text.as_bytes());
        bytes
    }

    /// Whether it was a folder of files.
    pub fn is_folder(&self) -> bool {
        self.files.is_some()
    }

    /// The tests that a template as text brings along; other forms have none.
    ///
    /// # Errors
    /// A test that names what the template does not have, with its place.
    pub fn trials(&self, kb: &KnowledgeBase) -> Result<Vec<Trial>, ReadError> {
        match (&self.files, &self.original) {
            (Some(files), _) => text::trials_in(files, kb),
            (None, Some(text)) if self.kind == Kind::Yaml => text::trials(text, kb),
            _ => Ok(Vec::new()),
        }
    }

    /// The files of the folder it was.
    pub fn files(&self) -> &[File] {
        self.files.as_deref().map_or(&[], Vec::as_slice)
    }

    /// Which form it is.
    pub fn kind(&self) -> Kind {
        self.kind
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

/// Reads a model or a template; which of the two is decided by its content.
///
/// # Errors
/// Refuses what is too large, is no XML, has a document type, or is neither model nor template.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let whole = text_of(bytes)?;
    let text = whole.strip_prefix(MARK).unwrap_or(whole);
    if !text.trim_start().starts_with('<') && text::looks_like_one(text) {
        return read_text(text, text.len() < whole.len());
    }
    let document = Document::parse(text)?;
    let root = document.root();
    let mut diagnostics = Vec::new();
    let (kind, model) = match root.name() {
        "ThreatModel" => (Kind::Tm7, tm7::read(root, &mut diagnostics)),
        "KnowledgeBase" => {
            let mut model = tb7::read(root, &mut diagnostics);
            if let Some(kb) = &mut model.knowledge_base {
                let _ = tm7::forget_review(Arc::make_mut(kb));
            }
            (Kind::Tb7, model)
        }
        other => {
            let (line, column) = root.place();
            return Err(ReadError::NeitherModelNorTemplate {
                root: other.into(),
                line,
                column,
            });
        }
    };
    let format = Format {
        kind,
        original: Some(text.into()),
        marked: text.len() < whole.len(),
        refers: document.has_references(),
        files: None,
    };
    Ok(Reading {
        model,
        format,
        diagnostics,
    })
}

/// Reads a template as text.
fn read_text(text: &str, marked: bool) -> Result<Reading, ReadError> {
    let mut diagnostics = Vec::new();
    let kb = text::read(text, &mut diagnostics)?;
    let format = Format {
        original: Some(text.into()),
        marked,
        ..Format::new(Kind::Yaml)
    };
    Ok(Reading {
        model: template(kb),
        format,
        diagnostics,
    })
}

/// Reads a template from the files of a folder, by their paths below it.
///
/// # Errors
/// As [`read`] does.
pub fn read_folder(files: Vec<File>) -> Result<Reading, ReadError> {
    let mut diagnostics = Vec::new();
    let kb = text::read_files(&files, &mut diagnostics)?;
    let format = Format {
        files: Some(Arc::new(files)),
        ..Format::new(Kind::Yaml)
    };
    Ok(Reading {
        model: template(kb),
        format,
        diagnostics,
    })
}

/// The files of a folder that holds the template of a model. Files that it was read from and that
/// did not change are given back as they were; of a single text its tests come along.
///
/// # Errors
/// A template needs a knowledge base.
pub fn write_folder(model: &ThreatModel, format: &Format) -> Result<Vec<File>, WriteError> {
    let kb = model.knowledge_base.as_deref();
    let kb = kb.ok_or(WriteError::NoKnowledgeBase)?;
    Ok(match (&format.original, format.kind) {
        (Some(text), Kind::Yaml) => text::write_files_from(kb, text),
        _ => text::write_files(kb, format.files()),
    })
}

/// A template as a model without diagrams. What a team recorded about a model is no part of its
/// template, even if another tool left it there.
fn template(mut kb: KnowledgeBase) -> ThreatModel {
    let _ = tm7::forget_review(&mut kb);
    ThreatModel {
        knowledge_base: Some(Arc::new(kb)),
        version: "4.3".into(),
        ..ThreatModel::default()
    }
}

/// Writes a model in a form. Of a template only the knowledge base is written.
///
/// # Errors
/// A template needs a knowledge base.
pub fn write(model: &ThreatModel, format: &Format) -> Result<Vec<u8>, WriteError> {
    write_text(model, format).map(|text| format.marked_bytes(&text))
}

fn write_text(model: &ThreatModel, format: &Format) -> Result<String, WriteError> {
    let canonical = |model: &ThreatModel, ids: tm7::Ids, sample: Option<&str>| match format.kind {
        Kind::Tm7 => Ok(tm7::write(model, ids)),
        Kind::Tb7 => tb7::write(model, sample).ok_or(WriteError::NoKnowledgeBase),
        Kind::Yaml => {
            let kb = model.knowledge_base.as_deref();
            kb.map(|kb| text::write(kb, sample))
                .ok_or(WriteError::NoKnowledgeBase)
        }
    };
    if let (Some(files), Some(kb)) = (&format.files, model.knowledge_base.as_deref()) {
        return Ok(text::write_from_files(kb, files));
    }
    let Some(original) = &format.original else {
        return canonical(model, tm7::Ids::Numbered, None);
    };
    // What was read once can be read again, and gives the model as it was.
    let Ok(base) = read(original.as_bytes()) else {
        return canonical(model, tm7::Ids::Numbered, None);
    };
    if base.model == *model {
        return Ok(original.to_string());
    }
    if format.kind == Kind::Yaml {
        return canonical(model, tm7::Ids::Numbered, Some(original));
    }
    let sample = Some(&**original);
    let native = canonical(&base.model, tm7::Ids::Numbered, sample)?;
    if native.trim_end() == original.trim_end() {
        let mut text = canonical(model, tm7::Ids::Numbered, sample)?;
        let end = original.get(original.trim_end().len()..).unwrap_or("");
        text.truncate(text.trim_end().len());
        text.push_str(end);
        return Ok(text);
    }
    // Where one element stands for another (`z:Ref`, never in native files), an edit of one would
    // change both: such a file is written anew.
    if format.has_references() {
        return canonical(model, tm7::Ids::Numbered, sample);
    }
    let base = canonical(&base.model, tm7::Ids::Open, sample)?;
    let new = canonical(model, tm7::Ids::Open, sample)?;
    Ok(merge::merge(original, &base, &new))
}

/// Whether a file is in the native form: written anew from the model alone it would be the same.
pub fn is_native(reading: &Reading) -> bool {
    let Some(original) = &reading.format.original else {
        return true;
    };
    match reading.format.kind {
        Kind::Tm7 => {
            tm7::write(&reading.model, tm7::Ids::Numbered).trim_end() == original.trim_end()
        }
        Kind::Tb7 => tb7::write(&reading.model, Some(original))
            .is_some_and(|text| text.trim_end() == original.trim_end()),
        Kind::Yaml => false,
    }
}

/// Why a model cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// A template is to be written, and the model has no knowledge base.
    NoKnowledgeBase,
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WriteError::NoKnowledgeBase => {
                f.write_str("the model has no knowledge base that could be written as a template")
            }
        }
    }
}

impl std::error::Error for WriteError {}

/// The text of a file, or why it cannot be one of ours.
fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: bytes.len() });
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(ReadError::Archive);
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(ReadError::NotUtf8 { line: 1, column: 1 });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let (line, column) = xml::place_in(&String::from_utf8_lossy(good), good.len());
        ReadError::NotUtf8 { line, column }
    })
}

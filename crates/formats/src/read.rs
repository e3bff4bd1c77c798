//! Reading: bytes to a model, whatever their form.

use crate::codecs;
use crate::ground::bytes::{Encoding, MARK, text_of};
use crate::ground::error::ReadError;
use crate::ground::file::File;
use crate::ground::format::{FileKind, Format, Reading};
use crate::ground::other::other_text;
use crate::microsoft::{not_ours, places, template_alone};
use crate::text;
use std::sync::Arc;
use trustline_model::{KnowledgeBase, Spots, Trial};

/// Reads a model or a template; which of the two is decided by its content.
///
/// # Errors
/// Refuses what is too large, is no XML, has a document type, or is neither model nor template.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let whole = text_of(bytes)?;
    let text = whole.strip_prefix(MARK).unwrap_or(&whole);
    let codec = codecs::ALL.iter().find(|c| (c.claims)(text)).copied();
    let codec = codec.ok_or_else(|| other_text(text).unwrap_or_else(|| not_ours(text)))?;
    let parsed = (codec.read)(text)?;
    Ok(Reading {
        model: parsed.model,
        format: Format {
            original: Some(text.into()),
            marked: text.len() < whole.len(),
            encoding: Encoding::of(bytes),
            ..Format::new(FileKind(codec))
        },
        diagnostics: parsed.diagnostics,
    })
}

impl Format {
    /// Where the things of a model stand in the file that it was read from.
    pub fn places(&self) -> Spots {
        let text = self.original.as_deref();
        text.filter(|_| self.kind == FileKind::TM7)
            .map_or_else(Spots::default, places)
    }
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
        ..Format::new(FileKind::YAML)
    };
    Ok(Reading {
        model: template_alone(kb),
        format,
        diagnostics,
    })
}

impl Format {
    /// The tests that a template as text brings along; other forms have none.
    ///
    /// # Errors
    /// A test that names what the template does not have, with its place.
    pub fn trials(&self, kb: &KnowledgeBase) -> Result<Vec<Trial>, ReadError> {
        match (&self.files, &self.original) {
            (Some(files), _) => text::trials_in(files, kb),
            (None, Some(text)) if self.kind == FileKind::YAML => text::trials(text, kb),
            _ => Ok(Vec::new()),
        }
    }
}

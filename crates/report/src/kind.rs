//! What a kind of report is, for those who offer them to people.

use crate::document::Document;
use crate::settings::{Part, Settings};
use std::{fmt, ptr};

/// A kind of report. A name to be handed around; all that is known of it stands in its entry.
#[derive(Clone, Copy)]
pub struct ReportKind(&'static Entry);

/// What a kind says of itself. Each stands in the file that writes it.
pub(crate) struct Entry {
    /// Its name on the command line.
    pub(crate) name: &'static str,
    /// What people read.
    pub(crate) label: &'static str,
    /// What it is for, in one line.
    pub(crate) about: &'static str,
    /// The endings that files of it have; new ones are given the first.
    pub(crate) endings: &'static [&'static str],
    /// Its media type.
    pub(crate) media_type: &'static str,
    /// Which parts are in it.
    pub(crate) parts: Parts,
    /// Whether one of it can hold several models.
    pub(crate) several: bool,
    /// Whether it goes on to other programs where no file is named, else into a file.
    pub(crate) piped: bool,
    /// Writes it.
    pub(crate) write: fn(&Document<'_>) -> Vec<u8>,
}

/// Which parts are in a kind of report.
pub(crate) enum Parts {
    /// All that the reader does not leave out, but these, which it cannot show.
    AllBut(&'static [Part]),
    /// Always the same.
    Fixed(&'static [Part]),
}

impl ReportKind {
    pub(crate) const fn new(entry: &'static Entry) -> Self {
        Self(entry)
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        self.0.label
    }

    /// What it is for, in one line.
    pub fn about(self) -> &'static str {
        self.0.about
    }

    /// The endings that files of it have; new ones are given the first.
    pub fn endings(self) -> &'static [&'static str] {
        self.0.endings
    }

    /// The ending of new files.
    pub fn ending(self) -> &'static str {
        self.0.endings.first().copied().unwrap_or(self.0.name)
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        self.0.media_type
    }

    /// Whether parts of it can be left out.
    pub fn has_choice(self) -> bool {
        matches!(self.0.parts, Parts::AllBut(_))
    }

    /// Whether one of it can hold several models.
    pub fn holds_several(self) -> bool {
        self.0.several
    }

    /// Whether it goes on to other programs where no file is named, else into a file.
    pub fn is_piped(self) -> bool {
        self.0.piped
    }

    /// What a document must hold for it, of what a reader wants.
    pub(crate) fn settings(self, wanted: &Settings) -> Settings {
        let without = match self.0.parts {
            Parts::AllBut(parts) => [&wanted.without, parts].concat(),
            Parts::Fixed(parts) => {
                let others = Part::ALL.iter().map(|(part, _)| *part);
                others.filter(|part| !parts.contains(part)).collect()
            }
        };
        Settings {
            without,
            ..wanted.clone()
        }
    }

    /// Writes a document. What it says depends on what the document was made to hold.
    pub fn write(self, document: &Document<'_>) -> Vec<u8> {
        (self.0.write)(document)
    }
}

impl PartialEq for ReportKind {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.0, other.0) || self.0.name == other.0.name
    }
}

impl Eq for ReportKind {}

impl fmt::Debug for ReportKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

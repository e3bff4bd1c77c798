//! Why bytes are refused, and why a model cannot be written: flat lists, each with a place where
//! there is one.

use std::fmt;

/// Files larger than this are refused.
pub const MAX_BYTES: usize = 512 * 1024 * 1024;

/// Why bytes are neither a model nor a template.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ReadError {
    /// Nothing, or nothing but white space.
    Empty,
    /// Larger than files of its kind may be.
    TooLarge { bytes: usize, limit: usize },
    /// What a merge left for people to decide.
    Conflict { line: usize },
    /// A spreadsheet that cannot be unpacked.
    DamagedSheet,
    /// A zip archive, or an office document, which is one.
    Archive,
    /// A file of a well-known other kind.
    OtherKind {
        what: &'static str,
        help: &'static str,
    },
    /// Not text in UTF-8.
    NotUtf8 { line: usize, column: usize },
    /// Not well-formed XML.
    Xml {
        message: String,
        line: usize,
        column: usize,
    },
    /// Text that is no XML at all.
    NoXml { line: usize, column: usize },
    /// A document type, which could hide entity bombs or outside content.
    DocumentType { line: usize, column: usize },
    /// Elements nested deeper than any real file has them.
    TooDeep {
        limit: usize,
        line: usize,
        column: usize,
    },
    /// More elements than fit into memory with certainty.
    TooMany { limit: usize },
    /// A template as text that cannot be understood; `file` is empty where there is only one.
    Template {
        message: String,
        line: usize,
        column: usize,
        file: String,
    },
    /// A template as text that has no section `template`.
    NoManifest,
    /// A table that cannot be understood.
    Table { message: String, line: usize },
    /// A document without any table of interactions; what is said of the first other one, and its
    /// line.
    NoInteractions(Option<(String, usize)>),
    /// JSON that is no edit.
    NoEdit {
        problem: String,
        line: usize,
        column: usize,
    },
    /// Well-formed XML of another kind.
    NeitherModelNorTemplate {
        root: String,
        line: usize,
        column: usize,
    },
}

impl ReadError {
    /// Line and column, both from 1, where the trouble is.
    pub fn place(&self) -> Option<(usize, usize)> {
        match self {
            ReadError::NotUtf8 { line, column }
            | ReadError::Xml { line, column, .. }
            | ReadError::NoXml { line, column }
            | ReadError::DocumentType { line, column }
            | ReadError::TooDeep { line, column, .. }
            | ReadError::Template { line, column, .. }
            | ReadError::NoEdit { line, column, .. }
            | ReadError::NeitherModelNorTemplate { line, column, .. } => Some((*line, *column)),
            ReadError::Table { line, .. }
            | ReadError::Conflict { line }
            | ReadError::NoInteractions(Some((_, line))) => Some((*line, 1)),
            _ => None,
        }
    }

    /// The same, said of a file of a folder.
    pub(crate) fn in_file(self, path: &str) -> Self {
        match self {
            ReadError::Template {
                message,
                line,
                column,
                file,
            } if file.is_empty() => ReadError::Template {
                message,
                line,
                column,
                file: path.to_owned(),
            },
            other => other,
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&'static str> {
        Some(match self {
            ReadError::Empty => "the file may have been cut off while it was copied or saved",
            ReadError::TooLarge { .. } => "split it into several files",
            ReadError::Conflict { .. } => {
                "a merge left both versions in the file: restore one of them, or merge again"
            }
            ReadError::DamagedSheet => {
                "it may have been cut off while it was copied: save it once more as .xlsx"
            }
            ReadError::Archive => {
                "unpack it first; office documents and zip files are not models, whatever their extension"
            }
            ReadError::OtherKind { help, .. } => help,
            ReadError::NotUtf8 { .. } => "save the file as UTF-8 without changing its text",
            ReadError::NoXml { .. } => {
                "models and `.tb7` begin with `<`; a template as text has a line `template:`"
            }
            ReadError::Xml { .. } => "the file may have been cut off, or edited by hand",
            ReadError::DocumentType { .. } => {
                "models and templates never have one; do not trust where this file comes from"
            }
            ReadError::TooDeep { .. } | ReadError::TooMany { .. } => {
                "no real model looks like this; do not trust where this file comes from"
            }
            ReadError::Template { .. } => "docs/template-form.md describes templates as text",
            ReadError::NoManifest => {
                "a template has a section `template` with its name, id, version and author"
            }
            ReadError::Table { .. } => "each line holds the cells of one row, quoted where needed",
            ReadError::NoInteractions(_) => {
                "a table names the columns Element A, Data-flow, Element B, Crosses boundary and Details"
            }
            ReadError::NoEdit { .. } => "docs/edits.md describes edits",
            ReadError::NeitherModelNorTemplate { root, .. } if root == "assembly" => {
                "this is the start file of the Microsoft Threat Modeling Tool itself, not a model"
            }
            ReadError::NeitherModelNorTemplate { .. } => {
                "a model begins with `<ThreatModel`, a template with `<KnowledgeBase`"
            }
        })
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Empty => f.write_str("the file is empty")?,
            ReadError::TooLarge { bytes, limit } => {
                write!(
                    f,
                    "{bytes} bytes are more than the limit of {} MB",
                    limit >> 20
                )?;
            }
            ReadError::Conflict { .. } => {
                f.write_str("there are conflict markers of a merge (`<<<<<<<`) in the file")?;
            }
            ReadError::DamagedSheet => f.write_str("this spreadsheet cannot be unpacked")?,
            ReadError::Archive => {
                f.write_str("this is a zip archive, not a model or a template")?
            }
            ReadError::OtherKind { what, .. } => write!(f, "this is {what}")?,
            ReadError::NotUtf8 { .. } => f.write_str("this is not UTF-8 text")?,
            ReadError::Xml { message, .. } => write!(f, "not well-formed XML: {message}")?,
            ReadError::NoXml { .. } => {
                f.write_str("not well-formed XML: it does not begin with `<`")?;
            }
            ReadError::DocumentType { .. } => f.write_str("a document type is not allowed")?,
            ReadError::TooDeep { limit, .. } => {
                write!(f, "elements are nested deeper than {limit} levels")?;
            }
            ReadError::TooMany { limit } => write!(f, "more than {limit} elements")?,
            ReadError::Template { message, file, .. } if file.is_empty() => f.write_str(message)?,
            ReadError::Template { message, file, .. } => write!(f, "`{file}`: {message}")?,
            ReadError::Table { message, .. } => f.write_str(message)?,
            ReadError::NoInteractions(None) => f.write_str("it contains no interaction table")?,
            ReadError::NoInteractions(Some((why, _))) => {
                write!(f, "it contains no interaction table: {why}")?;
            }
            ReadError::NoEdit { problem, .. } => write!(f, "not an edit: {problem}")?,
            ReadError::NoManifest => f.write_str("this part of a template does not name it")?,
            ReadError::NeitherModelNorTemplate { root, .. } => {
                write!(
                    f,
                    "neither a model nor a template: the outermost element is `{root}`"
                )?;
            }
        }
        match self.place() {
            Some((line, column)) => write!(f, " (line {line}, column {column})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ReadError {}

/// Why a model cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// A template is to be written, and the model has no knowledge base.
    NoKnowledgeBase,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::NoKnowledgeBase => {
                f.write_str("the model has no knowledge base that could be written as a template")
            }
        }
    }
}

impl std::error::Error for WriteError {}

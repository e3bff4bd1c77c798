//! Every form of files: a new one is a line here and a folder of its own.

use crate::ground::format::{Codec, FileKind};
use crate::{microsoft, text};

/// All of them, in the order in which they are asked whether a text is theirs.
pub(crate) static ALL: &[&Codec] = &[&microsoft::TM7, &microsoft::TB7, &text::YAML];

impl FileKind {
    /// A model with its template.
    pub const TM7: FileKind = FileKind(&microsoft::TM7);
    /// A template alone.
    pub const TB7: FileKind = FileKind(&microsoft::TB7);
    /// A template as text: a file, or the files of a folder.
    pub const YAML: FileKind = FileKind(&text::YAML);

    /// The form that an ending of a file's name, without the dot, stands for.
    pub fn of_extension(extension: &str) -> Option<FileKind> {
        let known = match extension.to_ascii_lowercase().as_str() {
            "yml" => "yaml".to_owned(),
            other => other.to_owned(),
        };
        ALL.iter()
            .map(|codec| FileKind(codec))
            .find(|k| k.extension() == known)
    }
}

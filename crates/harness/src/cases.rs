//! Where documents lie, and the documents as cases.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A folder of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folder {
    /// What its cases are called by.
    pub name: &'static str,
    /// Where it lies, from the folder of the project.
    pub place: &'static str,
}

impl Folder {
    /// Our own documents, odd on purpose.
    pub const OWN: Self = Self::new("own", "tests/corpus");
    /// The sample models.
    pub const EXAMPLES: Self = Self::new("examples", "examples");
    /// Our own documents of interaction tables.
    pub const INTERACTIONS: Self = Self::new("interactions", "tests/interactions");
    /// Models that show one thing each, beside the project.
    pub const CASES: Self = Self::new("cases", "../shared/cases/models");
    /// Public models of other people, beside the project.
    pub const MODELS: Self = Self::new("models", "../shared/corpus/models");
    /// Older states of public models.
    pub const REVISIONS: Self = Self::new("revisions", "../shared/corpus/revisions");
    /// Public templates.
    pub const TEMPLATES: Self = Self::new("templates", "../shared/corpus/templates");
    /// Public files with something wrong in them.
    pub const ODD: Self = Self::new("odd", "../shared/corpus/odd");

    /// A folder by its place in the project.
    pub const fn new(name: &'static str, place: &'static str) -> Self {
        Self { name, place }
    }

    /// Whether the folder is here: what is public lies beside the project, or not at all.
    pub fn is_present(self) -> bool {
        root().join(self.place).is_dir()
    }

    /// Its documents with these endings, in order. None where the folder is absent.
    pub fn cases(self, endings: &[&str]) -> Vec<Case> {
        let entries = fs::read_dir(root().join(self.place));
        let paths = entries.into_iter().flatten().flatten().map(|e| e.path());
        let wanted = |path: &PathBuf| {
            let ending = path.extension().unwrap_or_default();
            endings.iter().any(|e| ending == *e)
        };
        let mut found: Vec<Case> = paths
            .filter(wanted)
            .map(|path| Case { folder: self, path })
            .collect();
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found
    }
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The folder it is of.
    pub folder: Folder,
    /// Where it lies.
    pub path: PathBuf,
}

impl Case {
    /// Its folder and its file: `own/small.tm7`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.folder.name, self.file())
    }

    /// The name of its file.
    pub fn file(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// The name of its file without the ending.
    pub fn stem(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    }

    /// The file beside it with this ending added: `small.tm7.txt`.
    pub fn beside(&self, ending: &str) -> PathBuf {
        self.path.with_file_name(self.file() + ending)
    }

    /// What it holds.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        fs::read(&self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_come_in_order_and_know_their_names() {
        let cases = Folder::OWN.cases(&["tm7", "tb7"]);
        assert!(cases.is_sorted_by(|a, b| a.path < b.path));
        let small = cases.iter().find(|c| c.stem() == "small").unwrap();
        assert_eq!(small.name(), "own/small.tb7");
        assert!(small.beside(".txt").is_file());
        assert!(small.bytes().is_ok_and(|b| !b.is_empty()));
        assert!(Folder::OWN.cases(&["docx"]).is_empty());
    }

    #[test]
    fn a_folder_that_is_absent_has_no_cases() {
        let folder = Folder::new("nothing", "tests/nothing");
        assert!(!folder.is_present());
        assert!(folder.cases(&["tm7"]).is_empty());
    }
}

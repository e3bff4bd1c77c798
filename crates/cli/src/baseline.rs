//! What was known before: an earlier version of a file, of which nothing counts as new.

use crate::exit::{Exit, Failure};
use crate::input::{self, Input};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the earlier version is.
#[derive(Clone, Debug)]
pub enum Baseline {
    /// In a file, or in a folder of the same files.
    File(PathBuf),
    /// In a revision of the git repository that the file is in.
    Revision(String),
}

impl std::str::FromStr for Baseline {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.strip_prefix("git:") {
            Some("") => Err("name a revision, as git:main".to_owned()),
            Some(revision) => Ok(Self::Revision(revision.to_owned())),
            None => Ok(Self::File(PathBuf::from(text))),
        }
    }
}

impl Baseline {
    /// The earlier version of an input; nothing where it was not there yet.
    pub fn of(&self, input: &Input) -> Result<Option<Input>, Failure> {
        match self {
            Self::File(path) if path.is_dir() => {
                let file = Path::new(&input.name).file_name().unwrap_or_default();
                let file = path.join(file);
                file.is_file().then(|| input::read(&file)).transpose()
            }
            Self::File(path) => Ok(Some(input::read(path)?)),
            Self::Revision(revision) => {
                let Some(path) = &input.path else {
                    let message = format!("`{}` is not a file in a git repository", input.name);
                    return Err(Failure::new(Exit::Usage, message));
                };
                let bytes = committed(path, revision)?;
                let name = format!("{revision}:{}", input.name);
                bytes
                    .map(|bytes| input::read_bytes(&name, &bytes))
                    .transpose()
            }
        }
    }
}

/// What a file held in a revision.
fn committed(path: &Path, revision: &str) -> Result<Option<Vec<u8>>, Failure> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(folder.unwrap_or(Path::new(".")));
        let output = command.args(arguments).output();
        output.map_err(|e| {
            let message = format!("git cannot be run: {}", trustline_disk::plain(&e));
            Failure::new(Exit::Input, message)
        })
    };
    let commit = format!("{revision}^{{commit}}");
    let known = git(&[
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &commit,
    ])?;
    if !known.status.success() {
        let message = format!(
            "`{revision}` is no revision of a git repository that `{}` is in",
            path.display()
        );
        return Err(Failure::new(Exit::Input, message)
            .help("in CI, fetch the history that the baseline is in"));
    }
    let id = String::from_utf8_lossy(&known.stdout).trim().to_owned();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let object = format!("{id}:./{name}");
    if !git(&["cat-file", "-e", &object])?.status.success() {
        return Ok(None);
    }
    let file = git(&["cat-file", "blob", &object])?;
    match file.status.success() {
        true => Ok(Some(file.stdout)),
        false => {
            let told = String::from_utf8_lossy(&file.stderr).trim().to_owned();
            Err(Failure::new(Exit::Input, format!("git: {told}")))
        }
    }
}

//! Writing safely: beside the target, flushed, then renamed over it; never half a file, never over
//! one that somebody else changed in the meantime.

use crate::{Exit, Failure, input};
use std::fs;
use std::io::Write;
use std::path::Path;

/// Writes bytes to a file, or to standard output for `-`.
pub fn write(target: &str, bytes: &[u8]) -> Result<(), Failure> {
    if target == "-" {
        let mut out = std::io::stdout().lock();
        let written = out.write_all(bytes).and_then(|()| out.flush());
        return match written {
            // Whoever read the output has seen enough.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(Failure::new(
                Exit::Output,
                format!("standard output: {}", input::plain(&error)),
            )),
            Ok(()) => Ok(()),
        };
    }
    replace(Path::new(target), bytes)
}

/// Overwrites a file that was read before, unless it is not any more what was read.
pub fn overwrite(path: &Path, was: &[u8], bytes: &[u8]) -> Result<(), Failure> {
    let now = fs::read(path).map_err(|e| failure(path, &e))?;
    if now != was {
        let message = format!(
            "`{}` was changed by somebody else since it was read",
            path.display()
        );
        return Err(
            Failure::new(Exit::Output, message).help("nothing was written; run the command again")
        );
    }
    replace(path, bytes)
}

fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let say = |e: &std::io::Error| failure(path, e);
    if path.is_dir() {
        return Err(Failure::new(
            Exit::Output,
            format!("`{}` is a folder", path.display()),
        ));
    }
    // Devices and pipes are written to, not replaced.
    if fs::metadata(path).is_ok_and(|m| !m.is_file()) {
        return fs::OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut f| f.write_all(bytes))
            .map_err(|e| say(&e));
    }
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if !folder.is_dir() && !path.exists() {
        return Err(Failure::new(
            Exit::Output,
            format!("there is no folder `{}`", folder.display()),
        ));
    }
    trustline_server::replace(path, bytes).map_err(|e| say(&e))
}

fn failure(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        Exit::Output,
        format!("`{}`: {}", path.display(), input::plain(error)),
    )
}

/// What a file's ending stands for.
pub fn by_ending<T: Copy>(file: &str, endings: &[(&str, T)]) -> Option<T> {
    let ending = Path::new(file)
        .extension()?
        .to_string_lossy()
        .to_lowercase();
    endings
        .iter()
        .find(|(e, _)| *e == ending)
        .map(|(_, kind)| *kind)
}

/// The form that was asked for and the one that the file's ending stands for must agree; a file
/// whose ending says nothing needs a form.
pub fn agreed<T: Copy + PartialEq>(
    asked: Option<T>,
    ending: Option<T>,
    file: Option<&str>,
    default: T,
) -> Result<T, Failure> {
    let file = file.filter(|f| *f != "-" && !Path::new(f).is_dir());
    match (asked, ending, file) {
        (Some(asked), Some(ending), Some(file)) if asked != ending => {
            let message = format!("the ending of `{file}` stands for another format than --format");
            Err(Failure::new(Exit::Usage, message))
        }
        (None, None, Some(file)) => {
            let message = format!("`{file}` does not tell which format to write");
            Err(Failure::new(Exit::Usage, message).help("give it a known ending, or say --format"))
        }
        _ => Ok(asked.or(ending).unwrap_or(default)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_somebody_else_changed_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.tm7");
        fs::write(&path, "theirs").unwrap();
        let failure = overwrite(&path, b"as it was read", b"ours").unwrap_err();
        assert_eq!(failure.exit, Exit::Output);
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        overwrite(&path, b"theirs", b"ours").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"ours");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "something was left behind"
        );
    }
}

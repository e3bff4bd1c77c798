//! Writing: beside the target, flushed, renamed over it. Never half a file, never over one that
//! somebody else changed, and no permission lost.

use crate::turn::{PREFIX, Turn};
use std::fmt;
use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// What a replaced file could not keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// So many other names (hard links) still lead to the old content.
    Names(u64),
    /// It belonged to somebody else, and this user may not give files away.
    Owner,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Loss::Names(1) => {
                f.write_str("another name of this file (a hard link) keeps the old content")
            }
            Loss::Names(n) => write!(
                f,
                "{n} other names of this file (hard links) keep the old content"
            ),
            Loss::Owner => {
                f.write_str("this file belonged to another user or group, and now belongs to you")
            }
        }
    }
}

/// Why a file was not replaced.
#[derive(Debug)]
pub enum NotReplaced {
    /// What is there is not what was read; it was left alone.
    Changed,
    /// What the system says.
    System(io::Error),
}

impl From<io::Error> for NotReplaced {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Whether content is what a file may hold to be replaced.
pub type Still<'a> = &'a dyn Fn(&[u8]) -> bool;

/// Replaces a file in one step, or makes it: written beside it, flushed, renamed. A link stays a
/// link, permissions stay.
///
/// # Errors
/// What the system says; a file that is write-protected is refused.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<Vec<Loss>> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match replace_at(&path, None, bytes) {
        Ok(losses) => Ok(losses),
        Err(NotReplaced::System(error)) => Err(error),
        Err(NotReplaced::Changed) => Ok(Vec::new()),
    }
}

/// Replaces a file that still holds what it held when it was read. Follows no link: the path was
/// looked at before, and a link that has come since may lead anywhere.
///
/// # Errors
/// What the system says; a link, a file that is write-protected and one that somebody else changed
/// are refused.
pub fn replace_at(
    path: &Path,
    still: Option<Still<'_>>,
    bytes: &[u8],
) -> Result<Vec<Loss>, NotReplaced> {
    let _turn = Turn::take(folder_of(path))?;
    let file = beside(path, bytes)?;
    let losses = match fs::symlink_metadata(path) {
        Ok(new) if new.is_symlink() => return Err(denied("the file has become a link").into()),
        Ok(old) if old.permissions().readonly() => {
            return Err(denied("the file is write-protected").into());
        }
        Ok(old) => take_over(&file, &old)?,
        Err(_) => {
            ordinary_permissions(file.path())?;
            Vec::new()
        }
    };
    match still {
        Some(still) => {
            if !still(&fs::read(path)?) {
                return Err(NotReplaced::Changed);
            }
            exchange(file, path, still, bytes)?;
        }
        None => {
            file.persist(path).map_err(|e| e.error)?;
        }
    }
    settle(path);
    Ok(losses)
}

fn denied(message: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, message)
}

/// Puts a file in the place of another and looks at what came out: those who take no turns may have
/// written between the last look and this. Their content goes back to its place then.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(
    file: NamedTempFile,
    path: &Path,
    still: Still<'_>,
    bytes: &[u8],
) -> Result<(), NotReplaced> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    let swap = || renameat_with(CWD, file.path(), CWD, path, RenameFlags::EXCHANGE);
    match swap() {
        Ok(()) => {}
        // Not every file system can.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            file.persist(path).map_err(|e| e.error)?;
            return Ok(());
        }
        Err(error) => return Err(io::Error::from(error).into()),
    }
    let mut here = fs::read(file.path())?;
    if still(&here) {
        return Ok(());
    }
    let mut there = bytes.to_vec();
    loop {
        swap().map_err(io::Error::from)?;
        let out = fs::read(file.path())?;
        // What comes out is what went in before: nobody else wrote in between.
        if out == there {
            return Err(NotReplaced::Changed);
        }
        there = std::mem::replace(&mut here, out);
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(file: NamedTempFile, path: &Path, _: Still<'_>, _: &[u8]) -> Result<(), NotReplaced> {
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// Gives a new file the owner and the permissions of the one that it replaces.
#[cfg(unix)]
fn take_over(file: &NamedTempFile, old: &Metadata) -> io::Result<Vec<Loss>> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let mut losses = Vec::new();
    let new = file.as_file().metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid())
        && fchown(file, Some(old.uid()), Some(old.gid())).is_err()
    {
        // A group that one is in can be given even where the owner cannot.
        let group = fchown(file, None, Some(old.gid()));
        if group.is_err() || new.uid() != old.uid() {
            losses.push(Loss::Owner);
        }
    }
    if old.nlink() > 1 {
        losses.push(Loss::Names(old.nlink() - 1));
    }
    fs::set_permissions(file.path(), old.permissions())?;
    Ok(losses)
}

#[cfg(not(unix))]
fn take_over(file: &NamedTempFile, old: &Metadata) -> io::Result<Vec<Loss>> {
    fs::set_permissions(file.path(), old.permissions())?;
    Ok(Vec::new())
}

/// Makes sure that the new name outlives a power cut, where the system can.
fn settle(path: &Path) {
    if cfg!(unix) {
        let _ = fs::File::open(folder_of(path)).and_then(|f| f.sync_all());
    }
}

fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Makes a file that must not be there yet.
///
/// # Errors
/// What the system says; a file that is there already is left alone.
pub fn make(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let _turn = Turn::take(folder_of(path))?;
    let file = beside(path, bytes)?;
    ordinary_permissions(file.path())?;
    file.persist_noclobber(path).map_err(|e| e.error)?;
    settle(path);
    Ok(())
}

/// Replaces a file that only its owner may read.
///
/// # Errors
/// What the system says.
pub fn replace_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let _turn = Turn::take(folder_of(path))?;
    beside(path, bytes)?.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// Makes a folder, and those above it, that only its owner may enter.
///
/// # Errors
/// What the system says.
pub fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// The bytes in a temporary file in the same folder, flushed, readable by its owner only.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    let mut file = builder.prefix(PREFIX).tempfile_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Temporary files are private; a new document is as readable as any other new file.
#[cfg(unix)]
fn ordinary_permissions(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let probe = path.with_extension("probe");
    let mode = fs::File::create_new(&probe)
        .and_then(|f| f.metadata())
        .map_or(0o644, |m| m.permissions().mode());
    let _ = fs::remove_file(&probe);
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn ordinary_permissions(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::error::plain;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    fn system(error: NotReplaced) -> String {
        match error {
            NotReplaced::System(error) => plain(&error),
            NotReplaced::Changed => "changed".to_owned(),
        }
    }

    #[test]
    fn a_link_that_came_meanwhile_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("profile"), folder.path().join("x.tm7"));
        fs::write(&target, "theirs").unwrap();
        symlink(&target, &link).unwrap();
        let error = replace_at(&link, None, b"ours").unwrap_err();
        assert_eq!(system(error), "the file has become a link");
        assert_eq!(fs::read(&target).unwrap(), b"theirs");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        replace(&link, b"ours").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"ours");
    }

    #[test]
    fn mode_and_owner_stay_and_other_names_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.tm7");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        // Only root may give files away; for others there is nothing to lose.
        let given = std::os::unix::fs::chown(&path, Some(1234), Some(2345)).is_ok();
        fs::hard_link(&path, folder.path().join("other.tm7")).unwrap();
        let losses = replace_at(&path, Some(&|b| b == b"old"), b"new").unwrap();
        assert_eq!(losses, [Loss::Names(1)]);
        let new = fs::metadata(&path).unwrap();
        assert_eq!(new.mode() & 0o777, 0o640);
        if given {
            assert_eq!((new.uid(), new.gid()), (1234, 2345));
        }
        assert_eq!(fs::read(folder.path().join("other.tm7")).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    /// Somebody who takes no turns writes in the very moment between the last look and the rename:
    /// the first answer is given before they write, the next after.
    #[test]
    fn what_others_wrote_in_the_last_moment_is_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.tm7");
        fs::write(&path, "as it was read").unwrap();
        let looked = std::cell::Cell::new(false);
        let still = |now: &[u8]| {
            let same = now == b"as it was read";
            if !looked.replace(true) {
                let theirs = folder.path().join("theirs");
                fs::write(&theirs, "theirs").unwrap();
                fs::rename(&theirs, &path).unwrap();
            }
            same
        };
        let outcome = replace_at(&path, Some(&still), b"ours");
        if cfg!(any(target_os = "linux", target_vendor = "apple")) {
            assert!(matches!(outcome, Err(NotReplaced::Changed)));
            assert_eq!(fs::read(&path).unwrap(), b"theirs");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    /// Each adds one letter to what it read, and tries again when it was refused: no letter is lost.
    #[test]
    fn of_many_writers_none_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.tm7");
        fs::write(&path, "").unwrap();
        std::thread::scope(|scope| {
            for letter in b'a'..b'e' {
                let path = &path;
                scope.spawn(move || {
                    for _ in 0..25 {
                        loop {
                            let was = fs::read(path).unwrap();
                            let mut new = was.clone();
                            new.push(letter);
                            match replace_at(path, Some(&|b| b == was), &new) {
                                Ok(_) => break,
                                Err(NotReplaced::Changed) => {}
                                Err(NotReplaced::System(e)) => panic!("{e}"),
                            }
                        }
                    }
                });
            }
        });
        assert_eq!(fs::read(&path).unwrap().len(), 100);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

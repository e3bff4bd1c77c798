//! Writing: beside the target, flushed, renamed over it. Never half a file, and no permission lost.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Replaces a file in one step, or makes it: written beside it, flushed, renamed. A link stays a
/// link, permissions stay.
///
/// # Errors
/// What the system says; a file that is write-protected is refused.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_at(
        &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()),
        bytes,
    )
}

/// Replaces a file as `replace` does, but follows no link: the path was looked at before, and a link
/// that has come since may lead anywhere.
///
/// # Errors
/// What the system says; a link and a file that is write-protected are refused.
pub fn replace_at(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = beside(path, bytes)?;
    match fs::symlink_metadata(path) {
        Ok(new) if new.is_symlink() => {
            let message = "the file has become a link";
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
        }
        Ok(old) if old.permissions().readonly() => {
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                "the file is write-protected",
            ));
        }
        Ok(old) => fs::set_permissions(file.path(), old.permissions())?,
        Err(_) => ordinary_permissions(file.path())?,
    }
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// Makes a file that must not be there yet.
///
/// # Errors
/// What the system says; a file that is there already is left alone.
pub fn make(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = beside(path, bytes)?;
    ordinary_permissions(file.path())?;
    file.persist_noclobber(path).map_err(|e| e.error)?;
    Ok(())
}

/// Replaces a file that only its owner may read.
///
/// # Errors
/// What the system says.
pub fn replace_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
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
fn beside(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".trustline-");
    let mut file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
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

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(unix)]
    use crate::error::plain;

    #[cfg(unix)]
    #[test]
    fn a_link_that_came_meanwhile_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("profile"), folder.path().join("x.tm7"));
        fs::write(&target, "theirs").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let error = replace_at(&link, b"ours").unwrap_err();
        assert_eq!(plain(&error), "the file has become a link");
        assert_eq!(fs::read(&target).unwrap(), b"theirs");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        replace(&link, b"ours").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"ours");
    }
}

//! Files as bytes: read whole, replaced in one step, known by the hash of their content.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use trustline_formats::MAX_BYTES;

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
pub fn make(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = beside(path, bytes)?;
    ordinary_permissions(file.path())?;
    file.persist_noclobber(path).map_err(|e| e.error)?;
    Ok(())
}

/// Replaces a file that only its owner may read.
pub fn replace_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    beside(path, bytes)?.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// Makes a folder, and those above it, that only its owner may enter.
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

/// Reads a whole file; one that is larger than any reader takes is refused.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let limit = MAX_BYTES as u64;
    let file = fs::File::open(path)?;
    let mut bytes = Vec::with_capacity(file.metadata()?.len().min(limit) as usize + 1);
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_BYTES {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("larger than {} MB", MAX_BYTES / 1024 / 1024),
        ));
    }
    Ok(bytes)
}

/// What content is known by, as HTTP writes it.
pub fn etag(bytes: &[u8]) -> String {
    format!("\"{}\"", hex(&Sha256::digest(bytes)))
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// A time as milliseconds since 1970.
pub fn millis(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |d| d.as_millis().try_into().unwrap_or(u64::MAX))
}

/// When a file was changed.
pub fn modified(metadata: &fs::Metadata) -> SystemTime {
    metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH)
}

/// An error of the system in its own words, without the number.
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    words.to_lowercase()
}

/// Hashes of files by their time and length, so that asking often costs little.
#[derive(Default)]
pub struct Etags(Mutex<HashMap<PathBuf, (SystemTime, u64, String)>>);

/// A file changed this short a while ago may change again within one tick of its clock.
const SETTLED: Duration = Duration::from_secs(2);

/// More files than this are not remembered.
const REMEMBERED: usize = 4_000;

impl Etags {
    /// What a file's content is known by.
    pub fn of(&self, path: &Path, metadata: &fs::Metadata) -> io::Result<String> {
        let (time, length) = (modified(metadata), metadata.len());
        {
            let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            match known.get(path) {
                Some((t, l, etag)) if (*t, *l) == (time, length) => return Ok(etag.clone()),
                _ => {}
            }
        }
        let etag = etag(&read(path)?);
        if time.elapsed().is_ok_and(|age| age > SETTLED) {
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(path.to_owned(), (time, length, etag.clone()));
        }
        Ok(etag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn hashes_are_remembered_once_a_file_has_settled() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.tm7");
        let etags = Etags::default();
        let write = |content: &[u8], age| {
            fs::write(&path, content).unwrap();
            let file = fs::File::options().write(true).open(&path).unwrap();
            file.set_modified(age).unwrap();
            etags.of(&path, &fs::metadata(&path).unwrap()).unwrap()
        };
        let now = SystemTime::now();
        assert_eq!(write(b"one", now), etag(b"one"));
        assert_eq!(
            write(b"two", now),
            etag(b"two"),
            "too young to be remembered"
        );
        let old = now - Duration::from_secs(60);
        assert_eq!(write(b"one", old), etag(b"one"));
        assert_eq!(write(b"two", old), etag(b"one"), "read again for nothing");
        assert_eq!(write(b"three", old), etag(b"three"));
    }
}

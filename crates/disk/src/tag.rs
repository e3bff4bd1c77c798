//! Entity tags: what content is known by, and those of files kept for as long as the files stay.

use crate::read::read;
use crate::time::modified;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// The hash of content, as hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// What content is known by, as HTTP writes it.
pub fn etag(bytes: &[u8]) -> String {
    format!("\"{}\"", digest(bytes))
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Hashes of files by their time and length, so that asking often costs little.
pub struct Etags {
    limit: usize,
    known: Mutex<HashMap<PathBuf, (SystemTime, u64, String)>>,
}

/// A file changed this short a while ago may change again within one tick of its clock.
const SETTLED: Duration = Duration::from_secs(2);

/// More files than this are not remembered.
const REMEMBERED: usize = 4_000;

impl Etags {
    /// None yet, of files of up to `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            known: Mutex::default(),
        }
    }

    /// What a file's content is known by.
    ///
    /// # Errors
    /// As [`read`].
    pub fn of(&self, path: &Path, metadata: &fs::Metadata) -> io::Result<String> {
        let (time, length) = (modified(metadata), metadata.len());
        {
            let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            match known.get(path) {
                Some((t, l, etag)) if (*t, *l) == (time, length) => return Ok(etag.clone()),
                _ => {}
            }
        }
        let etag = etag(&read(path, self.limit)?);
        if time.elapsed().is_ok_and(|age| age > SETTLED) {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
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

    #[test]
    fn hashes_are_remembered_once_a_file_has_settled() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.tm7");
        let etags = Etags::new(100);
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

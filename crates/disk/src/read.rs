//! Reading: a file whole, and never more of it than somebody is ready for.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// Reads a whole file.
///
/// # Errors
/// What the system says; a file of more than `limit` bytes is refused.
pub fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    // One byte more than is allowed tells that it is too much, whatever the size said before.
    let bytes = read_beginning(path, limit.saturating_add(1))?;
    if bytes.len() > limit {
        let message = match limit >> 20 {
            0 => format!("larger than {limit} bytes"),
            megabytes => format!("larger than {megabytes} MB"),
        };
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// Reads a whole file that holds text.
///
/// # Errors
/// As [`read`]; bytes that are no UTF-8 are refused as well.
pub fn read_text(path: &Path, limit: usize) -> io::Result<String> {
    String::from_utf8(read(path, limit)?).map_err(|_| {
        let message = "stream did not contain valid UTF-8";
        io::Error::new(io::ErrorKind::InvalidData, message)
    })
}

/// Reads a file, but no more than its first `limit` bytes.
///
/// # Errors
/// What the system says.
pub fn read_beginning(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let file = fs::File::open(path)?;
    // One growth instead of many; what the file system says is no promise.
    let size = file.metadata().map_or(0, |m| m.len().min(limit as u64));
    let mut bytes = Vec::with_capacity(size as usize + 1);
    file.take(limit as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_whole_or_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.tm7");
        fs::write(&path, "four").unwrap();
        assert_eq!(read(&path, 4).unwrap(), b"four");
        assert_eq!(read_beginning(&path, 3).unwrap(), b"fou");
        assert_eq!(read_text(&path, 9).unwrap(), "four");
        let error = read(&path, 3).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(error.to_string(), "larger than 3 bytes");
        fs::write(&path, [0xff, 0xfe]).unwrap();
        let error = read_text(&path, 9).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }
}

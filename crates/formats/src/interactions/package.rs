//! Office documents: archives of XML parts.

use crate::ReadError;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A document unpacked may not be larger than this, however small its archive is.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

/// The parts of a document.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How much more may be unpacked.
    room: u64,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::DamagedSheet)?;
        Ok(Self {
            archive,
            room: MAX_UNPACKED,
        })
    }

    pub fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Ok(part) = self.archive.by_name(name) else {
            return Ok(None);
        };
        let mut text = String::new();
        let taken = part.take(self.room + 1).read_to_string(&mut text);
        let read = taken.map_err(|_| ReadError::DamagedSheet)? as u64;
        self.spend(read)?;
        Ok(Some(text))
    }

    /// A few strings may stand in many cells: what they come to counts as unpacked.
    pub fn spend(&mut self, bytes: u64) -> Result<(), ReadError> {
        self.room = self.room.checked_sub(bytes).ok_or(ReadError::Table {
            message: format!("this is more than {} MB, unpacked", MAX_UNPACKED >> 20),
            line: 1,
        })?;
        Ok(())
    }
}

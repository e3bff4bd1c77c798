//! Bytes as text, or why they cannot be one of ours.

use crate::ReadError;
use crate::ground::error::MAX_BYTES;
use crate::ground::other::other_bytes;
use std::borrow::Cow;

/// What some tools put before the text of a file.
pub(crate) const MARK: char = '\u{feff}';

/// How the characters of a file are written as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    #[default]
    Utf8,
    /// The low byte first.
    Utf16Low,
    /// The high byte first.
    Utf16High,
}

impl Encoding {
    /// What the mark at the beginning of a file says, or the first character without one.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xFF, 0xFE, ..] | [b'<', 0, ..] => Encoding::Utf16Low,
            [0xFE, 0xFF, ..] | [0, b'<', ..] => Encoding::Utf16High,
            _ => Encoding::Utf8,
        }
    }

    /// A text as bytes.
    pub(crate) fn bytes(self, text: &str) -> Vec<u8> {
        match self {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf16Low => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16High => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// A text in UTF-16; `None` where the bytes are none.
fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let pairs = bytes
        .chunks(2)
        .map(|pair| Some(unit(pair.try_into().ok()?)));
    let units: Option<Vec<u16>> = pairs.collect();
    String::from_utf16(&units?).ok()
}

/// The text of a file, or why it cannot be one of ours.
pub(crate) fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge {
            bytes: bytes.len(),
            limit: MAX_BYTES,
        });
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(ReadError::Archive);
    }
    if let Some(other) = other_bytes(bytes) {
        return Err(other);
    }
    let unit = match Encoding::of(bytes) {
        Encoding::Utf8 => None,
        Encoding::Utf16Low => Some(u16::from_le_bytes as fn([u8; 2]) -> u16),
        Encoding::Utf16High => Some(u16::from_be_bytes as fn([u8; 2]) -> u16),
    };
    if let Some(unit) = unit {
        let text = wide(bytes, unit).ok_or(ReadError::NotUtf8 { line: 1, column: 1 })?;
        return match text.trim_start_matches(MARK).trim().is_empty() {
            true => Err(ReadError::Empty),
            false => without_conflict(text.into()),
        };
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let (line, column) = place_in(&String::from_utf8_lossy(good), good.len());
        ReadError::NotUtf8 { line, column }
    })?;
    without_conflict(text.into())
}

/// Refuses a text in which a merge left both versions.
pub(crate) fn without_conflict(text: Cow<'_, str>) -> Result<Cow<'_, str>, ReadError> {
    let begins = |mark: &str| {
        let found = memchr::memmem::find_iter(text.as_bytes(), mark.as_bytes());
        let is_line = |at: &usize| *at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
        found.into_iter().find(is_line)
    };
    let Some(ours) = begins("<<<<<<< ") else {
        return Ok(text);
    };
    match begins("=======\n").or(begins("=======\r\n")).is_some() && begins(">>>>>>> ").is_some() {
        true => Err(ReadError::Conflict {
            line: place_in(&text, ours).0,
        }),
        false => Ok(text),
    }
}

/// Line and column (in characters) of a byte offset, both from 1.
pub(crate) fn place_in(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = text.get(..offset).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

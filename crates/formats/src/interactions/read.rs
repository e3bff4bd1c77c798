//! Reading documents of interaction tables; which form a document has is told by its content.

use super::table::MAX_ROWS;
use super::{markdown, sheet};
use crate::ReadError;
use crate::ground::bytes::{MARK, text_of};
use crate::ground::xml::forbidden;
use trustline_model::interactions::Tables;

/// A document larger than this is refused.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Reads a document of interaction tables. Which form it has is told by its content: a spreadsheet
/// is an archive, a first line that names the columns makes a CSV.
///
/// # Errors
/// Refuses what is too large, is neither text nor a spreadsheet, or holds no interaction.
pub fn read(bytes: &[u8]) -> Result<Tables, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge {
            bytes: bytes.len(),
            limit: MAX_BYTES,
        });
    }
    let tables = match bytes.starts_with(b"PK\x03\x04") {
        true => sheet::read_xlsx(bytes)?,
        false => {
            let text = text_of(bytes)?;
            let text = text.strip_prefix(MARK).unwrap_or(&text);
            // Models are XML, which cannot hold every character.
            let valid: String = text.chars().filter(|c| !forbidden(*c)).collect();
            let text = valid.as_str();
            let first = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
            match sheet::separator(first) {
                Some(separator) => sheet::read_csv(text, separator)?,
                None => markdown::read(text),
            }
        }
    };
    let mut rows = tables.sections.iter().flat_map(|s| &s.rows);
    match (rows.next(), rows.nth(MAX_ROWS - 1)) {
        (None, _) => return Err(ReadError::NoInteractions),
        (_, Some(row)) => {
            return Err(ReadError::Table {
                message: format!("more than {MAX_ROWS} rows: split it into several documents"),
                line: row.line,
            });
        }
        _ => {}
    }
    Ok(tables)
}

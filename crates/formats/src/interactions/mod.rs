//! Interaction tables as documents: Markdown, CSV, spreadsheets and HTML are read and written, Word
//! documents are read.

mod cells;
mod columns;
mod foreign;
mod form;
mod html;
mod line;
mod markdown;
mod package;
mod read;
mod section;
mod sheet;
mod table;
mod word;
mod write;

pub use form::{Form, is_document};
pub use read::read;
pub use write::{ICONS, write};

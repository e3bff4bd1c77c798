//! Interaction tables as documents: Markdown, CSV and spreadsheets are read and written, HTML is
//! written.

mod form;
mod markdown;
mod read;
mod sheet;
mod table;
mod write;

pub use form::Form;
pub use read::read;
pub use write::{ICONS, write};

//! What every form of files stands on: bytes as text, markup, and what a form is.

pub(crate) mod bytes;
pub(crate) mod error;
pub(crate) mod file;
pub(crate) mod format;
pub(crate) mod other;
pub(crate) mod xml;

pub use error::{MAX_BYTES, ReadError, WriteError};
pub use file::File;
pub use format::{FileKind, Format, Reading, Written};

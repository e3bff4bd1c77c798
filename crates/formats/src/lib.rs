//! Bytes to model and back: `.tm7` and `.tb7` of the Microsoft Threat Modeling Tool (`microsoft`),
//! templates as text (`text`), documents of interaction tables (`interactions`), and edits as JSON.
//!
//! An untouched file is written byte for byte; after an edit only what it touched differs. Knows
//! nothing of what rules mean, of drawing, or of the disk.

mod codecs;
mod complete;
mod edits;
mod ground;
pub mod interactions;
mod microsoft;
mod read;
mod repair;
mod text;
mod write;

pub use complete::complete;
pub use edits::{read_edit, write_edit};
pub use ground::{File, FileKind, Format, MAX_BYTES, ReadError, Reading, WriteError, Written};
pub use read::{read, read_folder};
pub use text::{is_whole as is_whole_template, usual_properties};
pub use write::{is_native, losses, write, write_folder};

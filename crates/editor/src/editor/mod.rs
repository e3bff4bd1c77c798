//! The editor itself, which joins its parts, and what tells a page that they changed.

mod revisions;
mod whole;

pub use revisions::Revisions;
pub use whole::Editor;

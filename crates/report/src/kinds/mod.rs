//! The kinds of reports. Each writes the document tree, and looks at nothing else.

mod csv;
mod html;
mod json;
mod list;
mod markdown;
mod sarif;

pub use html::rich;

//! The kinds of reports. Each writes the document tree, and looks at nothing else.

mod list;

pub use list::rich;

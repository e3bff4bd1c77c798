//! What a team records about a model: diagrams in levels, and what is done in a review,
//! with the walk of its meetings.

mod child;
mod command;
mod record;
mod tree;
mod walk;

pub(crate) use child::child;
pub(crate) use command::label_of;
pub use command::{Recorded, ReviewCommand};
pub(crate) use record::{Sitting, record, today};
pub use tree::TreeLine;
pub(crate) use tree::{child_of, path, tree};
pub use walk::{Stop, Walk};

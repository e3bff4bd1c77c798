//! How two states of a model differ, for people who have to choose between them, and how two that
//! come from one are merged. Knows nothing of where any of them comes from.

mod differences;
mod merge;

pub use differences::differences;
pub use merge::{Conflict, ConflictKind, Merged, Side, Subject, merge, merge_by};

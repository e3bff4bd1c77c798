//! What a team records about a model: diagrams in layers, and models made from what was written
//! down elsewhere.

mod child;
mod imported;
mod tree;

pub(crate) use child::child;
pub use imported::{Imported, imported};
pub use tree::TreeLine;
pub(crate) use tree::{child_of, path, tree};

//! How well imported interaction diagrams are laid out, as numbers, beside Graphviz `dot` and ELK on
//! the same graphs, where these are installed.

mod documents;
mod edges;
mod elk;
mod graphviz;
mod measures;
mod peer;
mod score;
mod told;

pub use documents::{Document, documents};
pub use score::{Score, scored};
pub use told::print;

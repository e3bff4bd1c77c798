//! How well imported interaction diagrams are laid out, as numbers. Crossings are weighed against
//! those of Graphviz `dot` on the same graphs, where it is installed.

mod documents;
mod edges;
mod graphviz;
mod score;
mod told;

pub use documents::{Document, documents};
pub use score::{Score, scored};
pub use told::print;

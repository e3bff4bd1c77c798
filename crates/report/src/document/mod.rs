//! The tree of a report: sections of blocks, for readers as for programs. What programs want to
//! know of it (ids, keys, levels, places) stands in it as typed facts, so that no kind of report
//! needs the model.
//!
//! Plain texts may hold line breaks, each line standing by itself. [`Rich`] texts also hold links.

mod card;
mod cited;
mod counts;
mod facts;
mod figure;
mod rich;
mod sort;
mod tree;

pub use card::{Card, CardField, Interaction};
pub use counts::{Counts, Facet};
pub use facts::{DiagramFacts, ModelFacts, TypeFacts};
pub use figure::{Figure, Focus, Paper, Sheet};
pub use rich::{Piece, Rich};
pub use sort::Sort;
pub use tree::{
    Align, Block, Column, Document, Field, Message, Paragraph, Section, Table, Tone, Topic,
};

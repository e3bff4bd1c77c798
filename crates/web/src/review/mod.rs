//! The review beside the drawing: meetings, questions, assessment, the matrix of threats, controls,
//! decisions, assets, levels of diagrams, interaction tables, and notes.

mod assessment;
mod assets;
mod controls;
mod decisions;
mod fields;
mod levels;
mod matrix;
mod meeting;
mod notes;
mod pane;
mod questions;
mod record;
mod tables;

pub use notes::Notes;
pub use pane::ReviewPane;

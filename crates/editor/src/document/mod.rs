//! The model that is edited: what was done to it and can be undone, and how it stands to its file.

mod edits;
mod history;
mod shared;
mod state;
mod world;

pub(crate) use edits::is_drawn;
pub(crate) use shared::{everywhere, shown_on};
pub(crate) use state::Document;
pub use world::World;

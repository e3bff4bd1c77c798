//! What tests over documents share: where the documents lie, one trial a document with a name to
//! ask for it, and texts that are expected, held against what is told now or accepted anew.
//!
//! It is for tests alone: no room stands on it, and it knows none of them.

mod cases;
mod expected;
mod outcome;
mod trials;

pub use cases::{Case, Folder, root};
pub use expected::{is_blessing, kept};
pub use outcome::{Failed, Outcome};
pub use trials::Trials;

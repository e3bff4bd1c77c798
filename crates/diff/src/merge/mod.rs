//! Two states of a model that come from one, made into one again: three ways, by id, each part by
//! itself. Conflicts are data.
//!
//! Floors, from below: `conflict`; three states of anything and of lists (`three`); what is drawn,
//! recorded and carried (`drawing`, `threats`, `record`, `template`); the `whole`.

mod conflict;
mod drawing;
mod record;
mod template;
mod threats;
mod three;
mod whole;

pub use conflict::{Conflict, ConflictKind, Side, Subject};
pub use whole::{Merged, merge, merge_by};

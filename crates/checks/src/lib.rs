//! What is wrong with a model, its template, or a document of interaction tables, apart from
//! threats. One file a subject; every check has a stable code, a page under `docs/diagnostics/`, and
//! a level people can change.

pub mod documents;
mod examine;
mod ground;
mod list;
mod models;
mod templates;

pub use examine::{Examined, examine};
pub use ground::{Check, Levels};
pub use list::ALL;

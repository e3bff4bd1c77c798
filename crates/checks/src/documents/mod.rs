//! Checks of documents of interaction tables: what rows, references, names and texts say that cannot
//! be right, or that is not told.

mod crossing;
mod list;
mod look;
mod names;
mod protection;
mod references;
mod text;

pub use list::{CHECKS, Check, run as check};

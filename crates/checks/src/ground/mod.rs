//! What every check stands on: what it looks at, what it finds, its level.

mod check;
mod context;
mod found;
mod levels;
mod protection;

pub use check::Check;
pub(crate) use check::{check, template_check};
pub(crate) use context::Context;
pub(crate) use found::{Found, at, called};
pub use levels::Levels;
pub(crate) use protection::{PROTECT, SHIELD, lacking};

//! Chores that join others, one file a chore.

mod bench;
mod bless;
mod demo;
mod dist;
mod fuzz;
mod test;

pub use bench::{bench, layout};
pub use bless::bless;
pub use demo::demo;
pub use dist::dist;
pub use fuzz::fuzz;
pub use test::test;

//! Chores that join others, one file a chore.

mod bench;
mod bless;
mod demo;
mod dist;
mod dotnet;
mod fuzz;
mod references;
mod sarif;
mod test;

pub use bench::{bench, layout};
pub use bless::bless;
pub use demo::demo;
pub use dist::dist;
pub use dotnet::dotnet;
pub use fuzz::fuzz;
pub use references::references;
pub use sarif::sarif;
pub use test::{format, test};

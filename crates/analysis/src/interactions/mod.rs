//! Interaction tables: what a document of them says, what is wrong with it, the model it becomes,
//! and the tables that a model gives.

mod build;
mod check;
mod defects;
mod resolve;
mod tables;
mod text;
mod words;

pub use build::{Built, build};
pub use check::{CHECKS, check};
pub use resolve::{Pair, Resolved, Thing, Zone};
pub use tables::{Owner, details, tables};
pub use words::{Meaning, Tells, meaning};

pub(crate) use defects::{PROTECT, SHIELD, lacking};
pub(crate) use words::{carry_credentials, tell};

/// The property in which a flow keeps its details as they were written.
pub const DETAILS: &str = "trustline.details";

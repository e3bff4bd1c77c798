//! Templates: how two of them differ, several as one, tests of one, and what happens to a model that
//! gets another one. No decision is lost by it.

mod combine;
pub mod compare;
pub mod migrate;
mod outdated;
mod trial;

pub use combine::{Combined, Conflict, combine};
pub use compare::{Difference, compare};
pub use outdated::{Newer, decline, outdated};
pub use trial::{Failure, Outcome, SituationFacts, appearing, try_all};

//! How two states of a model differ, for people who have to choose between them. Knows nothing of
//! where either of them comes from.

mod differences;

pub use differences::differences;

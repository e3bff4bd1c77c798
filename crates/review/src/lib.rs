//! How far the review of a model has come: the matrix of elements and kinds of threat, controls, the
//! questions about elements, what changed since somebody signed, and when to look again. All of it
//! follows from the model and its threats; what a team records is the model's.

mod cadence;
mod controls;
mod matrix;
mod questions;
mod sign_off;

pub use cadence::due;
pub use controls::{ControlRow, controls};
pub use matrix::{Cell, MatrixRow, STRIDE, USUAL_CONTROLS, is_decided, kind_of, matrix};
pub use questions::{Asked, all_progress, progress, questions};
pub use sign_off::{changed_since, seen};

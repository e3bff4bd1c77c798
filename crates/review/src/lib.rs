//! How far the review of a model has come: the matrix of elements and kinds of threat, controls, the
//! questions about elements, what changed since somebody signed, and when to look again. All of it
//! follows from the model and its threats; what a team records is the model's.

mod assessment;
mod cadence;
mod controls;
mod decisions;
mod matrix;
mod meetings;
mod questions;
mod sign_off;

pub use assessment::{Assessed, answered, assessed, categories, of_category};
pub use cadence::{due, next_review};
pub use controls::{ControlRow, controls};
pub use decisions::{Resolved, decisions};
pub use matrix::{Cell, Matrices, Matrix, MatrixColumn, MatrixRow, STRIDE, matrices};
pub use meetings::{Since, going_on, going_on_mut, held, sign, since};
pub use questions::{Asked, all_progress, progress, questions};
pub use sign_off::{changed_since, seen};

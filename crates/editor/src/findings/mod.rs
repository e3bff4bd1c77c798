//! What was found about the model: its threats, what is shown of them, why they are there, and what
//! people decide.

mod column;
mod decisions;
mod grid;
mod lit;
mod picking;
mod row;
mod state;
mod why;

pub use column::{Column, Group};
pub use decisions::Decision;
pub(crate) use decisions::{decided, own_threat, removable};
pub use grid::{Grid, Line};
pub(crate) use lit::lit;
pub(crate) use picking::{stepped, toggled, up_to};
pub use row::{Mark, Row};
pub(crate) use state::Findings;
pub(crate) use why::why;
pub use why::{ReadRule, Remedy, Why};

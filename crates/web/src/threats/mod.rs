//! Threats: the grid of all, one of them and why it is there, and messages.

mod choices;
mod columns;
mod grid;
mod messages;
mod open;
mod pane;
mod resolved;
mod rows;
mod why;

pub use columns::Columns;
pub use grid::ThreatGrid;
pub use messages::Messages;
pub use open::open_threat;
pub use pane::ThreatPane;
pub use rows::copy_rows;
pub use why::rule_lines;

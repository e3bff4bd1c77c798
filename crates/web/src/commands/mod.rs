//! Everything that people can do: one table, what its lines do, and the keys that lead there.

mod diagrams;
mod edit;
mod keyboard;
mod keys;
mod rooms;
mod table;
mod target;
mod threats;
mod when;

pub use edit::paste_text;
pub use keyboard::on_key;
pub use rooms::Rooms;
pub use table::{Action, MENUS};

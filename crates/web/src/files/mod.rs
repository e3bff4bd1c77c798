//! Files: opened, saved, recovered, watched, and handed over; what a served folder holds, and the
//! available templates.

pub mod copies;
mod current;
pub mod documents;
pub mod export;
mod import;
mod kept;
pub mod leave;
pub mod library;
mod offer;
pub mod open;
pub mod restore;
pub mod save;
pub mod server;
mod show;
pub mod told;
pub mod watch;

pub use current::{FileHome, Files};
pub use kept::Recovery;
pub use offer::offer;

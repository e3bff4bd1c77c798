//! `.tm7`: one model with its template, as .NET's DataContractSerializer writes it.

mod ends;
mod guess;
mod ids;
mod places;
mod read;
mod review;
mod several;
mod usual;
mod write;

pub use ends::as_in_file;
pub use places::places;
pub use read::{InFile, read};
pub use review::template_alone;
pub use several::{Renaming, part, rename_all, rename_drawn, rename_threat};
pub use write::{Ids, OPEN_ID, write};

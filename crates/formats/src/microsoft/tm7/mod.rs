//! `.tm7`: one model with its template, as .NET's DataContractSerializer writes it.

mod read;
mod review;
mod several;
mod usual;
mod write;

pub use read::read;
pub use review::template_alone;
pub use several::part;
pub use write::{Ids, OPEN_ID, write};

//! What is wrong with a model, its template, or a document of interaction tables, apart from
//! threats, and what readers and writers of files remark. One list has every code; each is a file of
//! its own, with its cases beside it: see `list`.

mod examine;
mod ground;
mod list;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod law;

pub use examine::{Examined, check_document, examine};
pub use ground::{Check, Levels, Subject};
pub use list::{CHECKS, codes};

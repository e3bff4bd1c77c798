//! Documents in and out. The command line and the page have them made by the same functions; the
//! page loads them as a module of its own, when somebody first asks for a document.
//!
//! ```text
//!  door     what the page calls: bytes and JSON in, bytes and JSON out
//!  page     a report on a file, the tables of a file, a file made of tables
//!  import   a model made from interaction tables
//! ```

#[cfg(target_family = "wasm")]
mod door;
mod import;
mod page;

pub use import::{Imported, imported};
pub use page::{By, Failed, Found, Made, Offer, Told, Wanted, WantedTables};
pub use page::{made_of, offer, report_of, tables_of};

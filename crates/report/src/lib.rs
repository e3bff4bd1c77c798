//! One document tree, many documents. What a report says is gathered once, into a tree of
//! sections and blocks ([`document`]); every kind of report is a stranger that writes that tree
//! and knows neither models nor analyses. Knows nothing of where a document goes.
//!
//! ```text
//!  kinds     HTML · Markdown · CSV · JSON · SARIF      one file each: the tree to bytes
//!  gather    subjects and settings to the tree
//!  document  the tree     kind  what there is to know of a kind     subject, settings  what is asked for
//! ```
//!
//! A new kind of report is one file in `kinds/`, and its line in `kinds/list.rs`.

pub mod document;
mod gather;
mod kind;
mod kinds;
mod settings;
mod subject;

pub use document::Sort;
pub use gather::document_of;
pub use kind::ReportKind;
pub use kinds::rich;
pub use settings::{Part, Settings, is_language};
pub use subject::Subject;

/// Makes a report of one or more models. Reports to be read tell of one model after the other;
/// JSON gives `{"models": […]}`, SARIF and CSV one list.
pub fn report(subjects: &[Subject<'_>], kind: ReportKind, settings: &Settings) -> Vec<u8> {
    let settings = kind.settings(settings);
    kind.write(&document_of(subjects, &settings))
}

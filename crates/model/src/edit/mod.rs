//! Edits: the only way a model changes, and messages in their own right. An edit names things by
//! id, never by place, is as fine as what people do, and applying it gives back the edit that
//! undoes it. So undo, redo, recovery, difference, merge and working together are one mechanism.
//!
//! Floors, from below: lists of named things (`list`) and what names them (`names`), the
//! vocabulary (`vocabulary`) with its refusals, what an edit means for a drawing (`drawing`), and
//! `apply`.

mod apply;
mod decision;
mod difference;
mod drawing;
mod invariants;
#[cfg(feature = "serde")]
mod json;
mod list;
mod names;
mod refusal;
mod vocabulary;

pub use difference::Difference;
pub use invariants::invariants;
pub use list::{Item, ListEdit, Which, difference};
pub use names::MessageName;
pub use refusal::EditError;
pub use vocabulary::{Decision, DiagramHead, Edit, InformationField, RecordEdit, TemplateEdit};

//! Editing a template: of a model, or of a document that is nothing else. Every command is one
//! step of the history; what would break something is refused with its reason.

mod attributes;
mod categories;
mod change;
mod combined;
mod command;
mod desk;
mod difference;
mod fields;
mod fit;
mod item;
mod names;
mod order;
mod pane;
mod rows;
mod rules;
mod stencils;
mod threat_properties;
mod threat_types;
mod trial;

pub(crate) use change::change;
pub use combined::combined;
pub use command::TemplateCommand;
pub(crate) use command::label_of;
pub(crate) use desk::Desk;
pub use fields::{TemplateField, TemplateForm};
pub(crate) use fit::{fitted, made_over};
pub(crate) use item::item_at;
pub use item::{TemplateItem, TemplateKey};
pub(crate) use pane::pane;
pub use pane::{TemplateGroup, TemplatePane};
pub(crate) use rows::rows;
pub use rows::{TemplateRow, TemplateTab};
pub use rules::{Completion, RuleDraft, RuleNote, Suggestion, complete, readable_rule};
pub use trial::Tried;
pub(crate) use trial::{Ground, Trial};

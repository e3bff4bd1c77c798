//! A model being edited, headless: input in, view out. Tools, selection, undo, the grid of
//! threats. Knows nothing of the DOM, files or the network; time, names and ids are handed in.
//!
//! From the ground up: the rooms `document`, `canvas`, `findings`, `template` and `review` each own a
//! part of the editor and know none of the whole; `editor` joins them; `view` is what a page reads
//! off, `commands` is what people ask for.

mod canvas;
mod commands;
mod document;
mod editor;
mod findings;
mod review;
mod template;
mod touched;
mod view;

pub use canvas::{
    Alignment, Axis, Camera, Family, Grip, GripKind, Guide, Pointer, PointerKind, Snap, Tool,
    families,
};
pub use commands::Command;
pub use document::World;
pub use editor::{Editor, Revisions};
pub use findings::{Column, Decision, Grid, Group, Line, Mark, ReadRule, Remedy, Row, Why};
pub use review::{Recorded, ReviewCommand, Stop, TreeLine, Walk};
pub use template::{
    Completion, RuleDraft, RuleNote, Suggestion, TemplateCommand, TemplateField, TemplateForm,
    TemplateGroup, TemplateItem, TemplateKey, TemplatePane, TemplateRow, TemplateTab, Tried,
    combined, complete, readable_rule,
};
pub use view::{AskedLine, FieldKind, MessageLine, Pane, PaneField, PaneGroup, narrative};

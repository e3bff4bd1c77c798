//! What two people changed both, told as data.

use trustline_model::{DiagramId, ElementId, ThreatKey};

/// Whose state of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The one that is merged into.
    Ours,
    /// The other one.
    Theirs,
}

impl Side {
    /// The word for it in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Side::Ours => "ours",
            Side::Theirs => "theirs",
        }
    }
}

/// What a conflict is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The model as a whole: information, settings, order of diagrams.
    Model,
    /// A diagram.
    Diagram(DiagramId),
    /// An element of a diagram.
    Element(DiagramId, ElementId),
    /// What is recorded of a threat.
    Threat(ThreatKey),
    /// Something else that is recorded: what it is, and its id.
    Record(&'static str, String),
    /// Something of the template: what it is, and its id.
    Template(&'static str, String),
}

/// What two people did that does not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConflictKind {
    /// Both changed one field, each otherwise.
    BothChanged,
    /// Both moved one thing, each elsewhere.
    MovedApart,
    /// Both decided on one threat, each otherwise.
    Decisions,
    /// One took away what the other changed.
    DeletedChanged,
    /// One took away what the other attached a flow to.
    Dangling,
    /// Both changed one entry of the template, or one brought another template.
    Template,
}

impl ConflictKind {
    /// The word for it in files.
    pub fn as_str(self) -> &'static str {
        match self {
            ConflictKind::BothChanged => "both-changed",
            ConflictKind::MovedApart => "moved-apart",
            ConflictKind::Decisions => "decisions",
            ConflictKind::DeletedChanged => "deleted-changed",
            ConflictKind::Dangling => "dangling",
            ConflictKind::Template => "template",
        }
    }
}

/// Something that both sides changed, and what was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What they did.
    pub kind: ConflictKind,
    /// What it is about.
    pub subject: Subject,
    /// Which part of it, in the field's words; empty: the whole.
    pub field: String,
    /// What it was, as people read it. `None`: it was not there.
    pub base: Option<String>,
    /// What we made of it.
    pub ours: Option<String>,
    /// What they made of it.
    pub theirs: Option<String>,
    /// Whose state is in the merged model.
    pub taken: Side,
}

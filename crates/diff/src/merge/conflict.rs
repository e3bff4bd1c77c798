//! What two people changed both, told as data.

use trustline_model::{DiagramId, ElementId, ThreatKey, ThreatModel, threat_property};

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

impl Conflict {
    /// What people read of it; names come from the merged model.
    pub fn told(&self, model: &ThreatModel) -> String {
        let mut what = self.subject.shown(model);
        if !self.field.is_empty() {
            what.push_str(&format!(", {}", self.field));
        }
        let quoted = |text: &Option<String>| match text.as_deref() {
            None => "nothing".to_owned(),
            Some(text) => format!("`{}`", text.trim()),
        };
        match self.kind {
            ConflictKind::DeletedChanged => {
                let (by, other) = match self.ours {
                    None => ("ours", "theirs"),
                    Some(_) => ("theirs", "ours"),
                };
                let end = match (self.taken, self.ours.is_some()) {
                    (Side::Ours, true) | (Side::Theirs, false) => "it stays",
                    _ => "it is gone",
                };
                format!("{what}: deleted by {by}, changed by {other}; {end}")
            }
            ConflictKind::Dangling => {
                format!("{what}: deleted by one side, attached by the other; it hangs loose")
            }
            _ => format!(
                "{what}: {} in ours, {} in theirs, {} before; {} is taken",
                quoted(&self.ours),
                quoted(&self.theirs),
                quoted(&self.base),
                self.taken.as_str()
            ),
        }
    }
}

impl Subject {
    /// What people call it.
    fn shown(&self, model: &ThreatModel) -> String {
        match self {
            Subject::Model => "the model".to_owned(),
            Subject::Diagram(id) => match model.diagram(id) {
                Some(diagram) => format!("diagram `{}`", diagram.name),
                None => format!("diagram `{id}`"),
            },
            Subject::Element(diagram, id) => {
                let diagram = model.diagram(diagram);
                match diagram.and_then(|d| Some((d, d.element(id)?))) {
                    Some((diagram, element)) => format!(
                        "`{}` ({}) on `{}`",
                        element.name().trim(),
                        diagram.told_apart(element),
                        diagram.name
                    ),
                    None => format!("element `{id}`"),
                }
            }
            Subject::Threat(key) => {
                let threat = model.threats.iter().find(|t| t.key == *key);
                match threat.map(|t| (t.number, t.property(threat_property::TITLE))) {
                    Some((number, title)) => format!("threat {number} `{title}`"),
                    None => format!("threat `{key}`"),
                }
            }
            Subject::Record(what, id) => format!("{what} `{id}`"),
            Subject::Template(what, id) => format!("{what} `{id}` of the template"),
        }
    }
}

//! Why an edit cannot be applied.

use crate::{DiagramId, ElementId, ThreatKey};
use std::fmt;

/// Why an edit cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// No diagram has this id.
    NoDiagram(DiagramId),
    /// A diagram with this id is there already.
    DiagramExists(DiagramId),
    /// No element of the diagram has this id.
    NoElement(ElementId),
    /// No threat has this key.
    NoThreat(ThreatKey),
    /// Nothing of this kind has this name.
    NoItem(&'static str, String),
    /// An element needs an id.
    NoId,
    /// Two elements of a diagram would have the same id.
    ElementTwice(ElementId),
    /// A shape would lie above a line.
    ShapeAboveLine(ElementId),
    /// A record is kept with the template, and there is none.
    NoTemplate,
    /// There is no template that could be changed.
    NothingToChange,
    /// A flow cannot be attached to something that the diagram lacks.
    NotAttachable(ElementId),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditError::NoDiagram(id) => write!(f, "no diagram `{id}`"),
            EditError::DiagramExists(id) => write!(f, "diagram `{id}` is there already"),
            EditError::NoElement(id) => write!(f, "no element `{id}` on this diagram"),
            EditError::NoThreat(key) => write!(f, "no threat `{key}`"),
            EditError::NoItem(what, name) => write!(f, "no {what} `{name}`"),
            EditError::NoId => f.write_str("an element needs an id"),
            EditError::ElementTwice(id) => write!(f, "two elements have the id `{id}`"),
            EditError::ShapeAboveLine(id) => {
                write!(f, "`{id}` would lie above a line, which shapes do not")
            }
            EditError::NoTemplate => {
                f.write_str("reviews are kept with the template, and this model has none")
            }
            EditError::NothingToChange => f.write_str("this model has no template"),
            EditError::NotAttachable(id) => {
                write!(
                    f,
                    "nothing on this diagram has the id `{id}` for a flow to be attached to"
                )
            }
        }
    }
}

impl std::error::Error for EditError {}

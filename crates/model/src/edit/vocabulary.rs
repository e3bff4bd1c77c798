//! The edits there are.

use super::list::ListEdit;
use crate::review::{Asset, Control, Gap, Meeting, Question};
use crate::{
    Diagram, DiagramId, Element, ElementId, KnowledgeBase, Manifest, Message, Note, Property,
    State, Stencil, Threat, ThreatCategory, ThreatKey, ThreatProperty, ThreatType,
};
use std::sync::Arc;

/// Something that is to change in a model.
///
/// Those of diagrams and elements that people use (`PutElement` and so on) keep a drawing in
/// order: a flow is attached to what is there, an element that goes leaves its flows dangling.
/// Those of lists (`Elements`, `Threats` and so on) do exactly what they say; undoing is made of
/// them.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(
        rename_all = "camelCase",
        rename_all_fields = "camelCase",
        deny_unknown_fields
    )
)]
pub enum Edit {
    /// Several edits as one: all of them or none.
    All(Vec<Edit>),
    /// Another text for an information field.
    SetInformation {
        /// Which one.
        field: InformationField,
        /// What it says.
        text: String,
    },
    /// Threat generation on or off; `None` leaves it empty, which counts as on.
    SetGeneration(Option<bool>),
    /// Another template.
    SetTemplate(Option<Arc<KnowledgeBase>>),
    /// A new diagram.
    InsertDiagram {
        /// The new one.
        diagram: Box<Diagram>,
        /// The diagram whose tab follows; at the end, if none.
        before: Option<DiagramId>,
    },
    /// Another name for a diagram.
    RenameDiagram {
        /// Which one.
        diagram: DiagramId,
        /// What people call it.
        name: String,
    },
    /// A diagram less, with its elements. Its threats stay recorded.
    RemoveDiagram(DiagramId),
    /// A diagram at another place among the tabs.
    MoveDiagram {
        /// Which one.
        diagram: DiagramId,
        /// The diagram whose tab follows; at the end, if none.
        before: Option<DiagramId>,
    },
    /// The level of a diagram, and the process whose sub-diagram it is.
    SetDepth {
        /// Which one.
        diagram: DiagramId,
        /// 0 is the context diagram.
        level: Option<u8>,
        /// A process of another diagram.
        process: Option<ElementId>,
    },
    /// A new element on top of the others, or a new form of one that is there.
    PutElement {
        /// The diagram it is on.
        diagram: DiagramId,
        /// The element.
        element: Box<Element>,
    },
    /// An element less. Flows attached to it are left dangling where they are.
    RemoveElement {
        /// The diagram it is on.
        diagram: DiagramId,
        /// Which one.
        element: ElementId,
    },
    /// An element at another place in drawing order, as far as lines stay above the others.
    OrderElement {
        /// The diagram it is on.
        diagram: DiagramId,
        /// Which one.
        element: ElementId,
        /// The element that lies directly above; on top of its like, if none.
        before: Option<ElementId>,
    },
    /// A decision on a recorded threat.
    Decide {
        /// Which one.
        threat: ThreatKey,
        /// What is decided.
        decision: Box<Decision>,
    },
    /// What a diagram is beside its elements.
    SetDiagramHead {
        /// Which one.
        diagram: DiagramId,
        /// Its name, properties and zoom.
        head: Box<DiagramHead>,
    },
    /// One diagram of the model.
    Diagrams(Box<ListEdit<Diagram>>),
    /// One element of a diagram.
    Elements {
        /// The diagram it is on.
        diagram: DiagramId,
        /// What happens to it.
        edit: Box<ListEdit<Element>>,
    },
    /// One recorded threat.
    Threats(Box<ListEdit<Threat>>),
    /// One note.
    Notes(Box<ListEdit<Note>>),
    /// One validation message.
    Messages(Box<ListEdit<Message>>),
    /// One version of the template that people declined.
    Declined(ListEdit<String>),
    /// One thing that a team recorded beside threats.
    Record(Box<RecordEdit>),
    /// One thing of the template.
    Template(Box<TemplateEdit>),
}

/// The information fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub enum InformationField {
    Name,
    Owner,
    Reviewer,
    Contributors,
    Description,
    Assumptions,
    Dependencies,
}

/// What people decide on a threat. What is not named stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Decision {
    /// The state.
    pub state: Option<State>,
    /// The priority.
    pub priority: Option<String>,
    /// Properties (justification, title, the template's own) with their new texts; no text: the
    /// property is taken away.
    pub properties: Vec<(String, Option<String>)>,
    /// Who decided; `Some(None)`: nobody is named.
    #[cfg_attr(
        feature = "serde",
        serde(with = "crate::json::told", skip_serializing_if = "Option::is_none")
    )]
    pub changed_by: Option<Option<String>>,
    /// When.
    pub modified_at: Option<String>,
}

/// A diagram without its elements.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct DiagramHead {
    /// What people call it.
    pub name: String,
    /// Its own properties.
    pub properties: Vec<Property>,
    /// Magnification, text as read.
    pub zoom: String,
    /// Generic type and type, where they are not the usual ones.
    pub kind: Option<(String, String)>,
}

/// One thing that a team recorded beside threats.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(
        rename_all = "camelCase",
        rename_all_fields = "camelCase",
        deny_unknown_fields
    )
)]
pub enum RecordEdit {
    /// A question of the assessment.
    Questions(ListEdit<Question>),
    /// A gap.
    Gaps(ListEdit<Gap>),
    /// A control.
    Controls(ListEdit<Control>),
    /// An asset.
    Assets(ListEdit<Asset>),
    /// A meeting.
    Meetings(ListEdit<Meeting>),
    /// The review interval, in months; 0: nobody said.
    Interval(u32),
    /// Records of a kind that this version does not know.
    Unknown(Vec<(String, Vec<(String, String)>)>),
}

/// One thing of the template.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(
        rename_all = "camelCase",
        rename_all_fields = "camelCase",
        deny_unknown_fields
    )
)]
pub enum TemplateEdit {
    /// Name, id, version and author.
    Manifest(Manifest),
    /// Whether threats have a priority.
    PriorityUsed(bool),
    /// Whether threats have a state.
    StatusUsed(bool),
    /// A stencil.
    Stencils(ListEdit<Stencil>),
    /// A threat category.
    Categories(ListEdit<ThreatCategory>),
    /// A threat type.
    ThreatTypes(ListEdit<ThreatType>),
    /// A property that every threat has.
    ThreatProperties(ListEdit<ThreatProperty>),
}

impl Default for Edit {
    /// Nothing.
    fn default() -> Self {
        Edit::All(Vec::new())
    }
}

impl Edit {
    /// Several edits as one; a single one is itself.
    pub fn all(mut edits: Vec<Edit>) -> Edit {
        match edits.pop() {
            Some(one) if edits.is_empty() => one,
            last => {
                edits.extend(last);
                Edit::All(edits)
            }
        }
    }

    /// Whether it changes nothing by itself.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Edit::All(edits) if edits.iter().all(Edit::is_nothing))
    }

    /// A new form of an element, or a new one on top.
    pub fn put_element(diagram: &DiagramId, element: Element) -> Edit {
        Edit::PutElement {
            diagram: diagram.clone(),
            element: Box::new(element),
        }
    }

    /// A threat as it is to be recorded, in the place of one with its key or at the end.
    pub fn put_threat(threat: Threat) -> Edit {
        Edit::Threats(Box::new(ListEdit::Put(threat)))
    }

    /// A recorded threat less.
    pub fn remove_threat(key: ThreatKey) -> Edit {
        Edit::Threats(Box::new(ListEdit::Remove(key.into())))
    }
}

//! What names each thing that edits change.

use super::list::Item;
use crate::review::{Asset, Control, Gap, Meeting, Question};
use crate::{
    Diagram, DiagramId, Element, ElementId, Message, Note, Stencil, StencilId, Threat,
    ThreatCategory, ThreatKey, ThreatProperty, ThreatType, ThreatTypeId,
};

/// Things that are named by a field of theirs.
macro_rules! named {
    ($($item:ty: $name:ty = $field:ident),+ $(,)?) => {$(
        impl Item for $item {
            type Name = $name;

            fn name(&self) -> $name {
                self.$field.clone()
            }

            fn is_named(&self, name: &$name) -> bool {
                self.$field == *name
            }
        }
    )+};
}

named! {
    Diagram: DiagramId = id,
    Element: ElementId = id,
    Threat: ThreatKey = key,
    Note: String = number,
    Question: String = id,
    Gap: String = id,
    Control: String = id,
    Asset: String = id,
    Meeting: String = id,
    Stencil: StencilId = id,
    ThreatCategory: String = id,
    ThreatType: ThreatTypeId = id,
    ThreatProperty: String = name,
}

/// A version of a template that was declined is its own name.
impl Item for String {
    type Name = String;

    fn name(&self) -> String {
        self.clone()
    }

    fn is_named(&self, name: &String) -> bool {
        self == name
    }
}

/// What names a validation message: files give it no id of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct MessageName {
    /// Which kind of message it is.
    pub issue: String,
    /// The diagram it is about.
    pub diagram: DiagramId,
    /// The elements it is about.
    pub elements: Vec<ElementId>,
}

impl Item for Message {
    type Name = MessageName;

    fn name(&self) -> MessageName {
        MessageName {
            issue: self.issue.clone(),
            diagram: self.diagram.clone(),
            elements: self.elements.clone(),
        }
    }
}

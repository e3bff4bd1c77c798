//! What a threat model is: diagrams, elements, knowledge base, threats, the edits that change
//! them, geometry and diagnostics. Knows nothing of files, rules, colours, clocks or randomness.

mod apart;
mod boundaries;
pub mod depth;
pub mod diagnostic;
mod diagram;
mod edit;
pub mod geometry;
pub mod harmless;
mod id;
mod ingredient;
pub mod interactions;
#[cfg(feature = "serde")]
mod json;
mod knowledge;
mod moment;
mod order;
pub mod review;
mod stencil;
mod synonyms;
mod threat;
mod threat_model;
mod trial;
mod words;

pub use apart::{short_id, tell_apart};
pub use boundaries::Boundaries;
pub use diagnostic::{Diagnostic, Place, Severity, Spots};
pub use diagram::{
    Diagram, Element, End, Family, Form, Line, Port, Property, PropertyValue, Stroke, property_name,
};
pub use edit::{
    Decision, DiagramHead, Difference, Edit, EditError, InformationField, Item, ListEdit,
    MessageName, RecordEdit, TemplateEdit, Which, difference, invariants,
};
pub use id::{DiagramId, ElementId, StencilId, ThreatTypeId, guid_for, is_guid};
pub use ingredient::Ingredient;
pub use knowledge::{
    Attribute, Constraint, KnowledgeBase, Manifest, Representation, Stencil, ThreatCategory,
    ThreatProperty, ThreatType, Tree,
};
pub use moment::{is_same_moment, moment};
pub use order::InOrder;
pub use threat::{
    Information, Message, Note, OpenThreats, State, Threat, ThreatKey, UNTOUCHED, Urgency,
    is_untouched_date, threat_property,
};
pub use threat_model::ThreatModel;
pub use trial::{Side, Situation, Trial};
pub use words::{Words, searchable};

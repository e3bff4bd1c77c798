//! What an edit is about: the only places that look into one.

use trustline_model::{DiagramId, Edit};

/// Whether an edit changes what is drawn.
pub(crate) fn is_drawn(edit: &Edit) -> bool {
    match edit {
        Edit::All(edits) => edits.iter().any(is_drawn),
        Edit::SetInformation(_)
        | Edit::SetGeneration(_)
        | Edit::PutThreat(_)
        | Edit::RemoveThreat(_)
        | Edit::SetThreats(_)
        | Edit::SetNotes(_)
        | Edit::SetMessages(_)
        | Edit::SetDeclined(_)
        | Edit::SetReview(_) => false,
        Edit::SetKnowledgeBase(_)
        | Edit::InsertDiagram(..)
        | Edit::RenameDiagram(..)
        | Edit::RemoveDiagram(_)
        | Edit::MoveDiagram(..)
        | Edit::SetDepth(..)
        | Edit::PutElement(..)
        | Edit::RemoveElement(..)
        | Edit::OrderElement(..) => true,
    }
}

/// The diagram that an edit is about.
pub(super) fn diagram_of(edit: &Edit) -> Option<DiagramId> {
    match edit {
        Edit::All(edits) => edits.iter().find_map(diagram_of),
        Edit::InsertDiagram(_, diagram) => Some(diagram.id.clone()),
        Edit::RenameDiagram(id, _)
        | Edit::RemoveDiagram(id)
        | Edit::MoveDiagram(id, _)
        | Edit::PutElement(id, _)
        | Edit::RemoveElement(id, _)
        | Edit::OrderElement(id, ..) => Some(id.clone()),
        _ => None,
    }
}

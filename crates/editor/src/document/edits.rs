//! What an edit is about: the only places that look into one.

use trustline_model::{DiagramId, Edit, ListEdit};

/// Whether an edit changes what is drawn.
pub(crate) fn is_drawn(edit: &Edit) -> bool {
    match edit {
        Edit::All(edits) => edits.iter().any(is_drawn),
        Edit::SetInformation { .. }
        | Edit::SetGeneration(_)
        | Edit::Decide { .. }
        | Edit::Threats(_)
        | Edit::Notes(_)
        | Edit::Messages(_)
        | Edit::Declined(_)
        | Edit::Record(_) => false,
        Edit::SetTemplate(_)
        | Edit::Template(_)
        | Edit::InsertDiagram { .. }
        | Edit::RenameDiagram { .. }
        | Edit::RemoveDiagram(_)
        | Edit::MoveDiagram { .. }
        | Edit::SetDepth { .. }
        | Edit::SetDiagramHead { .. }
        | Edit::Diagrams(_)
        | Edit::PutElement { .. }
        | Edit::RemoveElement { .. }
        | Edit::OrderElement { .. }
        | Edit::Elements { .. } => true,
    }
}

/// The diagram that an edit is about.
pub(super) fn diagram_of(edit: &Edit) -> Option<DiagramId> {
    match edit {
        Edit::All(edits) => edits.iter().find_map(diagram_of),
        Edit::InsertDiagram { diagram, .. } => Some(diagram.id.clone()),
        Edit::Diagrams(edit) => Some(match &**edit {
            ListEdit::Put(diagram) | ListEdit::Insert { item: diagram, .. } => diagram.id.clone(),
            ListEdit::Set { of, .. } | ListEdit::Move { of, .. } | ListEdit::Remove(of) => {
                of.name.clone()
            }
        }),
        Edit::RemoveDiagram(diagram)
        | Edit::RenameDiagram { diagram, .. }
        | Edit::MoveDiagram { diagram, .. }
        | Edit::SetDepth { diagram, .. }
        | Edit::SetDiagramHead { diagram, .. }
        | Edit::PutElement { diagram, .. }
        | Edit::RemoveElement { diagram, .. }
        | Edit::OrderElement { diagram, .. }
        | Edit::Elements { diagram, .. } => Some(diagram.clone()),
        Edit::SetInformation { .. }
        | Edit::SetGeneration(_)
        | Edit::SetTemplate(_)
        | Edit::Template(_)
        | Edit::Decide { .. }
        | Edit::Threats(_)
        | Edit::Notes(_)
        | Edit::Messages(_)
        | Edit::Declined(_)
        | Edit::Record(_) => None,
    }
}

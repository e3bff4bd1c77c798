//! Diagrams as a tree: each below the one that it shows a part of.

use trustline_model::depth::Depth;
use trustline_model::{DiagramId, ElementId, ThreatModel};

/// What a diagram is for another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeLine {
    /// The diagram.
    pub diagram: DiagramId,
    /// Its name.
    pub name: String,
    /// How deep it stands in the tree, from 0.
    pub depth: usize,
    /// Its level, where something says so.
    pub level: Option<u8>,
    /// The process that stands for it above.
    pub process: Option<String>,
    /// How many elements it shows, without flows and boundaries.
    pub elements: usize,
}

/// The diagrams from the uppermost one down to the current one, each with its name.
pub(crate) fn path(model: &ThreatModel, current: &DiagramId) -> Vec<(DiagramId, String)> {
    let diagrams = &model.diagrams;
    let Some(at) = diagrams.iter().position(|d| d.id == *current) else {
        return Vec::new();
    };
    let path = Depth::of(model).path(at);
    let found = path.into_iter().filter_map(|i| diagrams.get(i));
    found
        .map(|d| (d.id.clone(), d.name.trim().to_owned()))
        .collect()
}

/// All diagrams as a tree, each below the one that it shows a part of.
pub(crate) fn tree(model: &ThreatModel) -> Vec<TreeLine> {
    let tree = Depth::of(model);
    let mut found = Vec::new();
    let tops = tree
        .diagrams
        .iter()
        .enumerate()
        .filter(|(_, s)| s.parent.is_none());
    for (i, _) in tops {
        branch(model, &tree, i, 0, &mut found);
    }
    found
}

fn branch(model: &ThreatModel, tree: &Depth, at: usize, depth: usize, found: &mut Vec<TreeLine>) {
    let (Some(diagram), Some(position)) = (model.diagrams.get(at), tree.diagrams.get(at)) else {
        return;
    };
    let process = position.parent.as_ref().and_then(|(above, id)| {
        let element = model.diagrams.get(*above)?.element(id)?;
        Some(element.name().trim().to_owned())
    });
    found.push(TreeLine {
        diagram: diagram.id.clone(),
        name: diagram.name.trim().to_owned(),
        depth,
        level: position.level,
        process,
        elements: diagram.elements.iter().filter(|e| e.form.is_node()).count(),
    });
    for child in tree.children(at) {
        branch(model, tree, child, depth + 1, found);
    }
}

/// The diagram that shows a process of the current diagram in depth.
pub(crate) fn child_of(
    model: &ThreatModel,
    current: &DiagramId,
    process: &ElementId,
) -> Option<DiagramId> {
    let diagrams = &model.diagrams;
    let at = diagrams.iter().position(|d| d.id == *current)?;
    let child = Depth::of(model).child_of(at, process)?;
    Some(diagrams.get(child)?.id.clone())
}

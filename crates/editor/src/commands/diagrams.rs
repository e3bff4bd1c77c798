//! Diagrams: added, copied, moved, removed; one below another, and the same elements on several.

use crate::canvas::renamed_ids;
use crate::document::{everywhere, shown_on};
use crate::editor::Editor;
use crate::review::child;
use std::collections::HashMap;
use trustline_model::{Diagram, DiagramId, Edit, ElementId, Form, depth};

/// A new diagram behind the others.
fn last(diagram: Diagram) -> Edit {
    Edit::InsertDiagram {
        diagram: diagram.into(),
        before: None,
    }
}

impl Editor {
    pub(super) fn add_diagram(&mut self) {
        let diagrams = &self.model().diagrams;
        let name = (diagrams.len() + 1..)
            .map(|n| format!("Diagram {n}"))
            .find(|name| !diagrams.iter().any(|d| d.name == *name))
            .unwrap_or_default();
        let id: DiagramId = self.document.world.new_id().into();
        let diagram = Diagram::new(id.clone(), &name);
        if self.edit("add diagram", last(diagram)) {
            self.show_diagram(id);
        }
    }

    /// Shows the diagram so many after this one, around the end.
    pub(super) fn step_diagram(&mut self, step: isize) {
        let diagrams = &self.model().diagrams;
        let at = diagrams.iter().position(|d| d.id == *self.current());
        let count = isize::try_from(diagrams.len()).unwrap_or(isize::MAX).max(1);
        let next = at.map(|at| at.wrapping_add_signed(step.rem_euclid(count)) % diagrams.len());
        let next = next.and_then(|i| diagrams.get(i)).map(|d| d.id.clone());
        if let Some(next) = next {
            self.show_diagram(next);
        }
    }

    pub(super) fn rename_diagram(&mut self, diagram: DiagramId, name: String) {
        if self
            .model()
            .diagram(&diagram)
            .is_none_or(|d| d.name != name)
        {
            self.edit("rename diagram", Edit::RenameDiagram { diagram, name });
        }
    }

    pub(super) fn move_diagram(&mut self, id: DiagramId, to: usize) {
        let diagrams = &self.model().diagrams;
        let to = to.min(diagrams.len().saturating_sub(1));
        if diagrams.get(to).is_none_or(|d| d.id != id) {
            let others = diagrams.iter().filter(|d| d.id != id);
            let before = others.map(|d| d.id.clone()).nth(to);
            let edit = Edit::MoveDiagram {
                diagram: id,
                before,
            };
            self.edit("move diagram", edit);
        }
    }

    pub(super) fn remove_diagram(&mut self, id: DiagramId) {
        let diagrams = &self.model().diagrams;
        if diagrams.len() < 2 {
            self.say("a model needs at least one diagram: add another one first");
            return;
        }
        let place = diagrams.iter().position(|d| d.id == id);
        let beside = place.map(|i| if i > 0 { i - 1 } else { 1 });
        let next = beside.and_then(|i| diagrams.get(i));
        if *self.current() == id
            && let Some(next) = next.map(|d| d.id.clone())
        {
            self.show_diagram(next);
        }
        self.edit("delete diagram", Edit::RemoveDiagram(id));
    }

    /// A copy of a diagram beside it, with ids of its own.
    pub(super) fn duplicate_diagram(&mut self, id: &DiagramId) {
        let diagrams = &self.model().diagrams;
        let place = diagrams.iter().position(|d| d.id == *id);
        let Some((place, old)) = place.and_then(|i| Some((i, diagrams.get(i)?.clone()))) else {
            return;
        };
        let mut ids: HashMap<ElementId, ElementId> = HashMap::new();
        for element in &old.elements {
            ids.insert(element.id.clone(), self.document.world.new_id().into());
        }
        let new: DiagramId = self.document.world.new_id().into();
        let name = format!("{} (copy)", old.name);
        let mut diagram = Diagram {
            id: new.clone(),
            elements: old.elements.iter().map(|e| renamed_ids(e, &ids)).collect(),
            ..old
        };
        diagram.name = String::new();
        let next = self.model().diagrams.get(place + 1);
        let edits = vec![
            Edit::InsertDiagram {
                diagram: diagram.into(),
                before: next.map(|d| d.id.clone()),
            },
            Edit::RenameDiagram {
                diagram: new.clone(),
                name,
            },
        ];
        if self.edit("duplicate diagram", Edit::All(edits)) {
            self.show_diagram(new);
        }
    }

    pub(super) fn set_depth(
        &mut self,
        diagram: DiagramId,
        level: Option<u8>,
        process: Option<ElementId>,
    ) {
        let Some(now) = self.model().diagram(&diagram) else {
            return;
        };
        if depth::level(now) != level || depth::stands_for(now) != process {
            let edit = Edit::SetDepth {
                diagram,
                level,
                process,
            };
            self.edit("level", edit);
        }
    }

    /// Shows the diagram of the selected process, which is made where there is none yet.
    pub(super) fn open_child(&mut self) {
        let process = match self.selected().as_slice() {
            [one] if matches!(one.form, Form::Process(_)) => (*one).clone(),
            _ => {
                self.say("select a process to open its sub-diagram");
                return;
            }
        };
        if let Some(child) = self.child_of(&process.id) {
            self.show_diagram(child);
            return;
        }
        if self.diagram().is_none() {
            return;
        }
        let id: DiagramId = self.document.world.new_id().into();
        let Some(above) = self.diagram() else { return };
        let (diagram, stub) = child(self.model(), above, &process, id.clone());
        let mut edits = everywhere(self.model(), self.current(), stub);
        edits.push(last(diagram));
        if self.edit("add diagram", Edit::All(edits)) {
            self.show_diagram(id);
        }
    }

    /// Puts the selected elements, and the flows among them, on another diagram: they stay the same
    /// elements there.
    pub(super) fn show_on(&mut self, other: DiagramId) {
        let (Some(diagram), Some(target)) = (self.diagram(), self.model().diagram(&other)) else {
            return;
        };
        let (edits, placed) = shown_on(diagram, target, self.selection());
        if edits.is_empty() {
            self.say("everything selected is already on that diagram");
            return;
        }
        let mut ids = self.selection().to_vec();
        ids.retain(|id| placed.contains(id));
        if self.edit("show on another diagram", Edit::All(edits)) {
            self.show_diagram(other);
            self.select(ids);
        }
    }
}

//! Copy, cut, paste, duplicate and delete.

use crate::canvas::Clip;
use crate::editor::Editor;
use std::collections::{HashMap, HashSet};
use trustline_model::InOrder;
use trustline_model::{Edit, Element, ElementId, ThreatModel};

impl Editor {
    fn clip_of(&mut self, ids: &[ElementId]) -> Option<Clip> {
        if ids.is_empty() {
            return None;
        }
        self.settle();
        Some(Clip::of(self.model(), self.diagram()?, ids))
    }

    pub(super) fn copy(&mut self) -> bool {
        let ids = self.selection().to_vec();
        let clip = self.clip_of(&ids);
        let copied = clip.is_some();
        if copied {
            self.canvas.clip = clip;
        }
        copied
    }

    pub(super) fn cut(&mut self) {
        if self.copy() {
            self.remove_selected("cut");
            if let Some(clip) = &mut self.canvas.clip {
                clip.cut = true;
            }
        }
    }

    /// Removes what is selected, and flows with nothing left at either end.
    pub(super) fn remove_selected(&mut self, label: &str) {
        let Some(diagram) = self.diagram() else {
            return;
        };
        let mut gone: HashSet<ElementId> = self.selection().iter().cloned().collect();
        for (flow, line) in diagram.flows() {
            let ends = [&line.source.element, &line.target.element];
            let left = ends.iter().filter_map(|e| e.as_ref());
            let mut left = left.filter(|id| !gone.contains(*id)).peekable();
            let attached = ends.iter().any(|e| e.is_some());
            if attached && left.peek().is_none() {
                gone.insert(flow.id.clone());
            }
        }
        // Lines first: they are then not detached one by one.
        let mut order: Vec<&Element> = diagram
            .elements
            .iter()
            .filter(|e| gone.contains(&e.id))
            .collect();
        order.put_in_order_by_key(|e| e.form.line().is_none());
        let id = diagram.id.clone();
        let edits = order
            .into_iter()
            .map(|e| Edit::RemoveElement {
                diagram: id.clone(),
                element: e.id.clone(),
            })
            .collect();
        self.edit(label, Edit::All(edits));
    }

    /// Pastes the clip; `decided` takes decisions along even where ids have to be new.
    pub(super) fn paste(&mut self, decided: bool) {
        let Some(mut clip) = self.canvas.clip.take() else {
            return;
        };
        let by = clip.distance(self.model(), self.current(), self.canvas.seen());
        self.put_in("paste", &clip, by, decided);
        clip.was_pasted();
        self.canvas.clip = Some(clip);
    }

    /// Copies of elements, at a distance.
    pub(super) fn duplicate_by(&mut self, ids: &[ElementId], by: (f64, f64)) {
        if let Some(clip) = self.clip_of(ids) {
            self.put_in("duplicate", &clip, by, false);
        }
    }

    fn put_in(&mut self, label: &str, clip: &Clip, by: (f64, f64), decided: bool) {
        let keep_ids = clip.is_unknown_to(self.model(), self.current());
        let mut ids: HashMap<ElementId, ElementId> = HashMap::new();
        for element in clip.elements() {
            let id = match keep_ids {
                true => element.id.clone(),
                false => self.document.world.new_id().into(),
            };
            ids.insert(element.id.clone(), id);
        }
        let diagram = self.current().clone();
        let new = clip.placed(by, &ids);
        let selection: Vec<ElementId> = new.iter().map(|e| e.id.clone()).collect();
        let mut edits: Vec<Edit> = new
            .into_iter()
            .map(|e| Edit::put_element(&diagram, e))
            .collect();
        if keep_ids || decided {
            edits.extend(clip.decisions(self.model(), &ids, &diagram));
        }
        if self.edit(label, Edit::All(edits)) {
            self.select(selection);
        }
    }

    /// Puts a model's elements on the clipboard; `false` where they are there already.
    pub fn set_clip(&mut self, model: ThreatModel) -> bool {
        let clip = Clip::from_model(model);
        let elements = clip.elements();
        let there = self.canvas.clip.as_ref();
        if elements.is_empty() || there.is_some_and(|c| c.elements() == elements) {
            return false;
        }
        self.canvas.clip = Some(clip);
        true
    }
}

//! Copy, cut, paste and duplicate, without losing or doubling a decision.
//!
//! What is pasted keeps its ids where nothing in the model has them (it was cut, or comes from
//! another model): then the decisions on it are found again. Else it is a copy, with ids of its
//! own, on which nobody has decided yet.

use crate::Editor;
use std::collections::{HashMap, HashSet};
use trustline_drawing::docking::moved;
use trustline_model::geometry::Rect;
use trustline_model::{Diagram, DiagramId, Edit, Element, ElementId, Threat, ThreatModel};

/// Elements with what was decided about them.
#[derive(Clone, Debug)]
pub(crate) struct Clip {
    elements: Vec<Element>,
    threats: Vec<Threat>,
    /// How often it was pasted: each time a little further.
    pasted: u32,
    /// It was cut and not pasted since: it comes back as what it was, even if other diagrams show
    /// some of it.
    cut: bool,
}

impl Clip {
    fn bounds(&self) -> Rect {
        let all = self.elements.iter().map(|e| e.form.bounds());
        all.reduce(Rect::union).unwrap_or_default()
    }
}

impl Editor {
    pub(crate) fn copy(&mut self) -> bool {
        let ids = self.selection.clone();
        self.copy_of(&ids)
    }

    fn copy_of(&mut self, ids: &[ElementId]) -> bool {
        if ids.is_empty() {
            return false;
        }
        self.settle();
        let chosen: HashSet<&ElementId> = ids.iter().collect();
        let Some(diagram) = self.diagram() else {
            return false;
        };
        let mut elements: Vec<Element> = diagram
            .elements
            .iter()
            .filter(|e| chosen.contains(&e.id))
            .cloned()
            .collect();
        // Flows between copied elements come along; ends attached elsewhere hang free.
        let within = |e: &Element| {
            e.form.line().is_some_and(|l| {
                [&l.source, &l.target]
                    .iter()
                    .all(|end| end.element.as_ref().is_some_and(|id| chosen.contains(id)))
            })
        };
        for flow in &diagram.elements {
            if within(flow) && !chosen.contains(&flow.id) {
                elements.push(flow.clone());
            }
        }
        let ids: HashSet<&ElementId> = elements.iter().map(|e| &e.id).collect();
        let about = |t: &&Threat| {
            let key = &t.key;
            [&key.source, &key.flow, &key.target]
                .iter()
                .all(|id| ids.contains(*id))
        };
        let threats = self.model.threats.iter().filter(about).cloned().collect();
        let mut clip = Clip {
            elements: elements.clone(),
            threats,
            pasted: 0,
            cut: false,
        };
        for element in &mut clip.elements {
            if let Some(line) = element.form.line_mut() {
                for end in [&mut line.source, &mut line.target] {
                    let inside = end
                        .element
                        .as_ref()
                        .is_some_and(|id| elements.iter().any(|e| e.id == *id));
                    if !inside {
                        end.element = None;
                        end.port = trustline_model::Port::None;
                    }
                }
            }
        }
        self.clip = Some(clip);
        true
    }

    pub(crate) fn cut(&mut self) {
        if self.copy() {
            self.remove_selected("cut");
            if let Some(clip) = &mut self.clip {
                clip.cut = true;
            }
        }
    }

    /// Removes what is selected, and flows with nothing left at either end.
    pub(crate) fn remove_selected(&mut self, label: &str) {
        let Some(diagram) = self.diagram() else {
            return;
        };
        let mut gone: HashSet<ElementId> = self.selection.iter().cloned().collect();
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
        order.sort_by_key(|e| e.form.line().is_none());
        let id = diagram.id.clone();
        let edits = order
            .into_iter()
            .map(|e| Edit::RemoveElement(id.clone(), e.id.clone()))
            .collect();
        self.edit(label, Edit::All(edits));
    }

    /// Pastes the clip; `decided` takes decisions along even where ids have to be new.
    pub(crate) fn paste(&mut self, decided: bool) {
        let Some(mut clip) = self.clip.take() else {
            return;
        };
        let bounds = clip.bounds();
        let seen = self.camera().seen(self.size);
        let beside = f64::from(clip.pasted + 1) * 20.0;
        let in_place = self.has_none_of(&clip);
        let (dx, dy) = match (in_place, seen.touches(bounds)) {
            (true, true) => (0.0, 0.0),
            (false, true) => (beside, beside),
            // Out of sight: into the middle of what is seen.
            _ => {
                let (c, m) = (bounds.center(), seen.center());
                let snap = |v: f64| (v / 10.0).round() * 10.0 + beside - 20.0;
                (snap(m.x - c.x), snap(m.y - c.y))
            }
        };
        self.put_in("paste", &clip, (dx, dy), decided);
        clip.pasted += 1;
        clip.cut = false;
        self.clip = Some(clip);
    }

    /// Copies of elements, at a distance.
    pub(crate) fn duplicate_by(&mut self, ids: &[ElementId], dx: f64, dy: f64) {
        let kept = self.clip.take();
        if self.copy_of(ids)
            && let Some(clip) = self.clip.take()
        {
            self.put_in("duplicate", &clip, (dx, dy), false);
        }
        self.clip = kept;
    }

    fn has_none_of(&self, clip: &Clip) -> bool {
        let diagrams = self.model.diagrams.iter();
        let all: HashSet<&ElementId> = diagrams
            .filter(|d| !clip.cut || d.id == self.current)
            .flat_map(|d| d.elements.iter().map(|e| &e.id))
            .collect();
        !clip.elements.iter().any(|e| all.contains(&e.id))
    }

    fn put_in(&mut self, label: &str, clip: &Clip, (dx, dy): (f64, f64), decided: bool) {
        let (elements, threats) = (&clip.elements, &clip.threats);
        let keep_ids = self.has_none_of(clip);
        let mut ids: HashMap<ElementId, ElementId> = HashMap::new();
        for element in elements {
            let id = match keep_ids {
                true => element.id.clone(),
                false => self.world.new_id().into(),
            };
            ids.insert(element.id.clone(), id);
        }
        let diagram = self.current.clone();
        let mut new: Vec<Element> = elements
            .iter()
            .map(|e| renamed_ids(&moved(e, dx, dy), &ids))
            .collect();
        new.sort_by_key(|e| e.form.line().is_some());
        let selection: Vec<ElementId> = new.iter().map(|e| e.id.clone()).collect();
        let mut edits: Vec<Edit> = new
            .into_iter()
            .map(|e| Edit::PutElement(diagram.clone(), e))
            .collect();
        if keep_ids || decided {
            edits.extend(self.decisions_for(threats, &ids, &diagram));
        }
        if self.edit(label, Edit::All(edits)) {
            self.select(selection);
        }
    }

    /// Recorded threats for pasted elements: their own, found again, or copies of them.
    fn decisions_for(
        &self,
        threats: &[Threat],
        ids: &HashMap<ElementId, ElementId>,
        diagram: &DiagramId,
    ) -> Vec<Edit> {
        let mut number = self.model.highest_number();
        let mut edits = Vec::new();
        for threat in threats {
            let mut threat = threat.clone();
            let key = &mut threat.key;
            for id in [&mut key.source, &mut key.flow, &mut key.target] {
                if let Some(new) = ids.get(id) {
                    *id = new.clone();
                }
            }
            let own = self.model.threats.iter().find(|t| t.key == threat.key);
            if let Some(own) = own {
                // What this model recorded of it counts.
                threat = own.clone();
            } else {
                number += 1;
                threat.number = number;
                threat.file_key = None;
                threat.file_interaction = None;
            }
            threat.diagram = diagram.clone();
            edits.push(Edit::PutThreat(threat));
        }
        edits
    }

    /// The clipboard as a model of its own, to be handed to other models as a file's text.
    pub fn clip_model(&self) -> Option<ThreatModel> {
        let clip = self.clip.as_ref()?;
        let mut diagram = Diagram::new("clip".into(), "clip");
        diagram.elements.clone_from(&clip.elements);
        Some(ThreatModel {
            diagrams: vec![diagram],
            threats: clip.threats.clone(),
            version: "4.3".into(),
            ..ThreatModel::default()
        })
    }

    /// Puts a model's elements on the clipboard; `false` where they are there already.
    pub fn set_clip(&mut self, model: ThreatModel) -> bool {
        let elements: Vec<Element> = model
            .diagrams
            .into_iter()
            .flat_map(|d| d.elements)
            .collect();
        let known = self.clip.as_ref().is_some_and(|c| c.elements == elements);
        if known || elements.is_empty() {
            return false;
        }
        self.clip = Some(Clip {
            elements,
            threats: model.threats,
            pasted: 0,
            cut: false,
        });
        true
    }

    /// A copy of a diagram beside it, with ids of its own.
    pub(crate) fn duplicate_diagram(&mut self, id: &DiagramId) {
        let place = self.model.diagrams.iter().position(|d| d.id == *id);
        let Some((place, old)) = place.and_then(|i| Some((i, self.model.diagrams.get(i)?.clone())))
        else {
            return;
        };
        let mut ids = HashMap::new();
        for element in &old.elements {
            ids.insert(element.id.clone(), self.world.new_id().into());
        }
        let new: DiagramId = self.world.new_id().into();
        let name = format!("{} (copy)", old.name);
        let mut diagram = Diagram {
            id: new.clone(),
            elements: old.elements.iter().map(|e| renamed_ids(e, &ids)).collect(),
            ..old
        };
        diagram.name = String::new();
        let edits = vec![
            Edit::InsertDiagram(place + 1, diagram),
            Edit::RenameDiagram(new.clone(), name),
        ];
        if self.edit("duplicate diagram", Edit::All(edits)) {
            self.show_diagram(new);
        }
    }
}

fn renamed_ids(element: &Element, ids: &HashMap<ElementId, ElementId>) -> Element {
    let mut element = element.clone();
    if let Some(id) = ids.get(&element.id) {
        element.id = id.clone();
    }
    if let Some(line) = element.form.line_mut() {
        for end in [&mut line.source, &mut line.target] {
            if let Some(new) = end.element.as_ref().and_then(|id| ids.get(id)) {
                end.element = Some(new.clone());
            }
        }
    }
    element
}

//! The clipboard: elements with what was decided about them, without losing or doubling a decision.
//!
//! What is pasted keeps its ids where nothing in the model has them (it was cut, or comes from
//! another model): then the decisions on it are found again. Else it is a copy, with ids of its
//! own, on which nobody has decided yet.

use std::collections::{HashMap, HashSet};
use trustline_drawing::docking::moved;
use trustline_model::InOrder;
use trustline_model::geometry::Rect;
use trustline_model::{Diagram, DiagramId, Edit, Element, ElementId, Port, Threat, ThreatModel};

/// Elements with what was decided about them.
#[derive(Clone, Debug)]
pub(crate) struct Clip {
    elements: Vec<Element>,
    threats: Vec<Threat>,
    /// How often it was pasted: each time a little further.
    pasted: u32,
    /// It was cut and not pasted since: it comes back as what it was, even if other diagrams show
    /// some of it.
    pub cut: bool,
}

impl Clip {
    /// Of some elements of a diagram. Flows between them come along; ends attached elsewhere hang
    /// free.
    pub fn of(model: &ThreatModel, diagram: &Diagram, ids: &[ElementId]) -> Self {
        let chosen: HashSet<&ElementId> = ids.iter().collect();
        let mut elements: Vec<Element> = diagram
            .elements
            .iter()
            .filter(|e| chosen.contains(&e.id))
            .cloned()
            .collect();
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
        let ids: HashSet<ElementId> = elements.iter().map(|e| e.id.clone()).collect();
        let about = |t: &&Threat| {
            let key = &t.key;
            [&key.source, &key.flow, &key.target]
                .iter()
                .all(|id| ids.contains(*id))
        };
        let threats = model.threats.iter().filter(about).cloned().collect();
        for line in elements.iter_mut().filter_map(|e| e.form.line_mut()) {
            for end in [&mut line.source, &mut line.target] {
                if !end.element.as_ref().is_some_and(|id| ids.contains(id)) {
                    end.element = None;
                    end.port = Port::None;
                }
            }
        }
        Self {
            elements,
            threats,
            pasted: 0,
            cut: false,
        }
    }

    /// All that another model holds.
    pub fn from_model(model: ThreatModel) -> Self {
        let diagrams = model.diagrams.into_iter();
        Self {
            elements: diagrams.flat_map(|d| d.elements).collect(),
            threats: model.threats,
            pasted: 0,
            cut: false,
        }
    }

    /// As a model of its own.
    pub fn model(&self) -> ThreatModel {
        let mut diagram = Diagram::new("clip".into(), "clip");
        diagram.elements.clone_from(&self.elements);
        ThreatModel {
            diagrams: vec![diagram],
            threats: self.threats.clone(),
            ..ThreatModel::default()
        }
    }

    /// Its elements.
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// It was pasted once more.
    pub fn was_pasted(&mut self) {
        self.pasted += 1;
        self.cut = false;
    }

    /// How far from where it was it is pasted next, on the current diagram of a model.
    pub fn distance(&self, model: &ThreatModel, current: &DiagramId, seen: Rect) -> (f64, f64) {
        let all = self.elements.iter().map(|e| e.form.bounds());
        let bounds = all.reduce(Rect::union).unwrap_or_default();
        let beside = f64::from(self.pasted + 1) * 20.0;
        let in_place = self.is_unknown_to(model, current);
        match (in_place, seen.touches(bounds)) {
            (true, true) => (0.0, 0.0),
            (false, true) => (beside, beside),
            // Out of sight: into the middle of what is seen.
            _ => {
                let (c, m) = (bounds.center(), seen.center());
                let snap = |v: f64| (v / 10.0).round() * 10.0 + beside - 20.0;
                (snap(m.x - c.x), snap(m.y - c.y))
            }
        }
    }

    /// Whether a model has none of its ids; where it was cut, whether the current diagram has none.
    pub fn is_unknown_to(&self, model: &ThreatModel, current: &DiagramId) -> bool {
        let diagrams = model.diagrams.iter();
        let all: HashSet<&ElementId> = diagrams
            .filter(|d| !self.cut || d.id == *current)
            .flat_map(|d| d.elements.iter().map(|e| &e.id))
            .collect();
        !self.elements.iter().any(|e| all.contains(&e.id))
    }

    /// Its elements at a distance, with other ids.
    pub fn placed(
        &self,
        (dx, dy): (f64, f64),
        ids: &HashMap<ElementId, ElementId>,
    ) -> Vec<Element> {
        let mut new: Vec<Element> = self
            .elements
            .iter()
            .map(|e| renamed_ids(&moved(e, dx, dy), ids))
            .collect();
        new.put_in_order_by_key(|e| e.form.line().is_some());
        new
    }

    /// Recorded threats for pasted elements: their own, found again, or copies of them.
    pub fn decisions(
        &self,
        model: &ThreatModel,
        ids: &HashMap<ElementId, ElementId>,
        diagram: &DiagramId,
    ) -> Vec<Edit> {
        let mut number = model.highest_number();
        let mut edits = Vec::new();
        for threat in &self.threats {
            let mut threat = threat.clone();
            let key = &mut threat.key;
            for id in [&mut key.source, &mut key.flow, &mut key.target] {
                if let Some(new) = ids.get(id) {
                    *id = new.clone();
                }
            }
            let own = model.threats.iter().find(|t| t.key == threat.key);
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
            edits.push(Edit::put_threat(threat));
        }
        edits
    }
}

/// An element with other ids, its own and those of what it is attached to.
pub(crate) fn renamed_ids(element: &Element, ids: &HashMap<ElementId, ElementId>) -> Element {
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

//! Interactions of a model, each with the trust boundaries its flow crosses: `generation.md`,
//! sections 1 and 5, as code.

use crate::interaction::Interaction;
use std::collections::{HashMap, HashSet};
use trustline_model::{Boundaries, Element, ElementId, Form, ThreatModel};

/// Every interaction in order of diagram and flow. Those that repeat the ids of an earlier one (an
/// interaction that several diagrams show) are left out: their threats would be the same ones.
pub fn interactions(model: &ThreatModel) -> Vec<Interaction> {
    let mut seen: HashSet<[ElementId; 3]> = HashSet::new();
    let mut found = Vec::new();
    for place in 0..model.diagrams.len() {
        let new = |i: &Interaction| seen.insert(ids_of(i.elements(model)));
        found.extend(of_diagram(model, place).into_iter().filter(new));
    }
    found
}

/// The ids by which threats and files know the parts of an interaction: copies are not told apart
/// there.
pub(crate) fn ids_of(parts: [&Element; 3]) -> [ElementId; 3] {
    parts.map(|e| e.id.original())
}

/// The interactions that a diagram shows, whether or not others show them as well.
pub fn of_diagram(model: &ThreatModel, place: usize) -> Vec<Interaction> {
    let Some(diagram) = model.diagrams.get(place) else {
        return Vec::new();
    };
    let boundaries = Boundaries::of(diagram);
    let places: HashMap<&ElementId, usize> = diagram
        .elements
        .iter()
        .enumerate()
        .filter(|(_, e)| e.form.line().is_none())
        .map(|(i, e)| (&e.id, i))
        .collect();
    let mut found = Vec::new();
    let mut seen: HashSet<[ElementId; 3]> = HashSet::new();
    for (flow, element) in diagram.elements.iter().enumerate() {
        let Form::DataFlow(line) = &element.form else {
            continue;
        };
        let (Some(source), Some(target)) = (&line.source.element, &line.target.element) else {
            continue;
        };
        let (Some(from), Some(to)) = (places.get(source), places.get(target)) else {
            continue;
        };
        if seen.insert([source.original(), element.id.original(), target.original()]) {
            found.push(Interaction {
                diagram: place,
                source: *from,
                flow,
                target: *to,
                crosses: boundaries.crossed_by(line.curve()),
            });
        }
    }
    found
}

//! A diagram arranged by itself: shapes in their layers, flows docked anew, boundary lines put
//! between what they parted.

use crate::calm::{Docked, Flows};
use crate::docking::{connect_clear, moved};
use crate::layout::{Way, laid_out};
use crate::part;
use std::collections::{HashMap, HashSet};
use trustline_model::geometry::Rect;
use trustline_model::{Diagram, Element, ElementId, Form, ThreatModel};

/// In diagrams with more elements, arranged flows do not look where they run.
const MANY: usize = 2_000;

/// In diagrams with more flows, the first arrangement is taken as it is.
const CALM: usize = 300;

/// The elements that change when the chosen ones are arranged. `None` where there is no room
/// among the others. Where flows cross, several ways are tried, and the one with the fewest
/// crossings is taken.
pub fn arrange(diagram: &Diagram, chosen: &HashSet<ElementId>) -> Option<Vec<Element>> {
    let mut best: Option<(usize, Vec<Element>)> = None;
    for way in Way::ALL {
        let Some((cost, changed)) = arranged(diagram, chosen, way) else {
            continue;
        };
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, changed));
        }
        if best.as_ref().is_some_and(|(least, _)| *least == 0) {
            break;
        }
    }
    let (_, mut changed) = best?;
    // Lines last: where the flows run now decides on where they part them.
    let mut after = diagram.clone();
    let news: HashMap<&ElementId, &Element> = changed.iter().map(|e| (&e.id, e)).collect();
    for element in &mut after.elements {
        if let Some(new) = news.get(&element.id) {
            (*new).clone_into(element);
        }
    }
    for (id, form) in part(diagram, &after, chosen) {
        if let Some(element) = diagram.element(&id) {
            changed.retain(|e| e.id != id);
            changed.push(Element {
                form,
                ..element.clone()
            });
        }
    }
    changed.retain(|e| diagram.element(&e.id) != Some(e));
    Some(changed)
}

/// What changes when shapes are arranged in one of the ways and flows are docked anew, boundary
/// lines not yet among it, and what speaks against it.
fn arranged(
    diagram: &Diagram,
    chosen: &HashSet<ElementId>,
    way: Way,
) -> Option<(usize, Vec<Element>)> {
    let places = laid_out(diagram, chosen, way);
    if places.is_empty() && !chosen.is_empty() {
        return None;
    }
    let placed: HashMap<&ElementId, Element> = diagram
        .elements
        .iter()
        .filter_map(|e| {
            let mut e2 = e.clone();
            e2.form = places.get(&e.id)?.clone();
            Some((&e.id, e2))
        })
        .collect();
    let find = |id: &ElementId| placed.get(id).or_else(|| diagram.element(id));
    let mut changed = Vec::new();
    let mut docked: Vec<Docked<'_>> = Vec::new();
    let mut between: HashMap<(ElementId, ElementId), usize> = HashMap::new();
    let pairs: HashSet<(ElementId, ElementId)> = diagram
        .flows()
        .filter_map(|(_, l)| Some((l.source.element.clone()?, l.target.element.clone()?)))
        .collect();
    let shapes: Vec<(ElementId, Rect)> = diagram
        .elements
        .iter()
        .filter(|e| e.form.is_node() && diagram.elements.len() < MANY)
        .filter_map(|e| Some((e.id.clone(), find(&e.id)?.form.rect()?)))
        .collect();
    for element in &diagram.elements {
        if let Some(new) = placed.get(&element.id) {
            changed.push(new.clone());
            continue;
        }
        let Form::DataFlow(line) = &element.form else {
            continue;
        };
        let (Some(from), Some(to)) = (&line.source.element, &line.target.element) else {
            // With one end loose, the whole of it goes where its element goes.
            let end = line
                .source
                .element
                .as_ref()
                .or(line.target.element.as_ref());
            if let Some(id) = end
                && let (Some(old), Some(new)) = (diagram.element(id), placed.get(id))
            {
                let (old, new) = (old.form.bounds(), new.form.bounds());
                changed.push(moved(element, new.left - old.left, new.top - old.top));
            }
            continue;
        };
        if !placed.contains_key(from) && !placed.contains_key(to) {
            continue;
        }
        let (Some(a), Some(b)) = (find(from), find(to)) else {
            continue;
        };
        // Several flows between two elements spread like the ribs of a fan.
        let rank = between.entry((from.clone(), to.clone())).or_default();
        let both_ways = from != to && pairs.contains(&(to.clone(), from.clone()));
        let bend = *rank as f64 * 36.0 + if both_ways { 24.0 } else { 0.0 };
        *rank += 1;
        let line = connect_clear(a, b, bend, &shapes);
        let mut flow = element.clone();
        flow.form = Form::DataFlow(line.clone());
        changed.push(flow);
        docked.push(Docked {
            id: &element.id,
            ends: (a, b),
            bend,
            line,
        });
    }
    if docked.len() > CALM {
        return Some((0, changed));
    }
    let mut flows = Flows::new(docked, &shapes);
    flows.calmed();
    let cost = flows.cost();
    let mut lines = flows.lines();
    for element in &mut changed {
        if let Some(line) = lines.remove(&element.id) {
            element.form = Form::DataFlow(line);
        }
    }
    Some((cost, changed))
}

/// Arranges every diagram of a model as a whole.
pub fn arrange_all(model: &mut ThreatModel) {
    for diagram in &mut model.diagrams {
        let all: HashSet<ElementId> = diagram.elements.iter().map(|e| e.id.clone()).collect();
        let changed = arrange(diagram, &all).unwrap_or_default();
        let mut changed: HashMap<ElementId, Element> =
            changed.into_iter().map(|e| (e.id.clone(), e)).collect();
        for element in &mut diagram.elements {
            if let Some(new) = changed.remove(&element.id) {
                *element = new;
            }
        }
    }
}

//! Elements that several diagrams show: they are the same ones everywhere, but for their place.

use std::collections::{HashMap, HashSet};
use trustline_drawing::docking::{connect, moved};
use trustline_model::geometry::Rect;
use trustline_model::{Diagram, DiagramId, Edit, Element, ElementId, Form, Line, ThreatModel};

/// The edits that put an element on a diagram: where others show it as well, they follow in all
/// but its place.
pub(crate) fn everywhere(model: &ThreatModel, diagram: &DiagramId, element: Element) -> Vec<Edit> {
    // The current diagram first: undo leads back to it.
    let mut edits = vec![Edit::put_element(diagram, element.clone())];
    let old = model.diagram(diagram).and_then(|d| d.element(&element.id));
    let ends = |e: &Element| {
        let line = e.form.line()?;
        Some((line.source.element.clone(), line.target.element.clone()))
    };
    let same = old.is_some_and(|old| {
        old.properties == element.properties
            && old.stencil == element.stencil
            && ends(old) == ends(&element)
    });
    if model.diagrams.len() > 1 && !same && old.is_some() {
        let others = model.diagrams.iter().filter(|d| d.id != *diagram);
        for other in others {
            if let Some(shown) = other.element(&element.id) {
                let mut new = element.clone();
                new.form = same_kind(&element.form, &shown.form);
                // A flow that leads elsewhere now does so wherever both ends are shown.
                if let Some((Some(from), Some(to))) = ends(&element)
                    && ends(shown) != ends(&element)
                    && let (Some(a), Some(b)) = (other.element(&from), other.element(&to))
                {
                    new.form = Form::DataFlow(connect(a, b, 0.0));
                }
                edits.push(Edit::put_element(&other.id, new));
            }
        }
    }
    edits
}

/// The edits that put chosen elements of a diagram, and the flows among them, on another one: they
/// stay the same elements there. With the ids of those that are put there, in no order.
pub(crate) fn shown_on(
    diagram: &Diagram,
    target: &Diagram,
    chosen: &[ElementId],
) -> (Vec<Edit>, HashSet<ElementId>) {
    let chosen: HashSet<&ElementId> = chosen.iter().collect();
    let there: HashSet<&ElementId> = target.elements.iter().map(|e| &e.id).collect();
    let bounds = |elements: &mut dyn Iterator<Item = &Element>| {
        elements.map(|e| e.form.bounds()).reduce(Rect::union)
    };
    let nodes = || {
        let all = diagram.elements.iter();
        all.filter(|e| e.form.line().is_none() && chosen.contains(&e.id) && !there.contains(&e.id))
    };
    let from = bounds(&mut nodes());
    let free = bounds(&mut target.elements.iter());
    let (dx, dy) = match (from, free) {
        (Some(from), Some(free)) => (free.left - from.left, free.bottom() + 60.0 - from.top),
        _ => (0.0, 0.0),
    };
    let mut placed: HashMap<ElementId, Element> = HashMap::new();
    let mut edits = Vec::new();
    for element in nodes() {
        let new = moved(element, dx.round(), dy.round());
        placed.insert(new.id.clone(), new.clone());
        edits.push(Edit::put_element(&target.id, new));
    }
    for element in diagram.elements.iter().filter(|e| !there.contains(&e.id)) {
        let Form::DataFlow(line) = &element.form else {
            continue;
        };
        let end = |id: &Option<ElementId>| {
            let id = id.as_ref()?;
            placed.get(id).or_else(|| target.element(id))
        };
        let (Some(a), Some(b)) = (end(&line.source.element), end(&line.target.element)) else {
            continue;
        };
        let wanted =
            chosen.contains(&element.id) || (chosen.contains(&a.id) && chosen.contains(&b.id));
        if wanted {
            let mut flow = element.clone();
            let back = |l: &Line| {
                l.source.element.as_ref() == Some(&b.id) && l.target.element.as_ref() == Some(&a.id)
            };
            let bend = if diagram.flows().any(|(_, l)| back(l)) {
                24.0
            } else {
                0.0
            };
            flow.form = Form::DataFlow(connect(a, b, bend));
            edits.push(Edit::put_element(&target.id, flow));
        }
    }
    (edits, placed.into_keys().collect())
}

/// The form that an element has on another diagram after it changed here: its place there, what it
/// is from here.
fn same_kind(here: &Form, there: &Form) -> Form {
    match (here.node_kind(), there.rect()) {
        (Some(kind), Some(rect)) => kind.form(rect),
        _ => there.clone(),
    }
}

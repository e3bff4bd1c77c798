//! The edge of the canvas: what people place stays on it, for other tools move what lies beyond.

use super::displacement::SMALLEST;
use std::collections::{HashMap, HashSet};
use trustline_drawing::docking::{move_ends, moved};
use trustline_model::geometry::{CANVAS, CORNERS, Point, Rect};
use trustline_model::{DiagramId, Edit, Element, ElementId, Form, ThreatModel};

/// What is said where something would have gone beyond.
pub(crate) const NOTICE: &str =
    "the canvas ends here: the Microsoft tool moves back what lies beyond its edge";

/// How far something may go that wants to go further. What lies beyond already goes where it wants.
pub(crate) fn allowed(bounds: Rect, by: (f64, f64)) -> (f64, f64) {
    let within = |by: f64, least: f64, most: f64| match least <= 0.0 && most >= 0.0 {
        true => by.max(least).min(most),
        false => by,
    };
    (
        within(
            by.0,
            CANVAS.left - bounds.left,
            CANVAS.right() - bounds.right(),
        ),
        within(
            by.1,
            CANVAS.top - bounds.top,
            CANVAS.bottom() - bounds.bottom(),
        ),
    )
}

/// Brings what an edit places or moves onto the canvas, together where it moves together; what is
/// larger than the canvas is left. Whether something had to be brought back.
pub(crate) fn keep(model: &ThreatModel, edit: &mut Edit) -> bool {
    let mut placed: Placed<'_> = Vec::new();
    gather(edit, &mut placed);
    let mut kept = false;
    for (id, mut elements) in placed {
        // Nearly always there is nothing to bring back.
        if elements.iter().all(|e| e.form.is_on_canvas()) {
            continue;
        }
        let old: HashMap<&ElementId, &Element> = model
            .diagram(&id)
            .map(|d| d.elements.iter().map(|e| (&e.id, e)).collect())
            .unwrap_or_default();
        elements.retain(|e| old.get(&e.id).is_none_or(|old| old.form != e.form));
        kept |= bring_back(&mut elements, &old);
    }
    kept
}

/// Elements by diagram; of several diagrams there are few.
type Placed<'e> = Vec<(DiagramId, Vec<&'e mut Element>)>;

fn on<'p, 'e>(placed: &'p mut Placed<'e>, diagram: &DiagramId) -> &'p mut Vec<&'e mut Element> {
    let at = placed.iter().position(|(id, _)| id == diagram);
    let at = at.unwrap_or_else(|| {
        placed.push((diagram.clone(), Vec::new()));
        placed.len() - 1
    });
    // INVARIANT: found there, or just put there.
    &mut placed.get_mut(at).expect("the elements of a diagram").1
}

/// The elements that an edit puts, by diagram.
fn gather<'e>(edit: &'e mut Edit, placed: &mut Placed<'e>) {
    match edit {
        Edit::All(edits) => edits.iter_mut().for_each(|e| gather(e, placed)),
        Edit::PutElement { diagram, element } => {
            on(placed, diagram).push(element);
        }
        Edit::InsertDiagram { diagram, .. } => {
            let id = diagram.id.clone();
            on(placed, &id).extend(&mut diagram.elements);
        }
        _ => {}
    }
}

fn bring_back(elements: &mut [&mut Element], old: &HashMap<&ElementId, &Element>) -> bool {
    if elements.iter().all(|e| e.form.is_on_canvas()) {
        return false;
    }
    let before: Vec<Form> = elements.iter().map(|e| e.form.clone()).collect();
    // A shape that became larger is cut; all others move together.
    let mut together: Option<(Rect, f64)> = None;
    let mut moving: HashSet<ElementId> = HashSet::new();
    for element in elements.iter_mut() {
        let was = old.get(&element.id).and_then(|e| e.form.rect());
        let Some(rect) = element.form.rect_mut() else {
            continue;
        };
        let grown = was.is_some_and(|was| (was.width, was.height) != (rect.width, rect.height));
        if grown {
            *rect = cut(*rect);
            continue;
        }
        let (all, lowest) = together.unwrap_or((*rect, rect.top));
        together = Some((all.union(*rect), lowest.max(rect.top)));
        moving.insert(element.id.clone());
    }
    let lines = elements.iter().filter_map(|e| e.form.line());
    let reach = lines
        .map(|l| l.curve())
        .map(|c| Rect::spanning(c.start, c.end).union(Rect::spanning(c.handle, c.handle)));
    let group = together.or_else(|| reach.reduce(Rect::union).map(|r| (r, CORNERS.top)));
    let larger = |all: Rect, lowest: f64| {
        all.width > CANVAS.width || all.height > CANVAS.height || lowest - all.top > CORNERS.height
    };
    if group.is_some_and(|(all, lowest)| larger(all, lowest)) {
        return false;
    }
    let step = group.map_or((0.0, 0.0), |(all, lowest)| {
        let back = |low: f64, high: f64, from: f64, to: f64| match high - low <= to - from {
            true => (from - low).max(0.0) + (to - high).min(0.0),
            false => 0.0,
        };
        let down = (CANVAS.bottom() - all.bottom())
            .min(CORNERS.bottom() - lowest)
            .min(0.0);
        let fits = all.top + down >= CANVAS.top;
        (
            back(all.left, all.right(), CANVAS.left, CANVAS.right()),
            (CANVAS.top - all.top).max(0.0) + if fits { down } else { 0.0 },
        )
    });
    for element in elements.iter_mut() {
        let rect_before = element.form.rect();
        if rect_before.is_some() {
            if moving.contains(&element.id) {
                **element = moved(element, step.0, step.1);
            }
            continue;
        }
        let Some(line) = element.form.line().cloned() else {
            continue;
        };
        let was = old.get(&element.id).and_then(|e| e.form.line());
        let shifted = |end: &trustline_model::End, was: Option<Point>| match &end.element {
            Some(id) => moving.contains(id),
            None => was.is_none_or(|p| p != end.point),
        };
        let source = shifted(&line.source, was.map(|l| l.source.point));
        let target = shifted(&line.target, was.map(|l| l.target.point));
        let by = |p: Point, moves: bool| match moves {
            true => Point::new(p.x + step.0, p.y + step.1),
            false => p,
        };
        if let Some(place) = element.form.line_mut() {
            if step != (0.0, 0.0) {
                let (from, to) = (by(line.source.point, source), by(line.target.point, target));
                *place = move_ends(&line, from, to);
            }
            for point in [
                &mut place.source.point,
                &mut place.target.point,
                &mut place.handle,
            ] {
                *point = CANVAS.nearest(*point);
            }
        }
    }
    elements
        .iter()
        .zip(before)
        .any(|(e, before)| e.form != before)
}

/// A rectangle without what reaches beyond; it stays large enough to be held.
fn cut(rect: Rect) -> Rect {
    let corner = CORNERS.nearest(Point::new(rect.left, rect.top));
    let right = rect.right().min(CANVAS.right()).max(corner.x + SMALLEST);
    let bottom = rect.bottom().min(CANVAS.bottom()).max(corner.y + SMALLEST);
    let left = corner.x.min(CANVAS.right() - SMALLEST);
    Rect::new(left, corner.y, right - left, bottom - corner.y)
}

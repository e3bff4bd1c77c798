//! A diagram arranged by itself: shapes in their layers, flows docked anew, boundary lines put
//! between what they parted. What the drawing means stays: every flow crosses the boundaries that it
//! crossed, in the same order.

use crate::calm::{Docked, Flows};
use crate::docking::{connect, connect_clear, moved};
use crate::layout::{Way, laid_out};
use crate::part;
use crate::spreading::spread;
use std::collections::{HashMap, HashSet};
use trustline_model::geometry::{CANVAS, CORNERS, Point, Rect};
use trustline_model::{Boundaries, Diagram, Element, ElementId, Form, Line, ThreatModel};

/// In diagrams with more elements, arranged flows do not look where they run.
const MANY: usize = 2_000;

/// In diagrams with more flows, the first arrangement that means the same is taken as it is.
const CALM: usize = 300;

/// How far a flow is bent aside to cross what it crossed, to either side.
const BENDS: [f64; 12] = [
    0.0, 24.0, 48.0, 70.0, 100.0, 140.0, 190.0, 250.0, 320.0, 400.0, 500.0, 620.0,
];

/// A drawing is rather broad than high, but not too broad.
const SHAPE: (f64, f64) = (1.0, 2.0);

/// A diagram after it was arranged.
pub struct Arranged {
    /// The elements that change.
    pub changed: Vec<Element>,
    /// Whether the shapes stay where they are: no arrangement of them means what the drawing means.
    pub shapes_stay: bool,
    /// Whether everything stands on the canvas.
    pub fits: bool,
}

/// The elements that change when the chosen ones are arranged. `None` where there is no room
/// among the others. Several ways are tried; of those that mean the same the one is taken that
/// keeps to the canvas, with the fewest crossings.
pub fn arrange(diagram: &Diagram, chosen: &HashSet<ElementId>) -> Option<Arranged> {
    let whole = diagram.elements.iter().all(|e| chosen.contains(&e.id));
    let was_on = diagram.elements.iter().all(|e| e.form.is_on_canvas());
    let meant = meaning(diagram);
    let large = diagram.flows().count() > CALM;
    let mut best: Option<((bool, usize), Vec<Element>)> = None;
    let mut room = false;
    for way in Way::all(large) {
        let Some((cost, changed)) = arranged(diagram, chosen, way) else {
            continue;
        };
        room = true;
        let mut after = applied(diagram, &changed);
        // Lines last: where the flows run now decides on where they part them.
        for (id, form) in part(diagram, &after, chosen) {
            if let Some(element) = after.elements.iter_mut().find(|e| e.id == id) {
                element.form = form;
            }
        }
        if !means(&mut after, &meant) {
            continue;
        }
        let moved: HashSet<&ElementId> = changed.iter().map(|e| &e.id).collect();
        spread(&mut after, &meant, &moved);
        if whole {
            on_canvas(&mut after);
        }
        let off = !after.elements.iter().all(|e| e.form.is_on_canvas());
        // A part of a drawing finds no room beyond the edge.
        if off && !whole && was_on {
            continue;
        }
        let rank = (off, cost + odd_shape(&after));
        if best.as_ref().is_none_or(|(least, _)| rank < *least) {
            best = Some((rank, after.elements));
        }
        let good = best.as_ref().is_some_and(|(least, _)| *least == (false, 0));
        if good || (large && best.as_ref().is_some_and(|((off, _), _)| !off)) {
            break;
        }
    }
    let (elements, shapes_stay) = match best {
        Some((_, elements)) => (elements, false),
        None if room => (docked_anew(diagram, chosen, &meant), true),
        None => return None,
    };
    let fits = elements.iter().all(|e| e.form.is_on_canvas());
    let old = diagram.elements.iter();
    let pairs = old.zip(elements);
    let changed = pairs.filter(|(old, new)| *old != new).map(|(_, new)| new);
    Some(Arranged {
        changed: changed.collect(),
        shapes_stay,
        fits,
    })
}

/// A diagram with some elements in other forms.
fn applied(diagram: &Diagram, changed: &[Element]) -> Diagram {
    let mut after = diagram.clone();
    let news: HashMap<&ElementId, &Element> = changed.iter().map(|e| (&e.id, e)).collect();
    for element in &mut after.elements {
        if let Some(new) = news.get(&element.id) {
            (*new).clone_into(element);
        }
    }
    after
}

/// For each flow, by place, the boundaries that it crosses, in order.
fn meaning(diagram: &Diagram) -> Vec<Vec<usize>> {
    let boundaries = Boundaries::of(diagram);
    let crossed = |e: &Element| match &e.form {
        Form::DataFlow(line) => boundaries.crossed_by(line.curve()),
        _ => Vec::new(),
    };
    diagram.elements.iter().map(crossed).collect()
}

/// Whether flows cross what they are meant to cross, some of them bent otherwise if need be.
fn means(after: &mut Diagram, meant: &[Vec<usize>]) -> bool {
    let boundaries = Boundaries::of(after);
    let find = |id: &Option<ElementId>| after.element(id.as_ref()?);
    let mut bent: Vec<(usize, Line)> = Vec::new();
    for (at, (element, meant)) in after.elements.iter().zip(meant).enumerate() {
        let Form::DataFlow(line) = &element.form else {
            continue;
        };
        let right = |line: &Line| boundaries.crossed_by(line.curve()) == *meant;
        if right(line) {
            continue;
        }
        let (Some(a), Some(b)) = (find(&line.source.element), find(&line.target.element)) else {
            return false;
        };
        let far = line.source.point.distance(line.target.point);
        let aside = BENDS.iter().filter(|bend| **bend <= (far * 0.7).max(50.0));
        let mut ways = aside
            .flat_map(|b| [*b, -*b])
            .map(|bend| connect(a, b, bend));
        let Some(way) = ways.find(|line| CANVAS.covers(line.handle) && right(line)) else {
            return false;
        };
        bent.push((at, way));
    }
    for (at, line) in bent {
        if let Some(element) = after.elements.get_mut(at) {
            element.form = Form::DataFlow(line);
        }
    }
    true
}

/// Moves a whole diagram onto the canvas, where it is not larger.
fn on_canvas(diagram: &mut Diagram) {
    let mut low = Point::new(f64::MAX, f64::MAX);
    let mut high = Point::new(f64::MIN, f64::MIN);
    let mut lowest = f64::MIN;
    for element in &diagram.elements {
        let points = match (element.form.rect(), element.form.line()) {
            (Some(r), _) => {
                lowest = lowest.max(r.top);
                [
                    Point::new(r.left, r.top),
                    Point::new(r.right(), r.top),
                    Point::new(r.left, r.top),
                ]
            }
            (_, Some(l)) => [l.source.point, l.target.point, l.handle],
            _ => continue,
        };
        for point in points {
            low = Point::new(low.x.min(point.x), low.y.min(point.y));
            high = Point::new(high.x.max(point.x), high.y.max(point.y));
        }
    }
    let dx = (CANVAS.left - low.x).max(0.0) + (CANVAS.right() - high.x).min(0.0);
    let over = (CANVAS.bottom() - high.y).min(CORNERS.bottom() - lowest);
    let dy = (CANVAS.top - low.y).max(0.0) + over.min(0.0);
    let (dx, dy) = (dx.max(CANVAS.left - low.x), dy.max(CANVAS.top - low.y));
    if (dx, dy) != (0.0, 0.0) {
        for element in &mut diagram.elements {
            *element = moved(element, dx.round(), dy.round());
        }
    }
}

/// What speaks against a drawing that is too broad or too high.
fn odd_shape(diagram: &Diagram) -> usize {
    let bounds = diagram.elements.iter().filter_map(|e| e.form.rect());
    let all = bounds.reduce(Rect::union).unwrap_or_default();
    if all.width.max(all.height) < 900.0 {
        return 0;
    }
    let aspect = all.width / all.height.max(1.0);
    let beyond = (SHAPE.0 / aspect - 1.0)
        .max(aspect / SHAPE.1 - 1.0)
        .max(0.0);
    (beyond * 8.0).ceil() as usize
}

/// Shapes stay; flows are docked anew where they cross then what they crossed.
fn docked_anew(
    diagram: &Diagram,
    chosen: &HashSet<ElementId>,
    meant: &[Vec<usize>],
) -> Vec<Element> {
    let boundaries = Boundaries::of(diagram);
    let mut between: HashMap<(&ElementId, &ElementId), usize> = HashMap::new();
    let known: HashMap<&ElementId, &Element> =
        diagram.elements.iter().map(|e| (&e.id, e)).collect();
    let mut elements = diagram.elements.clone();
    for ((element, new_element), meant) in diagram.elements.iter().zip(&mut elements).zip(meant) {
        let Form::DataFlow(line) = &element.form else {
            continue;
        };
        let (Some(from), Some(to)) = (&line.source.element, &line.target.element) else {
            continue;
        };
        let (Some(a), Some(b)) = (known.get(from), known.get(to)) else {
            continue;
        };
        if !chosen.contains(from) && !chosen.contains(to) {
            continue;
        }
        let rank = between.entry((from, to)).or_default();
        let new = connect(a, b, *rank as f64 * 36.0 + 24.0);
        *rank += 1;
        let means = boundaries.crossed_by(new.curve()) == *meant;
        if means && CANVAS.covers(new.handle) && *line != new {
            new_element.form = Form::DataFlow(new);
        }
    }
    elements
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

/// Arranges every diagram of a model as a whole. Gives the names of those that are larger than the
/// canvas.
pub fn arrange_all(model: &mut ThreatModel) -> Vec<String> {
    let mut large = Vec::new();
    for diagram in &mut model.diagrams {
        let all: HashSet<ElementId> = diagram.elements.iter().map(|e| e.id.clone()).collect();
        let Some(arranged) = arrange(diagram, &all) else {
            continue;
        };
        if !arranged.fits {
            large.push(diagram.name.clone());
        }
        *diagram = applied(diagram, &arranged.changed);
    }
    large
}

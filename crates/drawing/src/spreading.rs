//! Ends of flows spread over the ports of their shapes: no two at one port while others are free.

use crate::docking::{move_ends, over, ports};
use std::collections::{HashMap, HashSet};
use trustline_model::InOrder;
use trustline_model::geometry::{CANVAS, Point, Rect};
use trustline_model::{Boundaries, Diagram, Element, ElementId, Form, Line, Port};

/// So much longer a flow may become to have a port of its own.
const DETOUR: f64 = 130.0;
/// With more shapes, flows do not look what they run over.
const MANY: usize = 2_000;
/// How often all flows are looked through.
const ROUNDS: usize = 2;

/// How many ends are at each port.
type Taken = HashMap<(ElementId, Port), usize>;

/// Gives ends of the flows that may change ports of their own, where flows cross then what they are
/// meant to cross.
pub(crate) fn spread(diagram: &mut Diagram, meant: &[Vec<usize>], may: &HashSet<&ElementId>) {
    let boundaries = Boundaries::of(diagram);
    let shapes: HashMap<ElementId, Vec<(Port, Point)>> = diagram
        .elements
        .iter()
        .filter(|e| e.form.is_node())
        .map(|e| (e.id.clone(), ports(&e.form)))
        .collect();
    let rects: Vec<(ElementId, Rect)> = diagram
        .elements
        .iter()
        .filter(|e| e.form.is_node() && shapes.len() < MANY)
        .filter_map(|e| Some((e.id.clone(), e.form.rect()?)))
        .collect();
    let mut taken = Taken::new();
    for (_, line) in diagram.flows() {
        for end in [&line.source, &line.target] {
            if let Some(id) = &end.element {
                *taken.entry((id.clone(), end.port)).or_default() += 1;
            }
        }
    }
    for _ in 0..ROUNDS {
        for (element, meant) in diagram.elements.iter_mut().zip(meant) {
            if may.contains(&element.id)
                && let Some(line) = better(element, &shapes, &mut taken, &|old, new| {
                    CANVAS.covers(new.handle)
                        && boundaries.crossed_by(new.curve()) == *meant
                        && over(new, &rects) <= over(old, &rects)
                })
            {
                element.form = Form::DataFlow(line);
            }
        }
    }
}

/// The flow with its ends at other ports, where that is better.
fn better(
    element: &Element,
    shapes: &HashMap<ElementId, Vec<(Port, Point)>>,
    taken: &mut Taken,
    right: &dyn Fn(&Line, &Line) -> bool,
) -> Option<Line> {
    let Form::DataFlow(old) = &element.form else {
        return None;
    };
    let (from, to) = (old.source.element.clone()?, old.target.element.clone()?);
    if from == to {
        return None;
    }
    let center = |id: &ElementId| -> Option<Point> {
        let all = shapes.get(id)?;
        let sum = all
            .iter()
            .fold((0.0, 0.0), |s, (_, p)| (s.0 + p.x, s.1 + p.y));
        let count = all.len().max(1) as f64;
        Some(Point::new(sum.0 / count, sum.1 / count))
    };
    // Which side of the way from middle to middle a point lies on: a flow that is bent to one side
    // begins and ends on that side, or a request and its response would cross.
    let (a, b) = (center(&from)?, center(&to)?);
    let side = |p: Point, base: Point| (b.x - a.x) * (p.y - base.y) - (b.y - a.y) * (p.x - base.x);
    let middle = old.source.point.middle(old.target.point);
    let bent = side(old.handle, middle);
    let mut line = old.clone();
    for at_source in [true, false] {
        let (id, end, other) = match at_source {
            true => (&from, &line.source, line.target.point),
            false => (&to, &line.target, line.source.point),
        };
        let own = (id.clone(), end.port);
        let full = |port: Port| {
            let there = taken.get(&(id.clone(), port)).copied().unwrap_or(0);
            there - usize::from(port == end.port && there > 0)
        };
        let (base, far) = if at_source { (a, b) } else { (b, a) };
        // A flow does not begin behind its own shape.
        let behind =
            |p: Point| (p.x - base.x) * (far.x - base.x) + (p.y - base.y) * (far.y - base.y) < -1.0;
        let cost = |port: Port, point: Point| {
            let astray = bent.abs() > 1.0 && side(point, base) * bent < -1.0;
            let off = if astray { 2.0 * DETOUR } else { 0.0 };
            point.distance(other) + DETOUR * full(port) as f64 + off
        };
        let now = cost(end.port, end.point);
        let mut tries: Vec<(f64, Port, Point)> = shapes
            .get(id)?
            .iter()
            .map(|(port, point)| (cost(*port, *point), *port, *point))
            .filter(|(cost, _, point)| *cost + 1.0 < now && !behind(*point))
            .collect();
        tries.put_in_order_by(|a, b| a.0.total_cmp(&b.0));
        for (_, port, point) in tries {
            let mut new = match at_source {
                true => move_ends(&line, point, line.target.point),
                false => move_ends(&line, line.source.point, point),
            };
            match at_source {
                true => new.source.port = port,
                false => new.target.port = port,
            }
            if right(&line, &new) {
                if let Some(count) = taken.get_mut(&own) {
                    *count -= 1;
                }
                *taken.entry((id.clone(), port)).or_default() += 1;
                line = new;
                break;
            }
        }
    }
    (line != *old).then_some(line)
}

//! Boundary lines after shapes have moved: each where it crosses the flows that it crossed before,
//! found by trying places between shapes and arcs around what a line parts off.

use crate::layered::Union;
use std::collections::{HashMap, HashSet};
use trustline_model::InOrder;
use trustline_model::geometry::{Curve, Path, Point, Rect};
use trustline_model::{Diagram, ElementId, Form};

/// How far a straight line reaches beyond the outermost flow that it crosses.
const BEYOND: [f64; 2] = [90.0, 45.0];
/// How many places between shapes are tried for each direction.
const GAPS: usize = 60;
/// With more tries than this for all lines together, lines stay where they are.
const TRIES: usize = 4_000_000;

/// New forms for boundary lines of a diagram whose shapes and flows have moved: for those that
/// are chosen, and those that do not cross any more what they crossed.
pub fn part(
    before: &Diagram,
    after: &Diagram,
    chosen: &HashSet<ElementId>,
) -> HashMap<ElementId, Form> {
    let ground = Ground::new(before, after);
    let mut forms = HashMap::new();
    let lines = || {
        before.elements.iter().filter_map(|e| match &e.form {
            Form::BoundaryLine(line) => Some((e, line)),
            _ => None,
        })
    };
    if ground.flows.len() * (2 * GAPS + 40) * lines().count() > TRIES {
        return forms;
    }
    let now: HashMap<&ElementId, Curve> = after
        .elements
        .iter()
        .filter_map(|e| Some((&e.id, e.form.line()?.curve())))
        .collect();
    let mut placed: Vec<Path> = Vec::new();
    for (element, line) in lines() {
        let old = Path::new(line.curve());
        let wanted: Vec<bool> = ground
            .flows
            .iter()
            .map(|flow| flow.before.meets(&old).is_some())
            .collect();
        let Some(current) = now.get(&element.id).copied() else {
            continue;
        };
        let kept = ground.differing(current, &wanted, usize::MAX) == 0;
        if !wanted.contains(&true) || (kept && !chosen.contains(&element.id)) {
            placed.push(Path::new(current));
            continue;
        }
        let mut tries = vec![current, line.curve()];
        tries.extend(ground.between(&wanted));
        tries.extend(ground.around(&wanted));
        let mut best: Option<(usize, f64, Curve)> = None;
        for curve in tries {
            let most = best.map_or(usize::MAX, |(n, ..)| n);
            let differing = ground.differing(curve, &wanted, most);
            if differing > most {
                continue;
            }
            let cost = ground.cost(curve, &placed);
            if best.is_none_or(|(n, c, _)| (differing, cost) < (n, c)) {
                best = Some((differing, cost, curve));
            }
        }
        let Some((_, _, curve)) = best else { continue };
        placed.push(Path::new(curve));
        if curve != current {
            let mut new = line.clone();
            new.source.point = whole(curve.start);
            new.target.point = whole(curve.end);
            new.handle = whole(curve.handle);
            forms.insert(element.id.clone(), Form::BoundaryLine(new));
        }
    }
    forms
}

fn whole(p: Point) -> Point {
    Point::new(p.x.round(), p.y.round())
}

/// A flow as it was and as it is, with the places of its ends among the shapes.
struct Flow {
    before: Path,
    after: Path,
    points: Vec<Point>,
    ends: [usize; 2],
}

struct Ground {
    flows: Vec<Flow>,
    shapes: Vec<Rect>,
}

impl Ground {
    fn new(before: &Diagram, after: &Diagram) -> Self {
        let mut index: HashMap<&ElementId, usize> = HashMap::new();
        let mut shapes = Vec::new();
        for element in after.elements.iter().filter(|e| e.form.is_node()) {
            index.insert(&element.id, shapes.len());
            shapes.push(element.form.bounds());
        }
        let were: HashMap<&ElementId, Curve> =
            before.flows().map(|(e, l)| (&e.id, l.curve())).collect();
        let flows = after
            .flows()
            .filter_map(|(flow, line)| {
                let end = |id: &Option<ElementId>| index.get(id.as_ref()?).copied();
                Some(Flow {
                    before: Path::new(*were.get(&flow.id)?),
                    after: Path::new(line.curve()),
                    points: line.curve().polyline(),
                    ends: [end(&line.source.element)?, end(&line.target.element)?],
                })
            })
            .collect();
        Self { flows, shapes }
    }

    /// How many flows a line crosses though it should not, or the other way round; counted no
    /// further than `most` and one.
    fn differing(&self, curve: Curve, wanted: &[bool], most: usize) -> usize {
        let path = Path::new(curve);
        let mut differing = 0;
        for (flow, wanted) in self.flows.iter().zip(wanted) {
            if flow.after.meets(&path).is_some() != *wanted {
                differing += 1;
                if differing > most {
                    break;
                }
            }
        }
        differing
    }

    /// What speaks against a line that crosses the right flows: its length, shapes and other
    /// lines that it runs through.
    fn cost(&self, curve: Curve, others: &[Path]) -> f64 {
        let path = Path::new(curve);
        let points = curve.polyline();
        let through = self.shapes.iter().filter(|r| {
            let near = r.grown(8.0);
            path.bounds.touches(near) && points.iter().any(|p| near.contains(*p))
        });
        let met = others.iter().filter(|o| path.meets(o).is_some()).count();
        let length = curve.start.distance(curve.handle) + curve.handle.distance(curve.end);
        let bent = curve.handle.distance(curve.start.middle(curve.end));
        let left_of_all = points.iter().any(|p| p.x < 0.0 || p.y < 0.0);
        through.count() as f64 * 400.0
            + met as f64 * 300.0
            + length
            + bent
            + if left_of_all { 500.0 } else { 0.0 }
    }

    /// Upright and level lines in the gaps between shapes, as long as the flows need.
    fn between(&self, wanted: &[bool]) -> Vec<Curve> {
        let flows = || {
            let all = self.flows.iter().zip(wanted);
            all.filter(|(_, w)| **w).map(|(f, _)| f)
        };
        let Some(room) = flows().map(|f| f.after.bounds).reduce(Rect::union) else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        for upright in [true, false] {
            // The same with x and y exchanged for level ones.
            let turn = |p: Point| match upright {
                true => p,
                false => Point::new(p.y, p.x),
            };
            let span = |r: &Rect| match upright {
                true => (r.left, r.right()),
                false => (r.top, r.bottom()),
            };
            let (low, high) = span(&room);
            let mut edges: Vec<f64> = self
                .shapes
                .iter()
                .flat_map(|r| [span(r).0, span(r).1])
                .filter(|v| (low..=high).contains(v))
                .chain([low, high])
                .collect();
            edges.put_in_order_by(f64::total_cmp);
            let gaps: Vec<f64> = edges
                .windows(2)
                .filter_map(|pair| match pair {
                    [a, b] if b - a > 8.0 => Some((a + b) / 2.0),
                    _ => None,
                })
                .collect();
            let step = gaps.len() / GAPS + 1;
            for x in gaps.into_iter().step_by(step) {
                let passes: Vec<f64> = flows()
                    .flat_map(|flow| {
                        flow.points.windows(2).filter_map(|pair| {
                            let [p, q] = pair else { return None };
                            let (p, q) = (turn(*p), turn(*q));
                            ((p.x <= x) != (q.x <= x))
                                .then(|| p.y + (q.y - p.y) * (x - p.x) / (q.x - p.x))
                        })
                    })
                    .collect();
                let first = passes.iter().copied().fold(f64::MAX, f64::min);
                let last = passes.iter().copied().fold(f64::MIN, f64::max);
                if passes.is_empty() {
                    continue;
                }
                for beyond in BEYOND {
                    lines.push(Curve {
                        start: turn(Point::new(x, first - beyond)),
                        handle: turn(Point::new(x + 12.0, (first + last) / 2.0)),
                        end: turn(Point::new(x, last + beyond)),
                    });
                }
            }
        }
        lines
    }

    /// Arcs around what the line parts off: over a corner, or around three sides.
    fn around(&self, wanted: &[bool]) -> Vec<Curve> {
        let mut part = Union::new(self.shapes.len());
        for (flow, wanted) in self.flows.iter().zip(wanted) {
            if !wanted {
                part.join(flow.ends[0], flow.ends[1]);
            }
        }
        let mut roots: Vec<usize> = Vec::new();
        for (flow, _) in self.flows.iter().zip(wanted).filter(|(_, w)| **w) {
            for end in flow.ends {
                let root = part.root(end);
                if !roots.contains(&root) {
                    roots.push(root);
                }
            }
        }
        let mut held: HashMap<usize, Rect> = HashMap::new();
        for (i, rect) in self.shapes.iter().enumerate() {
            let root = part.root(i);
            if roots.contains(&root) {
                let all = held.get(&root).map_or(*rect, |r| r.union(*rect));
                held.insert(root, all);
            }
        }
        let mut all: Vec<(usize, Rect)> = held.into_iter().collect();
        let area = |r: &Rect| r.width * r.height;
        all.put_in_order_by(|(i, a), (j, b)| area(a).total_cmp(&area(b)).then(i.cmp(j)));
        let mut arcs = Vec::new();
        for (_, rect) in all.into_iter().take(6) {
            for room in [28.0, 48.0] {
                arcs.extend(arcs_around(rect.grown(room)));
            }
        }
        arcs
    }
}

fn arcs_around(r: Rect) -> Vec<Curve> {
    let c = r.center();
    let (w, h) = (r.width, r.height);
    let mut arcs = Vec::new();
    for side in [-1.0, 1.0] {
        // Around three sides: the ends reach beyond, for the arc is narrow at its top.
        arcs.push(Curve {
            start: Point::new(c.x - side * w * 0.5, c.y - h * 0.75),
            handle: Point::new(c.x + side * w * 0.5, c.y),
            end: Point::new(c.x - side * w * 0.5, c.y + h * 0.75),
        });
        arcs.push(Curve {
            start: Point::new(c.x - w * 0.75, c.y - side * h * 0.5),
            handle: Point::new(c.x, c.y + side * h * 0.5),
            end: Point::new(c.x + w * 0.75, c.y - side * h * 0.5),
        });
        for other in [-1.0, 1.0] {
            arcs.push(Curve {
                start: Point::new(c.x + side * w * 0.5, c.y - other * h * 0.5),
                handle: Point::new(c.x + side * w * 0.45, c.y + other * h * 0.45),
                end: Point::new(c.x - side * w * 0.5, c.y + other * h * 0.5),
            });
        }
    }
    arcs
}

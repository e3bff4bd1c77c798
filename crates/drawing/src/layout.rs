//! Automatic layout: elements in layers along their flows, what a boundary box holds stays inside
//! of it, and boundary lines stand again between what they parted.

use crate::layered::{Layers, layered};
use crate::untangle::Tangle;
use std::collections::{HashMap, HashSet};
use trustline_model::geometry::{CANVAS, Path, Point, Rect};
use trustline_model::{Diagram, Element, ElementId, Form};

/// Room between the edge of a box and what it holds; more at the top, for its name.
const PADDING: f64 = 40.0;
const HEAD: f64 = 30.0;

/// How far from where they were chosen shapes look for room among the others, in such steps.
const RINGS: i32 = 30;
const STEP: f64 = 20.0;

/// One of the ways to lay things out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Way {
    /// Where layers begin.
    layers: Layers,
    /// Whether things change their places afterwards, seen over all boxes at once.
    loosened: bool,
    /// How broad the whole may become before layers go on below.
    broad: f64,
}

/// How broad a drawing may become: as it comes, the canvas, and narrower ones.
const BROAD: [f64; 5] = [f64::INFINITY, 1_900.0, 1_450.0, 1_100.0, 800.0];

impl Way {
    /// All of them; the first is the plain one. Of large diagrams a few are tried.
    pub fn all(large: bool) -> impl Iterator<Item = Way> {
        let broad = BROAD.into_iter().take(if large { 2 } else { BROAD.len() });
        broad.flat_map(move |broad| {
            let kinds = [
                (Layers::Along, false),
                (Layers::Along, true),
                (Layers::Around, false),
                (Layers::Around, true),
                (Layers::Rings, false),
            ];
            let kinds = kinds.into_iter().take(if large { 1 } else { 5 });
            kinds.map(move |(layers, loosened)| Way {
                layers,
                loosened,
                broad,
            })
        })
    }

    /// Along the flows, box by box.
    pub const PLAIN: Way = Way {
        layers: Layers::Along,
        loosened: false,
        broad: f64::INFINITY,
    };
}

/// New forms for the chosen elements of a diagram that are not flows, and for what chosen boxes
/// hold. Flows are to be docked anew by the caller. Nothing where there is no room among the rest.
pub fn layout(diagram: &Diagram, chosen: &HashSet<ElementId>) -> HashMap<ElementId, Form> {
    laid_out(diagram, chosen, Way::PLAIN)
}

/// The same in one of the ways.
pub(crate) fn laid_out(
    diagram: &Diagram,
    chosen: &HashSet<ElementId>,
    way: Way,
) -> HashMap<ElementId, Form> {
    let within = |e: &Element| {
        let middle = e.form.bounds().center();
        diagram.elements.iter().any(|b| match b.form {
            Form::BoundaryBox(r) => chosen.contains(&b.id) && r.contains(middle),
            _ => false,
        })
    };
    let whole = diagram.elements.iter().all(|e| chosen.contains(&e.id));
    let (shapes, rest): (Vec<&Element>, Vec<&Element>) = diagram
        .elements
        .iter()
        .filter(|e| e.form.line().is_none())
        .partition(|e| whole || chosen.contains(&e.id) || within(e));
    let Some(before) = shapes.iter().map(|e| e.form.bounds()).reduce(Rect::union) else {
        return HashMap::new();
    };
    let plan = Plan::new(diagram, &shapes, way);
    let (size, places) = plan.group(None, way.broad);
    let mut rects: HashMap<&ElementId, Rect> = HashMap::new();
    plan.place(
        &places,
        Point::new(before.left.round(), before.top.round()),
        &mut rects,
    );
    if way.loosened {
        plan.untangle(&mut rects);
    }
    let Some((dx, dy)) = room(&shapes, &rest, &rects) else {
        return HashMap::new();
    };
    for rect in rects.values_mut() {
        rect.left += dx;
        rect.top += dy;
    }
    let mut forms: HashMap<ElementId, Form> = HashMap::new();
    for element in &shapes {
        let mut form = element.form.clone();
        if let (Some(rect), Some(new)) = (form.rect_mut(), rects.get(&element.id)) {
            *rect = *new;
        }
        forms.insert(element.id.clone(), form);
    }
    plan.boundary_lines(diagram, chosen, &rects, size, &mut forms);
    forms
}

/// How far arranged shapes must be moved to overlap none of the others, and to stay in and out of
/// the boxes that they were in and out of.
fn room(
    shapes: &[&Element],
    rest: &[&Element],
    rects: &HashMap<&ElementId, Rect>,
) -> Option<(f64, f64)> {
    let apart = |a: Rect, b: Rect| {
        a.right() <= b.left || b.right() <= a.left || a.bottom() <= b.top || b.bottom() <= a.top
    };
    let encloses = |a: Rect, b: Rect| {
        a.left <= b.left && a.top <= b.top && a.right() >= b.right() && a.bottom() >= b.bottom()
    };
    // Nothing goes beyond the canvas that did not stand there.
    let old = shapes.iter().map(|e| e.form.bounds()).reduce(Rect::union);
    let limits = CANVAS.union(old.unwrap_or(CANVAS));
    let rings = match shapes.len() * rest.len() {
        0..20_000 => RINGS,
        _ => 8,
    };
    let fits = |(dx, dy): (f64, f64)| {
        shapes.iter().all(|shape| {
            let Some(r) = rects.get(&shape.id) else {
                return true;
            };
            let new = Rect::new(r.left + dx, r.top + dy, r.width, r.height);
            let old = shape.form.bounds();
            let seen = rest.is_empty() || encloses(limits, new);
            seen && rest.iter().all(|other| match other.form {
                Form::BoundaryBox(b) if b.contains(old.center()) => encloses(b, new),
                _ => apart(new, other.form.bounds()),
            })
        })
    };
    let around = (0..=rings).flat_map(|ring| {
        (-ring..=ring).flat_map(move |y| {
            // The rim of the square only.
            let across = if y.abs() == ring {
                1
            } else {
                (2 * ring).max(1)
            };
            (-ring..=ring)
                .step_by(usize::try_from(across).unwrap_or(1))
                .map(move |x| (f64::from(x) * STEP, f64::from(y) * STEP))
        })
    });
    let mut around = around;
    around.find(|by| fits(*by))
}

/// A shape to be placed within its group, with what it holds.
struct Spot {
    /// Left upper corner within the group.
    at: Point,
    shape: usize,
    inner: Vec<Spot>,
}

struct Plan<'a> {
    shapes: &'a [&'a Element],
    way: Way,
    /// The box that holds each shape.
    parent: Vec<Option<usize>>,
    /// Flows between shapes, with the boundary lines that cross them.
    flows: Vec<(usize, usize, Vec<usize>)>,
    /// For each boundary line, the flows it crosses.
    crossed: HashMap<ElementId, Vec<(usize, usize)>>,
}

impl<'a> Plan<'a> {
    fn new(diagram: &'a Diagram, shapes: &'a [&'a Element], way: Way) -> Self {
        let index: HashMap<&ElementId, usize> =
            shapes.iter().enumerate().map(|(i, e)| (&e.id, i)).collect();
        let boxes: Vec<(usize, Rect)> = shapes
            .iter()
            .enumerate()
            .filter_map(|(i, e)| match e.form {
                Form::BoundaryBox(r) => Some((i, r)),
                _ => None,
            })
            .collect();
        let area = |r: &Rect| r.width * r.height;
        let parent = shapes
            .iter()
            .enumerate()
            .map(|(i, e)| {
                let own = e.form.bounds();
                let is_box = matches!(e.form, Form::BoundaryBox(_));
                let holds = |(b, r): &&(usize, Rect)| {
                    *b != i
                        && r.contains(own.center())
                        && (!is_box || area(r) > area(&own) || (area(r) == area(&own) && *b < i))
                };
                let smallest = boxes.iter().filter(holds);
                smallest
                    .min_by(|a, b| area(&a.1).total_cmp(&area(&b.1)))
                    .map(|(b, _)| *b)
            })
            .collect();
        let lines: Vec<(&Element, Path)> = diagram
            .elements
            .iter()
            .filter_map(|e| match &e.form {
                Form::BoundaryLine(line) => Some((e, Path::new(line.curve()))),
                _ => None,
            })
            .collect();
        let mut crossed: HashMap<ElementId, Vec<(usize, usize)>> = HashMap::new();
        let mut flows = Vec::new();
        for (_, flow) in diagram.flows() {
            let end = |id: &Option<ElementId>| id.as_ref().and_then(|id| index.get(id)).copied();
            let (Some(a), Some(b)) = (end(&flow.source.element), end(&flow.target.element)) else {
                continue;
            };
            let path = Path::new(flow.curve());
            let mut parting = Vec::new();
            for (l, (line, boundary)) in lines.iter().enumerate() {
                if path.meets(boundary).is_some() {
                    parting.push(l);
                    crossed.entry(line.id.clone()).or_default().push((a, b));
                }
            }
            if a != b {
                flows.push((a, b, parting));
            }
        }
        Self {
            shapes,
            way,
            parent,
            flows,
            crossed,
        }
    }

    /// The child of a group that a shape lies in, itself or a box around it.
    fn child_in(&self, mut shape: usize, group: Option<usize>) -> Option<usize> {
        for _ in 0..=self.shapes.len() {
            let parent = *self.parent.get(shape)?;
            if parent == group {
                return Some(shape);
            }
            shape = parent?;
        }
        None
    }

    /// Places what a group holds, no broader than this where it can be; gives its size.
    fn group(&self, group: Option<usize>, broad: f64) -> ((f64, f64), Vec<Spot>) {
        let mut items: Vec<(usize, (f64, f64), Vec<Spot>)> = Vec::new();
        let mut place: HashMap<usize, usize> = HashMap::new();
        for (i, shape) in self.shapes.iter().enumerate() {
            if self.parent.get(i).copied().flatten() != group || Some(i) == group {
                continue;
            }
            let own = shape.form.bounds();
            let (size, inner) = match shape.form {
                Form::BoundaryBox(_) => {
                    let (inside, inner) = self.group(Some(i), broad - 2.0 * PADDING);
                    match inner.is_empty() {
                        true => ((own.width, own.height), inner),
                        false => (boxed(inside), inner),
                    }
                }
                _ => ((own.width, own.height), Vec::new()),
            };
            place.insert(i, items.len());
            items.push((i, size, inner));
        }
        let mut edges: Vec<(usize, usize, &[usize])> = Vec::new();
        let mut outward = vec![false; items.len()];
        for (a, b, parting) in &self.flows {
            let (a, b) = (self.child_in(*a, group), self.child_in(*b, group));
            let (Some(a), Some(b)) = (a, b) else {
                let inside = a.or(b).and_then(|i| place.get(&i));
                if let Some(out) = inside.and_then(|i| outward.get_mut(*i)) {
                    *out = true;
                }
                continue;
            };
            if let (Some(a), Some(b)) = (place.get(&a), place.get(&b))
                && a != b
            {
                edges.push((*a, *b, parting));
            }
        }
        let bands = bands(items.len(), &edges);
        let sizes: Vec<(f64, f64)> = items.iter().map(|(_, size, _)| *size).collect();
        let pairs: Vec<(usize, usize)> = edges.iter().map(|(a, b, _)| (*a, *b)).collect();
        let (size, corners) = layered(&sizes, &pairs, &bands, &outward, (self.way.layers, broad));
        let spots = items
            .into_iter()
            .zip(corners)
            .map(|((shape, _, inner), at)| Spot { at, shape, inner })
            .collect();
        (size, spots)
    }

    fn place(&self, spots: &[Spot], origin: Point, rects: &mut HashMap<&'a ElementId, Rect>) {
        for spot in spots {
            let at = Point::new(origin.x + spot.at.x, origin.y + spot.at.y);
            let Some(element) = self.shapes.get(spot.shape) else {
                continue;
            };
            let corner = Point::new(at.x + PADDING, at.y + PADDING + HEAD);
            self.place(&spot.inner, corner, rects);
            let size = self.size_of(spot);
            rects.insert(
                &element.id,
                Rect::new(at.x.round(), at.y.round(), size.0.round(), size.1.round()),
            );
        }
    }

    /// Fewer crossings, seen over all boxes at once.
    fn untangle(&self, rects: &mut HashMap<&'a ElementId, Rect>) {
        let place = |e: &&Element| rects.get(&e.id).copied().unwrap_or_default();
        let tangle = Tangle {
            rects: self.shapes.iter().map(place).collect(),
            boxes: self
                .shapes
                .iter()
                .map(|e| matches!(e.form, Form::BoundaryBox(_)))
                .collect(),
            parent: &self.parent,
            flows: self.flows.iter().map(|(a, b, _)| (*a, *b)).collect(),
            margin: (PADDING + HEAD, PADDING),
        };
        for (element, rect) in self.shapes.iter().zip(tangle.loosened()) {
            rects.insert(&element.id, rect);
        }
    }

    fn size_of(&self, spot: &Spot) -> (f64, f64) {
        if spot.inner.is_empty() {
            let bounds = self.shapes.get(spot.shape).map(|e| e.form.bounds());
            let bounds = bounds.unwrap_or_default();
            return (bounds.width, bounds.height);
        }
        let (mut wide, mut high) = (0.0f64, 0.0f64);
        for held in &spot.inner {
            let (w, h) = self.size_of(held);
            (wide, high) = (wide.max(held.at.x + w), high.max(held.at.y + h));
        }
        boxed((wide, high))
    }

    /// Boundary lines between what they parted; those that parted nothing beside it all.
    fn boundary_lines(
        &self,
        diagram: &Diagram,
        chosen: &HashSet<ElementId>,
        rects: &HashMap<&ElementId, Rect>,
        size: (f64, f64),
        forms: &mut HashMap<ElementId, Form>,
    ) {
        let left = rects.values().map(|r| r.left).fold(f64::MAX, f64::min);
        let top = rects.values().map(|r| r.top).fold(f64::MAX, f64::min);
        let mut aside = left + size.0 + 60.0;
        for element in &diagram.elements {
            let Form::BoundaryLine(line) = &element.form else {
                continue;
            };
            let flows = self.crossed.get(&element.id);
            if !chosen.contains(&element.id) && flows.is_none() {
                continue;
            }
            let center = |i: usize| {
                let id = self.shapes.get(i).map(|e| &e.id)?;
                rects.get(id).map(|r| (*r, r.center()))
            };
            let mut middles = Vec::new();
            let (mut dx, mut dy) = (0.0, 0.0);
            for (a, b) in flows.into_iter().flatten() {
                let (Some((ra, a)), Some((rb, b))) = (center(*a), center(*b)) else {
                    continue;
                };
                // Half way between the outlines, not between the middles.
                let between = |a0: f64, a1: f64, b0: f64, b1: f64| {
                    if a1 <= b0 {
                        (a1 + b0) / 2.0
                    } else if b1 <= a0 {
                        (b1 + a0) / 2.0
                    } else {
                        (a0 + a1 + b0 + b1) / 4.0
                    }
                };
                middles.push(Point::new(
                    between(ra.left, ra.right(), rb.left, rb.right()),
                    between(ra.top, ra.bottom(), rb.top, rb.bottom()),
                ));
                dx += (b.x - a.x).abs();
                dy += (b.y - a.y).abs();
            }
            let mut new = line.clone();
            let (start, end, handle) = match middles.is_empty() {
                true => {
                    let x = aside;
                    aside += 60.0;
                    (
                        Point::new(x, top),
                        Point::new(x, top + 200.0),
                        Point::new(x + 20.0, top + 100.0),
                    )
                }
                false => {
                    let n = middles.len() as f64;
                    let x = middles.iter().map(|p| p.x).sum::<f64>() / n;
                    let y = middles.iter().map(|p| p.y).sum::<f64>() / n;
                    let low = |f: fn(&Point) -> f64| middles.iter().map(f).fold(f64::MAX, f64::min);
                    let high =
                        |f: fn(&Point) -> f64| middles.iter().map(f).fold(f64::MIN, f64::max);
                    match dx >= dy {
                        true => (
                            Point::new(x, low(|p| p.y) - 80.0),
                            Point::new(x, high(|p| p.y) + 80.0),
                            Point::new(x + 12.0, y),
                        ),
                        false => (
                            Point::new(low(|p| p.x) - 80.0, y),
                            Point::new(high(|p| p.x) + 80.0, y),
                            Point::new(x, y + 12.0),
                        ),
                    }
                }
            };
            let whole = |p: Point| Point::new(p.x.round(), p.y.round());
            new.source.point = whole(start);
            new.target.point = whole(end);
            new.handle = whole(handle);
            forms.insert(element.id.clone(), Form::BoundaryLine(new));
        }
    }
}

/// The size of a box around what it holds.
fn boxed((wide, high): (f64, f64)) -> (f64, f64) {
    (
        (wide + 2.0 * PADDING).max(160.0),
        high + 2.0 * PADDING + HEAD,
    )
}

/// From left to right, in which band each thing stands, so that every boundary line can run
/// between bands: the more lines lie before a thing, the further right it stands. Lines that
/// part nothing cleanly count for nothing.
fn bands(count: usize, edges: &[(usize, usize, &[usize])]) -> Vec<usize> {
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (e, (a, b, _)) in edges.iter().enumerate() {
        for i in [a, b] {
            if let Some(list) = near.get_mut(*i) {
                list.push(e);
            }
        }
    }
    let lines: HashSet<usize> = edges.iter().flat_map(|(.., l)| l.iter().copied()).collect();
    let mut behind = vec![0usize; count];
    for line in lines {
        for (i, side) in sides(count, edges, &near, line).into_iter().enumerate() {
            if let Some(n) = behind.get_mut(i) {
                *n += usize::from(side);
            }
        }
    }
    behind
}

/// For each thing whether it lies behind a line, as most flows run; all `false` where the line
/// parts nothing cleanly.
fn sides(
    count: usize,
    edges: &[(usize, usize, &[usize])],
    near: &[Vec<usize>],
    line: usize,
) -> Vec<bool> {
    let mut side: Vec<Option<bool>> = vec![None; count];
    for start in 0..count {
        if side.get(start) != Some(&None) {
            continue;
        }
        let mut members = vec![start];
        if let Some(s) = side.get_mut(start) {
            *s = Some(false);
        }
        let mut next = 0;
        let mut forward = 0i64;
        while let Some(i) = members.get(next).copied() {
            next += 1;
            let own = side.get(i).copied().flatten().unwrap_or(false);
            for (a, b, parting) in near
                .get(i)
                .into_iter()
                .flatten()
                .filter_map(|e| edges.get(*e))
            {
                let other = if *a == i { *b } else { *a };
                let parted = parting.contains(&line);
                match side.get_mut(other) {
                    Some(place @ None) => {
                        *place = Some(own != parted);
                        members.push(other);
                    }
                    Some(Some(there)) if *there != (own != parted) => return vec![false; count],
                    _ => {}
                }
                if parted && *a == i {
                    forward += if own { -1 } else { 1 };
                }
            }
        }
        if forward < 0 {
            for i in members {
                if let Some(Some(s)) = side.get_mut(i) {
                    *s = !*s;
                }
            }
        }
    }
    side.into_iter().map(|s| s.unwrap_or(false)).collect()
}

//! Automatic layout: elements in layers along their flows, what a boundary box holds stays inside
//! of it, and boundary lines stand again between what they parted.

use crate::layered::{Union, layered};
use std::collections::{HashMap, HashSet};
use trustline_model::geometry::{Path, Point, Rect};
use trustline_model::{Diagram, Element, ElementId, Form};

/// Room between the edge of a box and what it holds; more at the top, for its name.
const PADDING: f64 = 40.0;
const HEAD: f64 = 30.0;

/// New forms for the chosen elements of a diagram that are not flows. Flows are to be docked anew
/// by the caller.
pub fn layout(diagram: &Diagram, chosen: &HashSet<ElementId>) -> HashMap<ElementId, Form> {
    let shapes: Vec<&Element> = diagram
        .elements
        .iter()
        .filter(|e| chosen.contains(&e.id) && e.form.line().is_none())
        .collect();
    let Some(before) = shapes.iter().map(|e| e.form.bounds()).reduce(Rect::union) else {
        return HashMap::new();
    };
    let plan = Plan::new(diagram, &shapes);
    let (size, places) = plan.group(None);
    let mut rects: HashMap<&ElementId, Rect> = HashMap::new();
    plan.place(
        &places,
        Point::new(before.left.round(), before.top.round()),
        &mut rects,
    );
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

/// A thing to be placed within its group: a shape, or a group of what a line parts off.
struct Spot {
    /// Left upper corner within the group.
    at: Point,
    /// The shape, or the members of a part.
    what: What,
}

enum What {
    Shape(usize, Vec<Spot>),
    Part(Vec<Spot>),
}

struct Plan<'a> {
    shapes: &'a [&'a Element],
    /// The box that holds each shape.
    parent: Vec<Option<usize>>,
    /// Flows between shapes, with whether a boundary line crosses them.
    flows: Vec<(usize, usize, bool)>,
    /// For each boundary line, the flows it crosses.
    crossed: HashMap<ElementId, Vec<(usize, usize)>>,
}

impl<'a> Plan<'a> {
    fn new(diagram: &'a Diagram, shapes: &'a [&'a Element]) -> Self {
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
            let mut parted = false;
            for (line, boundary) in &lines {
                if path.meets(boundary).is_some() {
                    parted = true;
                    crossed.entry(line.id.clone()).or_default().push((a, b));
                }
            }
            if a != b {
                flows.push((a, b, parted));
            }
        }
        Self {
            shapes,
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

    /// Places what a group holds; gives its size.
    fn group(&self, group: Option<usize>) -> ((f64, f64), Vec<Spot>) {
        let mut items: Vec<(usize, (f64, f64), Vec<Spot>)> = Vec::new();
        let mut place: HashMap<usize, usize> = HashMap::new();
        for (i, shape) in self.shapes.iter().enumerate() {
            if self.parent.get(i).copied().flatten() != group || Some(i) == group {
                continue;
            }
            let own = shape.form.bounds();
            let (size, inner) = match shape.form {
                Form::BoundaryBox(_) => {
                    let (inside, inner) = self.group(Some(i));
                    match inner.is_empty() {
                        true => ((own.width, own.height), inner),
                        false => {
                            let wide = (inside.0 + 2.0 * PADDING).max(160.0);
                            ((wide, inside.1 + 2.0 * PADDING + HEAD), inner)
                        }
                    }
                }
                _ => ((own.width, own.height), Vec::new()),
            };
            place.insert(i, items.len());
            items.push((i, size, inner));
        }
        let mut joined: Vec<(usize, usize)> = Vec::new();
        let mut parted: Vec<(usize, usize)> = Vec::new();
        for (a, b, across) in &self.flows {
            let (Some(a), Some(b)) = (self.child_in(*a, group), self.child_in(*b, group)) else {
                continue;
            };
            if let (Some(a), Some(b)) = (place.get(&a), place.get(&b))
                && a != b
            {
                let list = if *across { &mut parted } else { &mut joined };
                list.push((*a, *b));
            }
        }
        // What no boundary line parts stays together.
        let mut part = Union::new(items.len());
        if parted.is_empty() {
            for i in 1..items.len() {
                part.join(0, i);
            }
        }
        for (a, b) in &joined {
            part.join(*a, *b);
        }
        let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut order = Vec::new();
        for i in 0..items.len() {
            let root = part.root(i);
            let list = members.entry(root).or_default();
            if list.is_empty() {
                order.push(root);
            }
            list.push(i);
        }
        let mut spots: Vec<Option<Spot>> = items
            .into_iter()
            .map(|(shape, size, inner)| {
                Some(Spot {
                    at: Point::new(size.0, size.1),
                    what: What::Shape(shape, inner),
                })
            })
            .collect();
        let size_of = |spot: &Option<Spot>| spot.as_ref().map_or((0.0, 0.0), |s| (s.at.x, s.at.y));
        if order.len() < 2 {
            let sizes: Vec<(f64, f64)> = spots.iter().map(size_of).collect();
            let mut all = joined;
            all.extend(parted);
            let (size, corners) = layered(&sizes, &all);
            return (size, settle(spots, &corners));
        }
        let mut part_of: HashMap<usize, usize> = HashMap::new();
        let mut parts = Vec::new();
        for (p, root) in order.iter().enumerate() {
            let list = members.remove(root).unwrap_or_default();
            let inner: HashMap<usize, usize> =
                list.iter().enumerate().map(|(n, i)| (*i, n)).collect();
            part_of.extend(list.iter().map(|i| (*i, p)));
            let mine: Vec<Option<Spot>> = list
                .iter()
                .map(|i| spots.get_mut(*i).and_then(Option::take))
                .collect();
            let sizes: Vec<(f64, f64)> = mine.iter().map(size_of).collect();
            let edges: Vec<(usize, usize)> = joined
                .iter()
                .chain(&parted)
                .filter_map(|(a, b)| Some((*inner.get(a)?, *inner.get(b)?)))
                .collect();
            let (size, corners) = layered(&sizes, &edges);
            parts.push((size, settle(mine, &corners)));
        }
        let edges: Vec<(usize, usize)> = parted
            .iter()
            .filter_map(|(a, b)| Some((*part_of.get(a)?, *part_of.get(b)?)))
            .filter(|(a, b)| a != b)
            .collect();
        let sizes: Vec<(f64, f64)> = parts.iter().map(|(s, _)| *s).collect();
        let (size, corners) = layered(&sizes, &edges);
        let spots = parts
            .into_iter()
            .zip(corners)
            .map(|((_, inner), at)| Spot {
                at,
                what: What::Part(inner),
            })
            .collect();
        (size, spots)
    }

    fn place(&self, spots: &[Spot], origin: Point, rects: &mut HashMap<&'a ElementId, Rect>) {
        for spot in spots {
            let at = Point::new(origin.x + spot.at.x, origin.y + spot.at.y);
            match &spot.what {
                What::Part(inner) => self.place(inner, at, rects),
                What::Shape(shape, inner) => {
                    let Some(element) = self.shapes.get(*shape) else {
                        continue;
                    };
                    let corner = Point::new(at.x + PADDING, at.y + PADDING + HEAD);
                    self.place(inner, corner, rects);
                    let own = element.form.bounds();
                    let size = match inner.is_empty() {
                        true => (own.width, own.height),
                        false => {
                            let held = extent(inner, self);
                            (
                                (held.0 + 2.0 * PADDING).max(160.0),
                                held.1 + 2.0 * PADDING + HEAD,
                            )
                        }
                    };
                    rects.insert(
                        &element.id,
                        Rect::new(at.x.round(), at.y.round(), size.0.round(), size.1.round()),
                    );
                }
            }
        }
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

/// How far placed things reach.
fn extent(spots: &[Spot], plan: &Plan<'_>) -> (f64, f64) {
    let mut size = (0.0f64, 0.0f64);
    for spot in spots {
        let own = match &spot.what {
            What::Part(inner) => extent(inner, plan),
            What::Shape(shape, inner) => {
                let bounds = plan.shapes.get(*shape).map(|e| e.form.bounds());
                let bounds = bounds.unwrap_or_default();
                match inner.is_empty() {
                    true => (bounds.width, bounds.height),
                    false => {
                        let held = extent(inner, plan);
                        (
                            (held.0 + 2.0 * PADDING).max(160.0),
                            held.1 + 2.0 * PADDING + HEAD,
                        )
                    }
                }
            }
        };
        size = (size.0.max(spot.at.x + own.0), size.1.max(spot.at.y + own.1));
    }
    size
}

fn settle(spots: Vec<Option<Spot>>, corners: &[Point]) -> Vec<Spot> {
    let placed = spots.into_iter().flatten().zip(corners);
    placed
        .map(|(spot, at)| Spot {
            at: *at,
            what: spot.what,
        })
        .collect()
}

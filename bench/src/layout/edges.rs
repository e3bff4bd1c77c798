//! The graph of a diagram: boxes, pairs of elements that talk, what joins them, and how often that
//! crosses.

use std::collections::HashSet;
use trustline_drawing::{Drawing, Primitive};
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Diagram, Element, ElementId, Form};

/// Boundary boxes and where they are.
pub fn boxes(diagram: &Diagram) -> impl Iterator<Item = (&Element, Rect)> {
    diagram.elements.iter().filter_map(|e| match e.form {
        Form::BoundaryBox(rect) => Some((e, rect)),
        _ => None,
    })
}

/// What joins two elements, as it is drawn.
pub struct Edge {
    /// The elements that it joins, by their places among the elements.
    pub ends: (usize, usize),
    /// Where it runs.
    pub points: Vec<Point>,
}

/// The first flow of each pair of elements, in the order of the diagram.
pub fn pairs(diagram: &Diagram) -> Vec<(&Element, (usize, usize))> {
    let place = |id: &Option<ElementId>| {
        let id = id.as_ref()?;
        diagram.elements.iter().position(|e| e.id == *id)
    };
    let mut seen = HashSet::new();
    diagram
        .flows()
        .filter_map(|(flow, line)| {
            let (a, b) = (place(&line.source.element)?, place(&line.target.element)?);
            (a != b && seen.insert((a.min(b), a.max(b)))).then_some((flow, (a, b)))
        })
        .collect()
}

/// What joins each pair of elements, as it is drawn.
pub fn edges(diagram: &Diagram, drawing: &Drawing) -> Vec<Edge> {
    let drawn = |id: &ElementId| {
        let item = drawing.items.iter().find(|i| i.id == *id)?;
        item.parts.iter().find_map(|part| match part {
            Primitive::Curve(curve, _) => Some(curve.polyline()),
            _ => None,
        })
    };
    let all = pairs(diagram).into_iter();
    all.filter_map(|(flow, ends)| {
        Some(Edge {
            ends,
            points: drawn(&flow.id)?,
        })
    })
    .collect()
}

/// How many pairs of edges cross, those left out that share an end.
pub fn crossings(edges: &[Edge]) -> usize {
    let apart = |(a, b): (usize, usize), (c, d)| a != c && a != d && b != c && b != d;
    let later = |n: usize| edges.iter().skip(n + 1);
    let of = |(n, a): (usize, &Edge)| {
        later(n)
            .filter(|b| apart(a.ends, b.ends) && cross(&a.points, &b.points))
            .count()
    };
    edges.iter().enumerate().map(of).sum()
}

/// Whether two courses cross somewhere.
fn cross(a: &[Point], b: &[Point]) -> bool {
    let side = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    let parts = |p: Point, q: Point, r: Point, s: Point| {
        (side(p, q, r) > 0.0) != (side(p, q, s) > 0.0)
            && Rect::spanning(p, q).touches(Rect::spanning(r, s))
    };
    a.windows(2).any(|one| {
        b.windows(2).any(|other| match (one, other) {
            ([p, q], [r, s]) => parts(*p, *q, *r, *s) && parts(*r, *s, *p, *q),
            _ => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(ends: (usize, usize), points: [(f64, f64); 2]) -> Edge {
        let points = points.map(|(x, y)| Point::new(x, y)).to_vec();
        Edge { ends, points }
    }

    #[test]
    fn flows_that_share_an_end_do_not_cross() {
        let falling = [(0.0, 0.0), (10.0, 10.0)];
        let rising = [(0.0, 10.0), (10.0, 0.0)];
        let beside = [(20.0, 10.0), (30.0, 0.0)];
        let cases = [
            ((0, 1), (2, 3), rising, 1),
            ((0, 1), (1, 2), rising, 0),
            ((0, 1), (2, 3), beside, 0),
        ];
        for (a, b, course, expected) in cases {
            let edges = [edge(a, falling), edge(b, course)];
            assert_eq!(crossings(&edges), expected, "{a:?} {b:?}");
        }
    }
}

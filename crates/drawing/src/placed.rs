//! Where labels go: off one another, off shapes, and off lines that are not their own.

use std::collections::HashMap;
use trustline_model::geometry::{Curve, Point, Rect};
use trustline_model::{Diagram, Element, ElementId, Form};

/// What it costs to lie on a label, on a shape, on a line, on the outline of a boundary.
const LABEL: usize = 1000;
const SHAPE: usize = 300;
const LINE: usize = 60;
const OUTLINE: usize = 40;

/// Where along its line a label may stand, the best first.
const ALONG: [f64; 13] = [
    0.5, 0.44, 0.56, 0.38, 0.62, 0.31, 0.69, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85,
];

/// So many elements of a diagram are looked at for lines below labels; of more, nobody could tell.
const MANY: usize = 3000;

/// A line is looked at in so many straight pieces.
const PIECES: usize = 8;

/// A straight piece of a line: whose it is, its ends, and what it costs to lie on it.
type Piece = (usize, Point, Point, usize);

/// What lies where already, in squares of the plane.
#[derive(Default)]
pub(crate) struct Placed<'d> {
    labels: Squares<Rect>,
    shapes: Squares<Rect>,
    pieces: Squares<Piece>,
    lines: HashMap<&'d ElementId, usize>,
}

/// Things by the squares that they touch.
struct Squares<T>(HashMap<(i64, i64), Vec<T>>);

impl<T> Default for Squares<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Copy> Squares<T> {
    const SIDE: f64 = 200.0;

    fn touched(rect: Rect) -> impl Iterator<Item = (i64, i64)> {
        let square = |v: f64| (v / Self::SIDE).floor() as i64;
        let (left, right) = (square(rect.left), square(rect.right()));
        (square(rect.top)..=square(rect.bottom()))
            .flat_map(move |y| (left..=right).map(move |x| (x, y)))
    }

    fn put(&mut self, rect: Rect, thing: T) {
        // What is larger than any label, or not a number, would fill the map.
        if rect.width.max(rect.height) < 4000.0 {
            for square in Self::touched(rect) {
                self.0.entry(square).or_default().push(thing);
            }
        }
    }

    fn near(&self, rect: Rect) -> impl Iterator<Item = T> + '_ {
        let squares = Self::touched(rect).filter_map(|s| self.0.get(&s));
        squares.flatten().copied()
    }
}

impl<'d> Placed<'d> {
    /// With the shapes and lines of a diagram; names inside of shapes count as labels.
    pub(crate) fn new(diagram: &'d Diagram) -> Self {
        let mut placed = Self::default();
        for element in diagram.elements.iter().filter(|e| e.form.is_node()) {
            let r = element.form.rect().unwrap_or_default();
            placed.shapes.put(r, r);
            if !element.name().is_empty() {
                let (wide, high) = (r.width * 0.7, r.height * 0.3);
                let c = r.center();
                let name = Rect::new(c.x - wide / 2.0, c.y - high / 2.0, wide, high);
                placed.labels.put(name, name);
            }
        }
        if diagram.elements.len() <= MANY {
            for (place, element) in diagram.elements.iter().enumerate() {
                placed.line(place, element);
            }
        }
        placed
    }

    fn line(&mut self, place: usize, element: &'d Element) {
        let (points, cost) = match &element.form {
            Form::DataFlow(line) | Form::BoundaryLine(line) => {
                let at = |i: usize| line.curve().at(i as f64 / PIECES as f64);
                ((0..=PIECES).map(at).collect::<Vec<_>>(), LINE)
            }
            Form::BoundaryBox(r) => {
                let corners = [
                    (r.left, r.top),
                    (r.right(), r.top),
                    (r.right(), r.bottom()),
                    (r.left, r.bottom()),
                    (r.left, r.top),
                ];
                (corners.map(|(x, y)| Point::new(x, y)).into(), OUTLINE)
            }
            _ => return,
        };
        self.lines.insert(&element.id, place);
        for ends in points.windows(2) {
            if let [a, b] = ends {
                let piece = (place, *a, *b, cost);
                self.pieces.put(Rect::spanning(*a, *b), piece);
            }
        }
    }

    /// What it costs to put a label here.
    fn cost(&self, rect: Rect, own: Option<usize>) -> usize {
        let on_label = self.labels.near(rect).any(|other| other.touches(rect));
        let on_shape = self.shapes.near(rect).any(|other| other.touches(rect));
        let mut crossed: Vec<usize> = Vec::new();
        let mut cost = usize::from(on_label) * LABEL + usize::from(on_shape) * SHAPE;
        for (line, a, b, price) in self.pieces.near(rect) {
            if Some(line) != own && !crossed.contains(&line) && runs_through(rect, a, b) {
                crossed.push(line);
                cost += price;
            }
        }
        cost
    }

    /// Takes the cheapest of several middles, the first of those that are alike.
    fn take(&mut self, own: &ElementId, middles: &[Point], (width, height): (f64, f64)) -> Point {
        let rect = |m: &Point| Rect::new(m.x - width / 2.0, m.y - height / 2.0, width, height);
        let own = self.lines.get(own).copied();
        let mut chosen: Option<(usize, Point)> = None;
        for middle in middles {
            let cost = self.cost(rect(middle), own);
            if chosen.is_none_or(|(least, _)| cost < least) {
                chosen = Some((cost, *middle));
            }
            if cost == 0 {
                break;
            }
        }
        let (_, middle) = chosen.unwrap_or_default();
        let taken = rect(&middle);
        self.labels.put(taken, taken);
        middle
    }

    /// On the point a curve runs through, or beside it on the curve.
    pub(crate) fn on_curve(&mut self, own: &ElementId, curve: Curve, size: (f64, f64)) -> Point {
        let along = ALONG.map(|t| curve.at(t));
        self.take(own, &along, size)
    }

    /// In the upper left corner of a box, or in another one.
    pub(crate) fn corner(
        &mut self,
        own: &ElementId,
        rect: Rect,
        (width, height): (f64, f64),
    ) -> Point {
        let left = rect.left + 8.0 + width / 2.0;
        let right = rect.right() - 8.0 - width / 2.0;
        let top = rect.top + 6.0 + height / 2.0;
        let bottom = rect.bottom() - 6.0 - height / 2.0;
        let corners = [(left, top), (left, bottom), (right, top), (right, bottom)]
            .map(|(x, y)| Point::new(x, y));
        self.take(own, &corners, (width, height))
    }
}

/// Whether a straight line runs through a rectangle.
fn runs_through(rect: Rect, a: Point, b: Point) -> bool {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let (mut from, mut to) = (0.0f64, 1.0f64);
    let sides = [
        (-dx, a.x - rect.left),
        (dx, rect.right() - a.x),
        (-dy, a.y - rect.top),
        (dy, rect.bottom() - a.y),
    ];
    for (slope, room) in sides {
        if slope == 0.0 {
            if room < 0.0 {
                return false;
            }
        } else if slope < 0.0 {
            from = from.max(room / slope);
        } else {
            to = to.min(room / slope);
        }
    }
    from <= to
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::flow;

    #[test]
    fn lines_run_through_rectangles_or_past_them() {
        let rect = Rect::new(10.0, 10.0, 20.0, 10.0);
        let cases = [
            ((0.0, 0.0), (40.0, 30.0), true),
            ((0.0, 15.0), (40.0, 15.0), true),
            ((15.0, 15.0), (16.0, 16.0), true),
            ((0.0, 5.0), (40.0, 5.0), false),
            ((0.0, 0.0), (5.0, 30.0), false),
            ((0.0, 25.0), (8.0, 9.0), false),
        ];
        for ((ax, ay), (bx, by), expected) in cases {
            let found = runs_through(rect, Point::new(ax, ay), Point::new(bx, by));
            assert_eq!(found, expected, "{ax} {ay} {bx} {by}");
        }
    }

    #[test]
    fn a_label_keeps_off_a_line_that_crosses_its_own_in_the_middle() {
        let diagram = Diagram {
            elements: vec![
                flow("own", (0.0, 100.0), (600.0, 100.0)),
                flow("other", (300.0, 0.0), (300.0, 200.0)),
            ],
            ..Diagram::default()
        };
        let curve = diagram.elements[0].form.line().unwrap().curve();
        let own: ElementId = "own".into();
        let at = Placed::new(&diagram).on_curve(&own, curve, (60.0, 14.0));
        assert!((at.x - 300.0).abs() > 30.0, "{at:?}");
        let alone = Diagram {
            elements: vec![diagram.elements[0].clone()],
            ..Diagram::default()
        };
        let at = Placed::new(&alone).on_curve(&own, curve, (60.0, 14.0));
        assert_eq!((at.x, at.y), (300.0, 100.0));
    }
}

//! Points, rectangles and curves, in the pixels of the original tool: x to the right, y down.
//!
//! A curve runs through its handle: it is the quadratic Bezier curve from S to T with control
//! point `2·H − (S + T) / 2`. Whether two curves meet is judged on 64 chords each, which is what
//! the threat lists stored in real files agree with.

/// Where the original tool lets lines run. It moves what reaches beyond to the edge, and says that the
/// file is damaged. In three public files a shape ends exactly there, in none beyond.
pub const CANVAS: Rect = Rect::new(10.0, 10.0, 1980.0, 2180.0);

/// Where the upper left corner of a shape may be. Its right edge stays on the canvas as well; downwards
/// a shape may reach a little beyond.
pub const CORNERS: Rect = Rect::new(10.0, 10.0, 1880.0, 2080.0);

/// A place on a diagram.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub struct Point {
    /// To the right.
    #[cfg_attr(feature = "serde", serde(with = "crate::json::number"))]
    pub x: f64,
    /// Down.
    #[cfg_attr(feature = "serde", serde(with = "crate::json::number"))]
    pub y: f64,
}

impl Point {
    /// A point from its two coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Distance in pixels.
    pub fn distance(self, other: Point) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The nearest point with whole numbers.
    pub fn rounded(self) -> Point {
        Point::new(self.x.round(), self.y.round())
    }

    /// The point half way.
    pub fn middle(self, other: Point) -> Point {
        Point::new((self.x + other.x) / 2.0, (self.y + other.y) / 2.0)
    }
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub struct Rect {
    /// Left edge.
    #[cfg_attr(feature = "serde", serde(with = "crate::json::number"))]
    pub left: f64,
    /// Upper edge.
    #[cfg_attr(feature = "serde", serde(with = "crate::json::number"))]
    pub top: f64,
    /// Width, not negative in valid models.
    #[cfg_attr(feature = "serde", serde(with = "crate::json::number"))]
    pub width: f64,
    /// Height, not negative in valid models.
    #[cfg_attr(feature = "serde", serde(with = "crate::json::number"))]
    pub height: f64,
}

impl Rect {
    /// A rectangle from its corner and size.
    pub const fn new(left: f64, top: f64, width: f64, height: f64) -> Self {
        Self {
            left,
            top,
            width,
            height,
        }
    }

    /// The rectangle that two corners span.
    pub fn spanning(a: Point, b: Point) -> Self {
        Self::new(
            a.x.min(b.x),
            a.y.min(b.y),
            (a.x - b.x).abs(),
            (a.y - b.y).abs(),
        )
    }

    /// Right edge.
    pub fn right(self) -> f64 {
        self.left + self.width
    }

    /// Lower edge.
    pub fn bottom(self) -> f64 {
        self.top + self.height
    }

    /// The middle.
    pub fn center(self) -> Point {
        Point::new(self.left + self.width / 2.0, self.top + self.height / 2.0)
    }

    /// Whether a point lies strictly inside: on the edge is outside.
    pub fn contains(self, p: Point) -> bool {
        self.left < p.x && p.x < self.right() && self.top < p.y && p.y < self.bottom()
    }

    /// Whether a point lies inside or on the edge.
    pub fn covers(self, p: Point) -> bool {
        self.left <= p.x && p.x <= self.right() && self.top <= p.y && p.y <= self.bottom()
    }

    /// The point inside, edges included, that is nearest to another one.
    pub fn nearest(self, p: Point) -> Point {
        let within = |v: f64, from: f64, to: f64| v.min(to).max(from);
        Point::new(
            within(p.x, self.left, self.right()),
            within(p.y, self.top, self.bottom()),
        )
    }

    /// The rectangle with whole numbers.
    pub fn rounded(self) -> Rect {
        Rect::new(
            self.left.round(),
            self.top.round(),
            self.width.round(),
            self.height.round(),
        )
    }

    /// Whether two rectangles share at least a point, edges included.
    pub fn touches(self, other: Rect) -> bool {
        self.left <= other.right()
            && other.left <= self.right()
            && self.top <= other.bottom()
            && other.top <= self.bottom()
    }

    /// The smallest rectangle around both.
    pub fn union(self, other: Rect) -> Rect {
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        Rect::new(
            left,
            top,
            self.right().max(other.right()) - left,
            self.bottom().max(other.bottom()) - top,
        )
    }

    /// The same rectangle with a margin around it.
    pub fn grown(self, by: f64) -> Rect {
        Rect::new(
            self.left - by,
            self.top - by,
            self.width + 2.0 * by,
            self.height + 2.0 * by,
        )
    }
}

/// How many chords stand for a curve.
const CHORDS: usize = 64;

/// A quadratic curve from `start` to `end` through `handle`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Curve {
    /// Where it begins.
    pub start: Point,
    /// The point it runs through half way.
    pub handle: Point,
    /// Where it ends.
    pub end: Point,
}

impl Curve {
    /// The control point of the quadratic Bezier curve.
    pub fn control(self) -> Point {
        Point::new(
            2.0 * self.handle.x - (self.start.x + self.end.x) / 2.0,
            2.0 * self.handle.y - (self.start.y + self.end.y) / 2.0,
        )
    }

    /// The point at `t`, 0 at the start and 1 at the end.
    pub fn at(self, t: f64) -> Point {
        let (c, u) = (self.control(), 1.0 - t);
        Point::new(
            u * u * self.start.x + 2.0 * t * u * c.x + t * t * self.end.x,
            u * u * self.start.y + 2.0 * t * u * c.y + t * t * self.end.y,
        )
    }

    /// The chords that stand for the curve.
    pub fn polyline(self) -> Vec<Point> {
        (0..=CHORDS)
            .map(|i| self.at(i as f64 / CHORDS as f64))
            .collect()
    }

    /// A rectangle that holds the whole curve (the hull of its three Bezier points).
    pub fn bounds(self) -> Rect {
        Rect::spanning(self.start, self.end).union(Rect::spanning(self.control(), self.control()))
    }

    /// Where along this curve (0 to 1) it first meets the other, if it does.
    pub fn meets(self, other: Curve) -> Option<f64> {
        Path::new(self).meets(&Path::new(other))
    }

    /// Where along this curve (0 to 1) it passes the outline of a rectangle, if exactly one of
    /// its two ends lies inside: the last entry or the first exit.
    pub fn passes(self, rect: Rect) -> Option<f64> {
        let (from, to) = (rect.contains(self.start), rect.contains(self.end));
        if from == to {
            return None;
        }
        let inside = |i: &usize| rect.contains(self.at(*i as f64 / CHORDS as f64));
        let step = if from {
            (0..=CHORDS).find(|i| !inside(i))
        } else {
            (0..=CHORDS).rev().find(|i| !inside(i)).map(|i| i + 1)
        };
        Some(((step.unwrap_or(CHORDS) as f64 - 0.5) / CHORDS as f64).clamp(0.0, 1.0))
    }
}

/// The chords of a curve with what holds them, to be compared with many others.
#[derive(Clone, Debug)]
pub struct Path {
    chords: Vec<Point>,
    /// A rectangle that holds the whole curve.
    pub bounds: Rect,
}

impl Path {
    /// The chords that stand for a curve.
    pub fn new(curve: Curve) -> Self {
        Self {
            chords: curve.polyline(),
            bounds: curve.bounds(),
        }
    }

    /// Where along this path (0 to 1) it first meets the other, if it does.
    pub fn meets(&self, other: &Path) -> Option<f64> {
        if !self.bounds.touches(other.bounds) {
            return None;
        }
        self.chords.windows(2).enumerate().find_map(|(i, a)| {
            let [p, q] = a else { return None };
            let reach = Rect::spanning(*p, *q);
            if !reach.touches(other.bounds) {
                return None;
            }
            other
                .chords
                .windows(2)
                .any(|b| {
                    let [r, s] = b else { return false };
                    reach.touches(Rect::spanning(*r, *s)) && segments_cross(*p, *q, *r, *s)
                })
                .then_some((i as f64 + 0.5) / CHORDS as f64)
        })
    }
}

fn segments_cross(p: Point, q: Point, r: Point, s: Point) -> bool {
    let side = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    (side(r, s, p) > 0.0) != (side(r, s, q) > 0.0) && (side(p, q, r) > 0.0) != (side(p, q, s) > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(points: [f64; 6]) -> Curve {
        let [a, b, c, d, e, f] = points;
        Curve {
            start: Point::new(a, b),
            handle: Point::new(c, d),
            end: Point::new(e, f),
        }
    }

    #[test]
    fn a_curve_runs_through_its_handle() {
        assert_eq!(
            curve([0.0, 0.0, 7.0, 9.0, 100.0, 0.0]).at(0.5),
            Point::new(7.0, 9.0)
        );
    }

    #[test]
    fn curves_that_meet() {
        let across = curve([0.0, 50.0, 50.0, 50.0, 100.0, 50.0]);
        let cases: [(&str, [f64; 6], bool); 4] = [
            (
                "straight through",
                [50.0, 0.0, 50.0, 50.0, 50.0, 100.0],
                true,
            ),
            (
                "bulges over the line",
                [0.0, 0.0, 50.0, 60.0, 100.0, 0.0],
                true,
            ),
            (
                "bulges, but not far enough",
                [0.0, 0.0, 50.0, 40.0, 100.0, 0.0],
                false,
            ),
            ("beside", [150.0, 0.0, 150.0, 50.0, 150.0, 100.0], false),
        ];
        for (name, other, expected) in cases {
            assert_eq!(across.meets(curve(other)).is_some(), expected, "{name}");
        }
    }

    #[test]
    fn a_box_is_crossed_when_exactly_one_end_is_inside() {
        let rect = Rect::new(0.0, 0.0, 100.0, 100.0);
        let cases: [(&str, [f64; 6], bool); 5] = [
            ("in to out", [50.0, 50.0, 100.0, 50.0, 150.0, 50.0], true),
            ("out to in", [150.0, 50.0, 100.0, 50.0, 50.0, 50.0], true),
            (
                "leaves and comes back",
                [10.0, 50.0, 300.0, 50.0, 90.0, 60.0],
                false,
            ),
            (
                "passes through",
                [-50.0, 50.0, 50.0, 50.0, 150.0, 50.0],
                false,
            ),
            (
                "starts on the edge",
                [100.0, 50.0, 120.0, 50.0, 150.0, 50.0],
                false,
            ),
        ];
        for (name, line, expected) in cases {
            assert_eq!(curve(line).passes(rect).is_some(), expected, "{name}");
        }
    }

    #[test]
    fn the_crossing_lies_where_the_outline_is() {
        let out = curve([50.0, 50.0, 100.0, 50.0, 150.0, 50.0]);
        let t = out.passes(Rect::new(0.0, 0.0, 100.0, 100.0)).unwrap();
        assert!((out.at(t).x - 100.0).abs() < 2.0);
    }

    #[test]
    fn odd_numbers_cross_nothing() {
        let nan = curve([f64::NAN, 0.0, 1.0, 1.0, 2.0, 2.0]);
        assert!(nan.meets(nan).is_none());
        assert!(
            nan.passes(Rect::new(0.0, 0.0, 10.0, 10.0))
                .is_none_or(|t| t <= 1.0)
        );
    }
}

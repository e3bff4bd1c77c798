//! Places where a selected element, or a port where a flow, can be taken hold of.

use trustline_drawing::docking::direction;
use trustline_model::geometry::Point;
use trustline_model::{Element, Port};

/// How near counts as being on a grip or a port, in pixels of the screen.
pub(super) const NEAR: f64 = 7.0;
/// How far outside of their element ports are shown, in pixels of the screen.
pub(super) const PORT_GAP: f64 = 16.0;

/// A place of a selected element that can be dragged.
#[derive(Clone, Debug, PartialEq)]
pub struct Grip {
    /// Where it is, on the plane.
    pub at: Point,
    /// What it changes.
    pub kind: GripKind,
}

/// What a grip changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GripKind {
    /// Edges of a rectangle: -1 left or top, 1 right or bottom, 0 neither.
    Edge(i8, i8),
    /// The point a curve runs through.
    Handle,
    /// Where a line begins.
    Source,
    /// Where a line ends.
    Target,
}

/// The grips of an element.
pub(super) fn grips_of(element: &Element) -> Vec<Grip> {
    if let Some(line) = element.form.line() {
        let grip = |at, kind| Grip { at, kind };
        return vec![
            grip(line.handle, GripKind::Handle),
            grip(line.source.point, GripKind::Source),
            grip(line.target.point, GripKind::Target),
        ];
    }
    let r = element.form.bounds();
    let mut grips = Vec::new();
    for y in -1..=1i8 {
        for x in -1..=1i8 {
            if (x, y) != (0, 0) {
                let c = r.center();
                let at = Point::new(
                    c.x + f64::from(x) * r.width / 2.0,
                    c.y + f64::from(y) * r.height / 2.0,
                );
                grips.push(Grip {
                    at,
                    kind: GripKind::Edge(x, y),
                });
            }
        }
    }
    grips
}

/// Where a port is shown: a little outside of its element.
pub(super) fn outside(port: Port, p: Point, gap: f64) -> Point {
    let (x, y) = direction(port);
    let length = x.hypot(y).max(1.0);
    Point::new(p.x + x / length * gap, p.y + y / length * gap)
}

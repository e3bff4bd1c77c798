//! What lies under a point.

use crate::drawing::{Area, Drawing, Item};
use trustline_model::ElementId;
use trustline_model::geometry::Point;

/// How near counts as being on a line, in pixels.
const NEAR: f64 = 6.0;

/// The topmost element under a point.
pub fn hit(drawing: &Drawing, point: Point) -> Option<&ElementId> {
    drawing
        .items
        .iter()
        .rev()
        .find(|item| is_on(item, point))
        .map(|item| &item.id)
}

fn is_on(item: &Item, p: Point) -> bool {
    if !item.bounds.grown(NEAR).contains(p) {
        return false;
    }
    let on_label = || item.labels.iter().any(|part| part.bounds().contains(p));
    match item.area {
        Area::Rect(rect) => rect.contains(p),
        Area::Ellipse(rect) => {
            let c = rect.center();
            let (x, y) = (
                (p.x - c.x) / (rect.width / 2.0),
                (p.y - c.y) / (rect.height / 2.0),
            );
            x * x + y * y <= 1.0
        }
        Area::Outline(rect) => {
            (rect.grown(NEAR).contains(p) && !rect.grown(-NEAR).contains(p)) || on_label()
        }
        Area::Curve(curve) => {
            curve.polyline().windows(2).any(|w| match w {
                [a, b] => distance_to(*a, *b, p) <= NEAR,
                _ => false,
            }) || on_label()
        }
    }
}

/// Distance from a point to a straight piece of line.
fn distance_to(a: Point, b: Point, p: Point) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let t = if length == 0.0 {
        0.0
    } else {
        ((p.x - a.x) * dx + (p.y - a.y) * dy) / length
    };
    let t = t.clamp(0.0, 1.0);
    p.distance(Point::new(a.x + t * dx, a.y + t * dy))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::draw;
    use trustline_model::geometry::Rect;
    use trustline_model::{Diagram, Element, End, Form, Line, Port};

    #[test]
    fn the_topmost_element_under_a_point_is_hit() {
        let element = |id: &str, form| Element {
            id: id.into(),
            stencil: "x".into(),
            generic: "x".into(),
            properties: Vec::new(),
            form,
            stroke: None,
        };
        let end = |x, y| End {
            point: Point::new(x, y),
            element: None,
            port: Port::None,
        };
        let line = Line {
            source: end(0.0, 150.0),
            target: end(200.0, 150.0),
            handle: Point::new(100.0, 180.0),
        };
        let diagram = Diagram {
            elements: vec![
                element("zone", Form::BoundaryBox(Rect::new(0.0, 0.0, 300.0, 300.0))),
                element("circle", Form::Process(Rect::new(50.0, 20.0, 100.0, 100.0))),
                element("flow", Form::DataFlow(line)),
            ],
            ..Diagram::default()
        };
        let drawing = draw(&diagram, None);
        let cases = [
            ((100.0, 70.0), Some("circle")),
            ((52.0, 22.0), None), // the corner beside the circle
            ((100.0, 181.0), Some("flow")),
            ((300.0, 120.0), Some("zone")),
            ((220.0, 250.0), None), // inside of the boundary, on nothing
            ((900.0, 900.0), None),
        ];
        for ((x, y), expected) in cases {
            assert_eq!(
                hit(&drawing, Point::new(x, y)).map(|id| id.as_str()),
                expected,
                "{x} {y}"
            );
        }
    }
}

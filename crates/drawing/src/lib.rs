//! How a diagram looks: shapes, labels, what lies under a point, and SVG. Near to how the
//! Microsoft Threat Modeling Tool shows it. Knows nothing of threats, rules or the page.
//!
//! The same diagram gives the same bytes on every machine: text is measured by a table.

mod arrange;
mod calm;
mod compose;
pub mod docking;
mod layered;
mod layout;
mod parting;
mod picture;
mod svg;
mod text;
mod theme;
mod untangle;
mod widths;

pub use arrange::{arrange, arrange_all};
pub use compose::draw;
pub use layout::layout;
pub use parting::part;
pub use svg::{bodies, body, classes, course, escaped, number, style, svg};
pub use theme::Theme;

use trustline_model::ElementId;
use trustline_model::geometry::{Curve, Point, Rect};

/// A diagram, ready to be written or looked at.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// What people call the diagram.
    pub title: String,
    /// What holds everything, margin included.
    pub bounds: Rect,
    /// Elements in the order they are painted.
    pub items: Vec<Item>,
}

/// An element as it is painted.
#[derive(Clone, Debug)]
pub struct Item {
    /// The element.
    pub id: ElementId,
    /// Its whole name, for those who cannot read the label.
    pub title: String,
    /// What it is, in the field's word.
    pub kind: &'static str,
    /// Out of scope: painted dimmed.
    pub out_of_scope: bool,
    /// What it is painted with, lowest first.
    pub parts: Vec<Part>,
    /// What is painted above all elements: labels of lines and of boundaries.
    pub labels: Vec<Part>,
    /// What counts as being on it.
    pub area: Area,
    /// What holds all of it, labels included.
    pub bounds: Rect,
}

/// What counts as being on an element.
#[derive(Clone, Copy, Debug)]
pub enum Area {
    /// Inside of an ellipse.
    Ellipse(Rect),
    /// Inside of a rectangle.
    Rect(Rect),
    /// Near the outline of a rectangle.
    Outline(Rect),
    /// Near a curve.
    Curve(Curve),
}

/// Something to paint. What it looks like follows from its class and the theme.
#[derive(Clone, Debug)]
pub enum Part {
    /// An ellipse that fills a rectangle.
    Ellipse(Rect),
    /// A rectangle.
    Rect(Rect),
    /// The two parallel lines of a data store, and what is between them.
    Store(Rect),
    /// What a label lies on.
    Ground(Rect),
    /// A curve; `arrow` where it ends in one.
    Curve(Curve, bool),
    /// A picture: media type and base64.
    Picture(Rect, &'static str, String),
    /// A line of text around a point: its middle, or its left end.
    Text {
        /// The baseline's middle or left end.
        at: Point,
        /// What it says.
        text: String,
        /// Size in pixels.
        size: f64,
        /// Whether `at` is the middle.
        centered: bool,
    },
}

impl Part {
    /// What holds it.
    pub fn bounds(&self) -> Rect {
        match self {
            Part::Ellipse(r)
            | Part::Rect(r)
            | Part::Store(r)
            | Part::Ground(r)
            | Part::Picture(r, ..) => *r,
            Part::Curve(curve, _) => {
                let points = curve.polyline();
                let boxes = points.iter().map(|p| Rect::spanning(*p, *p));
                boxes.reduce(Rect::union).unwrap_or_default().grown(4.0)
            }
            Part::Text {
                at,
                text,
                size,
                centered,
            } => {
                let wide = text::width(text, *size);
                let left = if *centered { at.x - wide / 2.0 } else { at.x };
                Rect::new(left, at.y - size, wide, size * 1.25)
            }
        }
    }
}

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

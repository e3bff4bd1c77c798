//! What a drawing is: elements as they are painted, and what they are painted with.

use crate::text;
use trustline_model::geometry::{Curve, Point, Rect};
use trustline_model::{ElementId, OpenThreats};

/// A diagram, ready to be written or looked at.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// What people call the diagram.
    pub title: String,
    /// What holds everything, margin included.
    pub bounds: Rect,
    /// Elements in the order they are painted.
    pub items: Vec<Item>,
    /// Open threats, as badges beside what has them.
    pub badges: Vec<OpenThreats>,
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
    pub parts: Vec<Primitive>,
    /// What is painted above all elements: labels of lines and of boundaries.
    pub labels: Vec<Primitive>,
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
pub enum Primitive {
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

impl Primitive {
    /// What holds it.
    pub fn bounds(&self) -> Rect {
        match self {
            Primitive::Ellipse(r)
            | Primitive::Rect(r)
            | Primitive::Store(r)
            | Primitive::Ground(r)
            | Primitive::Picture(r, ..) => *r,
            Primitive::Curve(curve, _) => {
                let points = curve.polyline();
                let boxes = points.iter().map(|p| Rect::spanning(*p, *p));
                boxes.reduce(Rect::union).unwrap_or_default().grown(4.0)
            }
            Primitive::Text {
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

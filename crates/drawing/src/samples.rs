//! Things to draw, for tests.

use trustline_model::geometry::Point;
use trustline_model::{Element, End, Form, Line, Port};

/// A straight data flow that joins nothing.
pub fn flow(id: &str, from: (f64, f64), to: (f64, f64)) -> Element {
    let end = |(x, y): (f64, f64)| End {
        point: Point { x, y },
        element: None,
        port: Port::default(),
    };
    Element {
        id: id.into(),
        stencil: "GE.DF".into(),
        generic: "GE.DF".into(),
        properties: Vec::new(),
        form: Form::DataFlow(Line {
            source: end(from),
            target: end(to),
            handle: Point::new((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0),
        }),
        stroke: None,
    }
}

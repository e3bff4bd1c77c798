//! What the drawing says by where things stand.

use crate::ground::{Context, Found, at, called};
use trustline_model::{Element, Form, Place};

/// A boundary box that holds the middle of nothing.
pub(crate) fn empty_boundary(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        let middles: Vec<_> = diagram
            .elements
            .iter()
            .filter(|e| e.form.is_node())
            .filter_map(|e| e.form.rect().map(|r| r.center()))
            .collect();
        for element in &diagram.elements {
            if let Form::BoundaryBox(rect) = element.form
                && !middles.iter().any(|m| rect.contains(*m))
            {
                let message = format!("{} holds no element", boundary(element));
                found.push(
                    message,
                    at(diagram, [element.id.clone()]),
                    "move elements into it, or remove it",
                );
            }
        }
    }
}

pub(crate) fn empty_diagram(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        if diagram.elements.is_empty() {
            let message = format!("diagram `{}` is empty", diagram.name);
            found.push(
                message,
                Place::Diagram(diagram.id.clone()),
                "draw on it, or remove it",
            );
        }
    }
}

fn boundary(element: &Element) -> String {
    match element.name().trim() {
        "" => "an unnamed trust boundary".to_owned(),
        _ => format!("trust boundary {}", called(element)),
    }
}

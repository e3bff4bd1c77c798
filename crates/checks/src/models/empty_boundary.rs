//! A boundary box holds no element.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at, called};
use trustline_model::{Element, Form, Severity};

pub(crate) const CHECK: Check = Check::of_model("empty-boundary", Severity::Warning, find);

/// A boundary box that holds the middle of nothing.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
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

fn boundary(element: &Element) -> String {
    match element.name().trim() {
        "" => "an unnamed trust boundary".to_owned(),
        _ => format!("trust boundary {}", called(element)),
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Cloud"],
        "
            process Shop
            box Cloud:
        ",
    ),
    leaves(
        "
            process Shop
            box Cloud: Shop
        ",
    ),
];

//! A diagram has no elements.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check = Check::of_model("empty-diagram", Severity::Info, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
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

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["diagram Details"],
        "
            process Shop
            diagram Details
        ",
    ),
    leaves("process Shop"),
];

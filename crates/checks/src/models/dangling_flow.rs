//! A data flow is not attached at one or both ends.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{ATTACH, Check, Context, Found, at, called};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_model("dangling-flow", Severity::Warning, find);

/// The original tool says: the connector should be attached to two elements.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        for (element, line) in diagram.flows() {
            let loose = match (&line.source.element, &line.target.element) {
                (None, None) => "both ends",
                (None, Some(_)) => "its beginning",
                (Some(_), None) => "its end",
                (Some(_), Some(_)) => continue,
            };
            let message = format!(
                "data flow {} is attached to nothing at {loose}",
                called(element)
            );
            found.push(message, at(diagram, [element.id.clone()]), ATTACH);
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Save"],
        "
            process Shop
            flow Save: Shop ->
        ",
    ),
    leaves(
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
        ",
    ),
];

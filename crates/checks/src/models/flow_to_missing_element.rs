//! A data flow is attached to an element that is not on its diagram.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{ATTACH, Check, Context, Found, at, called};
use std::collections::HashSet;
use trustline_model::{ElementId, Severity};

pub(crate) const CHECK: Check = Check::of_model("flow-to-missing-element", Severity::Error, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        let there: HashSet<&ElementId> = diagram
            .elements
            .iter()
            .filter(|e| e.form.line().is_none())
            .map(|e| &e.id)
            .collect();
        for (element, line) in diagram.flows() {
            for end in [&line.source, &line.target] {
                if let Some(id) = end.element.as_ref().filter(|id| !there.contains(id)) {
                    let message = format!(
                        "data flow {} is attached to `{id}`, which is not on this diagram",
                        called(element)
                    );
                    found.push(message, at(diagram, [element.id.clone()]), ATTACH);
                }
            }
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Save"],
        "
            process Shop
            flow Save: Shop -> Orders
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

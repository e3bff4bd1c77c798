//! No data flow begins or ends at an element.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at, called};
use std::collections::HashSet;
use trustline_model::{ElementId, Severity};

pub(crate) const CHECK: Check = Check::of_model("unattached-element", Severity::Info, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        let attached: HashSet<&ElementId> = diagram
            .flows()
            .flat_map(|(_, line)| [&line.source.element, &line.target.element])
            .flatten()
            .collect();
        for element in diagram
            .elements
            .iter()
            .filter(|e| e.form.is_node() && !attached.contains(&e.id.original()))
        {
            let message = format!("no data flow begins or ends at {}", called(element));
            found.push(
                message,
                at(diagram, [element.id.clone()]),
                "connect it, or remove it if it has no interactions",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Bank"],
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            process Bank
        ",
    ),
    leaves(
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            note Bank
        ",
    ),
];

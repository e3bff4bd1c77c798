//! One element is not the same on all of its diagrams.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at, called};
use std::collections::HashMap;
use trustline_model::{Element, ElementId, Severity};

pub(crate) const CHECK: Check = Check::of_model("shown-differently", Severity::Warning, find);

/// An element that stands on several diagrams is one: it must look the same on all of them.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let mut first: HashMap<ElementId, (&str, &Element)> = HashMap::new();
    for diagram in &c.model.diagrams {
        for element in &diagram.elements {
            let Some((where_first, known)) = first.get(&element.id.original()) else {
                first.insert(element.id.original(), (&diagram.name, element));
                continue;
            };
            let differs = if known.name() != element.name() {
                "another name"
            } else if known.form.as_str() != element.form.as_str() {
                "another kind"
            } else if known.stencil != element.stencil {
                "another stencil"
            } else if known.properties != element.properties {
                "other properties"
            } else {
                continue;
            };
            let message = format!(
                "{} is one element with that on diagram `{where_first}`, but has {differs} here",
                called(element)
            );
            found.push(
                message,
                at(diagram, [element.id.clone()]),
                "change it in Trustline, which changes it everywhere, or draw another element",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["shop", "orders"],
        "
            process Shop as shop
            store Orders as orders
            diagram Details
            process Store as shop
            store Orders as orders
              encrypted: Yes
        ",
    ),
    leaves(
        "
            process Shop
            diagram Details
            process Shop
            store Orders
        ",
    ),
];

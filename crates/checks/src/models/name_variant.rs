//! An element is spelt in two ways.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at};
use std::collections::HashMap;
use trustline_model::interactions::plain;
use trustline_model::{Element, Severity};

pub(crate) const CHECK: Check = Check::of_model("name-variant", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let mut first: HashMap<String, &Element> = HashMap::new();
    for diagram in &c.model.diagrams {
        for element in diagram.elements.iter().filter(|e| e.form.is_node()) {
            let name = element.name().trim();
            if name.is_empty() {
                continue;
            }
            let known = *first.entry(plain(name)).or_insert(element);
            if known.name().trim() != name && known.id != element.id {
                let message = format!("`{name}` is spelled `{}` elsewhere", known.name().trim());
                found.push(
                    message,
                    at(diagram, [element.id.clone()]),
                    "spell an element the same everywhere",
                );
            }
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["other"],
        "
            process Web Shop
            entity web shop as other
        ",
    ),
    leaves(
        "
            process Web Shop
            process Shop
            diagram Details
            process Web Shop
        ",
    ),
];

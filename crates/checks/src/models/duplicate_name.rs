//! Several elements of one kind have the same name on a diagram.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at};
use std::collections::HashMap;
use trustline_model::{ElementId, Severity};

pub(crate) const CHECK: Check = Check::of_model("duplicate-name", Severity::Info, find);

/// Two things of a kind with one name on one diagram. Flows may well carry the same.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        let mut by_name: HashMap<(&str, &str), Vec<ElementId>> = HashMap::new();
        let mut order = Vec::new();
        for element in diagram.elements.iter().filter(|e| e.form.is_node()) {
            let name = element.name().trim();
            if name.is_empty() {
                continue;
            }
            let same = by_name.entry((element.form.as_str(), name)).or_default();
            same.push(element.id.clone());
            if same.len() == 2 {
                order.push((element.form.as_str(), name));
            }
        }
        for key in order {
            let ids = by_name.remove(&key).unwrap_or_default();
            let message = format!(
                "{} elements of kind {} are called `{}`",
                ids.len(),
                key.0,
                key.1
            );
            found.push(
                message,
                at(diagram, ids),
                "give them different names, or keep only one of them",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Shop, Shop 2"],
        "
            process Shop
            process Shop
        ",
    ),
    leaves(
        "
            process Shop
            store Shop
        ",
    ),
];

//! Several elements of one kind have the same name on a diagram.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at};
use std::collections::HashMap;
use trustline_model::{Element, ElementId, Form, Severity};

pub(crate) const CHECK: Check = Check::of_model("duplicate-name", Severity::Info, find);

/// Two things of a kind with one name on one diagram. Flows may well carry the same between others:
/// they are alike only where their ends are the same as well.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        let mut alike: HashMap<Key<'_>, Vec<ElementId>> = HashMap::new();
        let mut order = Vec::new();
        for element in &diagram.elements {
            let Some(key) = key(element) else { continue };
            let same = alike.entry(key).or_default();
            same.push(element.id.clone());
            if same.len() == 2 {
                order.push((key, element));
            }
        }
        for (key, element) in order {
            let ids = alike.remove(&key).unwrap_or_default();
            let (count, (kind, name, _)) = (ids.len(), key);
            let message = match element.form {
                Form::DataFlow(_) => {
                    let ends = diagram.told_apart(element);
                    format!("{count} data flows {ends} are called `{name}`")
                }
                _ => format!("{count} elements of kind {kind} are called `{name}`"),
            };
            found.push(
                message,
                at(diagram, ids),
                "give them different names, or keep only one of them",
            );
        }
    }
}

/// Kind, name and ends.
type Key<'a> = (&'a str, &'a str, Option<(&'a ElementId, &'a ElementId)>);

/// What may not be the same twice; nothing for what has no name or no ends.
fn key(element: &Element) -> Option<Key<'_>> {
    let name = element.name().trim();
    let ends = match &element.form {
        Form::DataFlow(line) => {
            let ends = line
                .source
                .element
                .as_ref()
                .zip(line.target.element.as_ref());
            Some(ends?)
        }
        form if form.is_node() => None,
        _ => return None,
    };
    (!name.is_empty()).then(|| (element.form.as_str(), name, ends))
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
    finds(
        &["Save, Save 4"],
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            flow Save: Shop -> Orders
        ",
    ),
    leaves(
        "
            process Shop
            store Shop
        ",
    ),
    leaves(
        "
            process Shop
            store Orders
            store Archive
            flow Save: Shop -> Orders
            flow Save: Orders -> Shop
            flow Save: Shop -> Archive
        ",
    ),
];

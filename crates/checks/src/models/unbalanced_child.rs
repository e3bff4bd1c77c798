//! A process and its diagram do not talk with the same others.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at, called};
use std::collections::{BTreeSet, HashSet};
use trustline_analysis::wording::name_of;
use trustline_model::{Diagram, Element, ElementId, Form, Place, Severity};

pub(crate) const CHECK: Check = Check::of_model("unbalanced-child", Severity::Warning, find);

/// What a process exchanges on its diagram and what its own diagram exchanges with the outside.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let tree = &c.depth;
    for (i, child) in c.model.diagrams.iter().enumerate() {
        let Some((above, process)) = tree.diagrams.get(i).and_then(|s| s.parent.as_ref()) else {
            continue;
        };
        let Some(above) = c.model.diagrams.get(*above) else {
            continue;
        };
        let place = Place::Diagram(child.id.clone());
        let outer = partners(above, |e| e.id == *process);
        let own = names(child);
        let mut said: HashSet<String> = HashSet::new();
        for (name, incoming) in &outer {
            let there = own.contains(name);
            let inner = partners(child, |e| name_of(e).trim() == name);
            let answered = inner.iter().any(|(_, back)| back != incoming);
            if there && answered {
                continue;
            }
            let way = if *incoming { "from" } else { "to" };
            let message = match there {
                true => format!(
                    "the flow {way} `{name}` is connected to `{}` on `{}`, but not on this diagram",
                    process_name(above, process),
                    above.name
                ),
                false => format!(
                    "`{name}` is connected to `{}` on `{}`, but is not on this diagram",
                    process_name(above, process),
                    above.name
                ),
            };
            if !said.insert(message.clone()) {
                continue;
            }
            found.push(
                message,
                place.clone(),
                "every flow of the process must appear at the edge of its sub-diagram, with its other end",
            );
        }
        // External entities of the child are its edge: each must be known above.
        let known: BTreeSet<String> = outer.iter().map(|(name, _)| name.clone()).collect();
        for element in child
            .elements
            .iter()
            .filter(|e| matches!(e.form, Form::ExternalEntity(_)))
        {
            let name = name_of(element).trim().to_owned();
            if !known.contains(&name) {
                let message = format!(
                    "{} is at the edge of this diagram, but is not connected to `{}` on `{}`",
                    called(element),
                    process_name(above, process),
                    above.name
                );
                found.push(
                    message,
                    at(child, [element.id.clone()]),
                    "draw the flow on the diagram above as well",
                );
            }
        }
    }
}

fn process_name(above: &Diagram, process: &ElementId) -> String {
    above.element(process).map(name_of).unwrap_or_default()
}

fn names(diagram: &Diagram) -> BTreeSet<String> {
    let nodes = diagram.elements.iter().filter(|e| e.form.is_node());
    nodes.map(|e| name_of(e).trim().to_owned()).collect()
}

/// Names of those that talk with an element, and whether it receives (`true`) or sends.
fn partners(diagram: &Diagram, is: impl Fn(&Element) -> bool) -> BTreeSet<(String, bool)> {
    let mut found = BTreeSet::new();
    for (_, line) in diagram.flows() {
        let end = |id: &Option<_>| id.as_ref().and_then(|id| diagram.element(id));
        let (Some(from), Some(to)) = (end(&line.source.element), end(&line.target.element)) else {
            continue;
        };
        if is(to) && !is(from) {
            found.insert((name_of(from).trim().to_owned(), true));
        }
        if is(from) && !is(to) {
            found.insert((name_of(to).trim().to_owned(), false));
        }
    }
    found
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["diagram Shop", "Bank"],
        "
            entity Customer
            process Shop
            flow Buy: Customer -> Shop
            diagram Shop
            process Basket
            entity Bank
        ",
    ),
    leaves(
        "
            entity Customer
            process Shop
            flow Buy: Customer -> Shop
            diagram Shop
            entity Customer
            process Basket
            flow Fill: Customer -> Basket
        ",
    ),
];

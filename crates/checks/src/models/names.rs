//! What elements are called, and what they are drawn with.

use crate::ground::{Context, Found, at, called};
use std::collections::HashMap;
use trustline_model::{ElementId, End, Form, diagnostic::nearest};

pub(crate) fn unknown_stencil(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(template) = c.template else { return };
    let tree = template.kb.tree();
    let known = || template.kb.stencils.iter().map(|s| s.id.as_str());
    for diagram in &c.model.diagrams {
        for element in &diagram.elements {
            for id in [&element.stencil, &element.generic] {
                if tree.get(id).is_some() {
                    continue;
                }
                let message = format!(
                    "{} is drawn with the stencil `{id}`, which the template lacks",
                    called(element)
                );
                let help = match nearest(id.as_str(), known()) {
                    Some(near) => format!("did you mean `{near}`? rules that ask for its type do not find it"),
                    None => "rules that ask for its type do not find it; give it a stencil of this template".to_owned(),
                };
                found.push(message, at(diagram, [element.id.clone()]), &help);
                break;
            }
        }
    }
}

pub(crate) fn unnamed_element(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        for element in &diagram.elements {
            if element.name().trim().is_empty() && !matches!(element.form, Form::Annotation(_)) {
                let ends = element.form.line().map(|line| {
                    let end = |end: &End| {
                        let attached = end.element.as_ref().and_then(|id| diagram.element(id));
                        attached.map_or_else(|| "nothing".to_owned(), called)
                    };
                    format!(" from {} to {}", end(&line.source), end(&line.target))
                });
                let ends = ends
                    .filter(|_| !element.form.is_boundary())
                    .unwrap_or_default();
                let message = format!("{}{ends} on diagram `{}`", called(element), diagram.name);
                found.push(
                    message,
                    at(diagram, [element.id.clone()]),
                    "names make threats readable",
                );
            }
        }
    }
}

/// Two things of a kind with one name on one diagram. Flows may well carry the same.
pub(crate) fn duplicate_name(c: &Context<'_>, found: &mut Found<'_>) {
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
                "tell them apart by name, or draw one of them only",
            );
        }
    }
}

//! An element has no name.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at, called};
use trustline_model::{End, Form, Severity};

pub(crate) const CHECK: Check = Check::of_model("unnamed-element", Severity::Info, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
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

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["process 1", "flow 2"],
        "
            process
            flow: process 1 -> process 1
        ",
    ),
    leaves(
        "
            process Shop
            note
        ",
    ),
];

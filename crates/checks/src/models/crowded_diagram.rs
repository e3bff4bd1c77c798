//! A diagram shows more than fits on one page.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check = Check::of_model("crowded-diagram", Severity::Info, find);

/// More elements than this do not fit on one page.
const PAGE: usize = 30;

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        let count = diagram.elements.iter().filter(|e| e.form.is_node()).count();
        if count > PAGE {
            let message = format!(
                "diagram `{}` shows {count} elements, more than fit on one page",
                diagram.name
            );
            found.push(
                message,
                Place::Diagram(diagram.id.clone()),
                "replace a part of it with one process, and show that part on its sub-diagram",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(&["diagram Overview"], "process Shop").after(|model| repeat(model, 31)),
    leaves("process Shop").after(|model| repeat(model, 30)),
];

#[cfg(test)]
fn repeat(model: &mut trustline_model::ThreatModel, times: usize) {
    for diagram in &mut model.diagrams {
        diagram.elements = vec![diagram.elements.swap_remove(0); times];
    }
}

//! A diagram has data flows but no trust boundary.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check = Check::of_model("no-trust-boundary", Severity::Info, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        if diagram.flows().next().is_some() && diagram.boundaries().next().is_none() {
            let message = format!(
                "diagram `{}` has data flows but no trust boundary",
                diagram.name
            );
            found.push(
                message,
                Place::Diagram(diagram.id.clone()),
                "most threats arise where data crosses a boundary: add boundaries where trust changes",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["diagram Overview"],
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
        ",
    ),
    leaves(
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            arc Internet: Save
        ",
    ),
];

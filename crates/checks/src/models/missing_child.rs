//! A process has no sub-diagram where one is expected.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at, called};
use trustline_model::{Form, Severity, depth};

pub(crate) const CHECK: Check = Check::of_model("missing-child", Severity::Warning, find);

/// Names that say there is more below.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let tree = &c.depth;
    for (i, diagram) in c.model.diagrams.iter().enumerate() {
        let tells = diagram.elements.iter().filter(|e| {
            let marked = e
                .property(depth::CHILD)
                .is_some_and(|v| v.eq_ignore_ascii_case("yes"));
            matches!(e.form, Form::Process(_)) && marked
        });
        for process in tells.filter(|e| tree.child_of(i, &e.id).is_none()) {
            let message = format!("the sub-diagram of {} is missing", called(process));
            found.push(
                message,
                at(diagram, [process.id.clone()]),
                "add a diagram with the name of the process",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Shop"],
        "
            process Shop
              trustline.child: Yes
        ",
    ),
    leaves(
        "
            process Shop
              trustline.child: Yes
            process Till
            diagram Shop
            process Basket
        ",
    ),
];

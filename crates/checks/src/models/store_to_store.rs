//! A data flow joins two data stores directly.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at, called};
use trustline_model::{Form, Severity};

pub(crate) const CHECK: Check = Check::of_model("store-to-store", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for interaction in &c.analysis.interactions {
        let [source, flow, target] = interaction.elements(c.model);
        if matches!(
            (&source.form, &target.form),
            (Form::DataStore(_), Form::DataStore(_))
        ) {
            let message = format!(
                "data stores {} and {} are connected directly",
                called(source),
                called(target)
            );
            let place = at(interaction.diagram_of(c.model), [flow.id.clone()]);
            found.push(
                message,
                place,
                "draw the process that moves the data: stores do not act by themselves",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Copy"],
        "
            store Orders
            store Archive
            flow Copy: Orders -> Archive
        ",
    ),
    leaves(
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
        ",
    ),
];

//! A data flow joins an external entity and a data store directly.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at, called};
use trustline_model::{Form, Severity};

pub(crate) const CHECK: Check =
    Check::of_model("external-entity-to-store", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for interaction in &c.analysis.interactions {
        let [source, flow, target] = interaction.elements(c.model);
        let (entity, store) = match (&source.form, &target.form) {
            (Form::ExternalEntity(_), Form::DataStore(_)) => (source, target),
            (Form::DataStore(_), Form::ExternalEntity(_)) => (target, source),
            _ => continue,
        };
        let message = format!(
            "external entity {} and data store {} are connected directly",
            called(entity),
            called(store)
        );
        let place = at(interaction.diagram_of(c.model), [flow.id.clone()]);
        found.push(
            message,
            place,
            "draw the process in between: something checks who may read and write",
        );
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Look"],
        "
            entity Customer
            store Orders
            flow Look: Orders -> Customer
        ",
    ),
    leaves(
        "
            entity Customer
            process Shop
            flow Buy: Customer -> Shop
        ",
    ),
];

//! What crosses a boundary lacks a channel or an authentication.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, PROTECT, asked, at, called, lacking};
use trustline_model::Severity;
use trustline_tables::details;

pub(crate) const CHECK: Check = Check::of_model("unprotected-crossing", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for interaction in &c.analysis.interactions {
        let [source, flow, target] = interaction.elements(c.model);
        if interaction.crosses.is_empty() || !asked(flow) || flow.is_out_of_scope() {
            continue;
        }
        let details = details(flow);
        // Where nothing is told yet there is a question to answer, not a fault.
        if let Some(lacks) = lacking(&details).filter(|_| !details.is_empty()) {
            let (a, b) = (called(source), called(target));
            let message = format!("the flow from {a} to {b} crosses a boundary, but {lacks}");
            let place = at(interaction.diagram_of(c.model), [flow.id.clone()]);
            found.push(message, place, PROTECT);
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Buy"],
        "
            entity Customer
            process Shop
            flow Buy: Customer -> Shop
              channel: HTTPS
            arc Internet: Buy
        ",
    ),
    leaves(
        "
            entity Customer
            process Shop
            flow Buy: Customer -> Shop
              channel: HTTPS
              trustline.details: Local authentication
            arc Internet: Buy
        ",
    ),
    leaves(
        "
            entity Customer
            process Shop
            flow Buy: Customer -> Shop
              channel:
            arc Internet: Buy
        ",
    ),
];

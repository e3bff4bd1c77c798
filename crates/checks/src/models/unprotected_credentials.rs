//! Credentials travel without a channel that protects them.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, SHIELD, asked, at, called};
use trustline_model::Severity;
use trustline_tables::{Tells, carry_credentials, details, tell};

pub(crate) const CHECK: Check = Check::of_model("unprotected-credentials", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for interaction in &c.analysis.interactions {
        let [source, flow, target] = interaction.elements(c.model);
        let details = details(flow);
        if asked(flow) && carry_credentials(&details) && !tell(&details, Tells::Channel) {
            let (a, b) = (called(source), called(target));
            let message = format!(
                "credentials or tokens travel from {a} to {b}, but no channel is specified"
            );
            let place = at(interaction.diagram_of(c.model), [flow.id.clone()]);
            found.push(message, place, SHIELD);
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
              trustline.details: Password
        ",
    ),
    leaves(
        "
            entity Customer
            process Shop
            flow Buy: Customer -> Shop
              trustline.details: HTTPS; Password
        ",
    ),
];

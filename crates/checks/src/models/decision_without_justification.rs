//! A threat was settled without a reason.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check =
    Check::of_model("decision-without-justification", Severity::Info, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for view in c.analysis.views(c.model) {
        if !view.state().is_open() && view.justification().trim().is_empty() {
            let message = format!(
                "threat {} is {} without a justification",
                view.threat.number,
                view.state().label()
            );
            found.push(
                message,
                Place::Threat(view.threat.number),
                "record the reason for reviewers",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["threat 1", "threat 2"],
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            threat T1 on Save: Mitigated
            threat T2 on Save: Not Applicable
        ",
    ),
    leaves(
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            threat T1 on Save: Mitigated
              StateInformation: signed
            threat T2 on Save: Not Started
        ",
    ),
];

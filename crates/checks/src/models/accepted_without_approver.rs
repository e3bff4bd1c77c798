//! A threat was accepted, and nobody is named who approved it.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check =
    Check::of_model("accepted-without-approver", Severity::Warning, find);

/// Who accepts a risk answers for it.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    use trustline_model::review::{Treatment, decision};
    for threat in &c.model.threats {
        let accepted = decision::resolution(threat) == Some(Treatment::Accept);
        if accepted && threat.property(decision::APPROVER).trim().is_empty() {
            let message = format!("threat {} is accepted, but has no approver", threat.number);
            found.push(
                message,
                Place::Threat(threat.number),
                "name who accepts the risk; high priority calls for a senior approver",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["threat 1"],
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            threat T1 on Save: Mitigated
              trustline.resolution: Accept
        ",
    ),
    leaves(
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            threat T1 on Save: Mitigated
              trustline.resolution: Accept
              trustline.approver: Ada
        ",
    ),
];

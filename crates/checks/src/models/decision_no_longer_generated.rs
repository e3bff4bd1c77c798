//! A decided threat no longer follows from the drawing.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_analysis::Status;
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check =
    Check::of_model("decision-no-longer-generated", Severity::Info, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for view in c.analysis.views(c.model) {
        if view.threat.standing == Status::NoLongerGenerated {
            let message = format!(
                "threat {} `{}` no longer follows from the drawing",
                view.threat.number,
                view.title()
            );
            found.push(
                message,
                Place::Threat(view.threat.number),
                "the decision is kept; delete the threat when it is settled",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["threat 1"],
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: target is 'GE.EI'
            ---
            process Shop
            store Orders
            flow Save: Shop -> Orders
            threat T1 on Save: Mitigated
        ",
    ),
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: target is 'GE.DS'
            ---
            process Shop
            store Orders
            flow Save: Shop -> Orders
            threat T1 on Save: Mitigated
        ",
    ),
];

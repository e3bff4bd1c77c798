//! A person's own threat is about a data flow that is gone.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_analysis::Origin;
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check = Check::of_model("own-threat-without-flow", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for view in c.analysis.views(c.model) {
        if view.threat.origin == Origin::User
            && view.threat.interaction.is_none()
            && view.threat.key.flow.is_some()
        {
            let message = format!(
                "manual threat {} `{}` is about a data flow that was removed",
                view.threat.number,
                view.title()
            );
            found.push(
                message,
                Place::Threat(view.threat.number),
                "manual threats are kept",
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
            threat BS1 on Pay: Mitigated
        ",
    ),
    leaves(
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            threat BS1 on Save: Mitigated
            threat T1 on Pay: Mitigated
        ",
    ),
];

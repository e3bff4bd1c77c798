//! Nothing is generated: what the drawing says is not judged.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check = Check::of_model("generation-off", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    if c.model.generates() {
        return;
    }
    let message = match (c.analysis.interactions.len(), c.model.threats.len()) {
        (0, _) => "threat generation is switched off".to_owned(),
        (n, 0) => format!(
            "threat generation is switched off, and no threat is recorded: nobody looked at the {n} interactions"
        ),
        (n, known) => format!(
            "threat generation is switched off: {known} recorded threats are shown, and what else the {n} interactions come to is not"
        ),
    };
    found.push(
        message,
        Place::Model,
        "switch it on in the page (Threats menu), or set the level of this code to off",
    );
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["model"],
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
        ",
    )
    .after(|model| model.generation_enabled = Some(false)),
    finds(&["model"], "process Shop").after(|model| model.generation_enabled = Some(false)),
    leaves("process Shop"),
];

//! The template has no threat types: no drawing comes to any threat.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check = Check::of_model("no-threat-types", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    if kb.threat_types.is_empty() && !c.model.diagrams.is_empty() {
        let message = format!(
            "the template `{}` has no threat types: no threat can follow from the drawing",
            kb.manifest.name
        );
        found.push(
            message,
            Place::Model,
            "apply a template that has some, with `trustline template apply`",
        );
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(&["model"], "process Shop")
        .after(|model| model.knowledge_base = Some(std::sync::Arc::default())),
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
            ---
            process Shop
        ",
    ),
    leaves("process Shop"),
];

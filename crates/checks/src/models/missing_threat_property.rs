//! The template lacks a threat property that the original tool needs.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_model::threat_property::NEEDED;
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check = Check::of_model("missing-threat-property", Severity::Warning, find);

/// A template that has none at all is tolerated.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    let has = |name: &str| kb.threat_properties.iter().any(|p| p.name == name);
    let missing: Vec<String> = (NEEDED.iter().filter(|n| !has(n)))
        .map(|name| format!("`{name}`"))
        .collect();
    if !missing.is_empty() && !kb.threat_properties.is_empty() {
        let message = format!("the template has no threat property {}", missing.join(", "));
        let help =
            "the Microsoft tool refuses such a template; `trustline convert` adds what is missing";
        found.push(message, Place::Model, help);
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["model"],
        "
            template:
              name: Case
              id: case
              version: 1.0
            threat-properties:
            - name: Priority
              label: Priority
        ",
    ),
    leaves(
        "
            template:
              name: Case
              id: case
              version: 1.0
        ",
    ),
];

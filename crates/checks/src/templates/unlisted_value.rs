//! A threat type has a value that its property does not list.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, threat_place};
use trustline_analysis::facts::same;
use trustline_model::{Severity, threat_property};

pub(crate) const CHECK: Check = Check::of_template("unlisted-value", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    for declared in kb
        .threat_properties
        .iter()
        .filter(|p| p.kind.as_deref() == Some("1"))
    {
        let valid: Vec<&str> = declared
            .values
            .iter()
            .flatten()
            .flatten()
            .map(String::as_str)
            .collect();
        // Descriptions of categories follow from the category.
        if valid.is_empty() || declared.name == threat_property::SHORT_DESCRIPTION {
            continue;
        }
        for threat in &kb.threat_types {
            let Some(value) = threat.property(&declared.name) else {
                continue;
            };
            if valid.iter().any(|l| same(l, value)) {
                continue;
            }
            let message = format!(
                "threat type `{}` has the {} `{value}`, which is not one of its values",
                threat.id,
                declared.label.to_lowercase()
            );
            let known: Vec<String> = valid.iter().map(|l| format!("`{l}`")).collect();
            let help = format!("its values are {}", known.join(", "));
            found.push(message, threat_place(threat), &help);
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["threat type T1"],
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              priority: Huge
        ",
    ),
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              priority: High
        ",
    ),
];

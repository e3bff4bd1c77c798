//! A rule spells a value in other case than the template.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, threat_place, value_trouble};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_model("value-spelling-in-rule", Severity::Info, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    value_trouble(c, |threat, name, value, _, spelt| {
        if let Some(spelt) = spelt {
            let message = format!(
                "threat type `{}` spells the value of `{name}` as `{value}`, the template as `{spelt}`",
                threat.id
            );
            found.push(
                message,
                threat_place(threat),
                "case is ignored here; use the spelling of the template",
            );
        }
    });
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["threat type T1"],
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: flow.Encrypted is 'yes'
        ",
    ),
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: flow.Encrypted is 'Yes'
        ",
    ),
];

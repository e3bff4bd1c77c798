//! Two recorded threats have the same key.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use std::collections::HashMap;
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check = Check::of_model("threat-recorded-twice", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let mut first = HashMap::new();
    for threat in &c.model.threats {
        if let Some(other) = first.insert(&threat.key, threat.number) {
            let message = format!("threats {other} and {} are the same one", threat.number);
            found.push(
                message,
                Place::Threat(threat.number),
                "they have the same type and interaction: the decided one counts, else the first",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["threat 2"],
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            threat T1 on Save: Mitigated
            threat T1 on Save: Not Started
        ",
    ),
    leaves(
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            threat T1 on Save: Mitigated
            threat T2 on Save: Mitigated
        ",
    ),
];

//! A rule asks for a value that a property cannot have.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, threat_place, value_trouble};
use trustline_model::diagnostic::nearest;
use trustline_model::{InOrder, Severity};

pub(crate) const CHECK: Check = Check::of_model("unknown-value-in-rule", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    value_trouble(c, |threat, name, value, known, spelt| {
        if spelt.is_none() {
            let message = format!(
                "threat type `{}` asks whether `{name}` is `{value}`, which is not one of its values",
                threat.id
            );
            let help = match nearest(value, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    let mut all: Vec<String> = known.iter().map(|k| format!("`{k}`")).collect();
                    all.put_in_order_by(Ord::cmp);
                    all.dedup();
                    all.truncate(8);
                    format!("its values are {}", all.join(", "))
                }
            };
            found.push(message, threat_place(threat), &help);
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
              include: flow.Encrypted is 'Perhaps'
        ",
    ),
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: flow.Encrypted is 'yes'
        ",
    ),
];

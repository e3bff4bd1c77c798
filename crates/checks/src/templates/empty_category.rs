//! A category has no threat types.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_model::{Place, Severity, ThreatType};

pub(crate) const CHECK: Check = Check::of_template("empty-category", Severity::Info, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    for category in &kb.categories {
        let is_of = |t: &ThreatType| t.category.eq_ignore_ascii_case(&category.id);
        if !kb.threat_types.iter().any(is_of) {
            let message = format!("category `{}` has no threat types", category.name);
            found.push(
                message,
                Place::Model,
                "readers may expect it to be analyzed",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["model"],
        "
            categories:
            - name: Spoofing
              id: S
        ",
    ),
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              category: Spoofing
        ",
    ),
];

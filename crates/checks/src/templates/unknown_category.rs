//! A threat type's category is missing.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, threat_place};
use trustline_model::Severity;
use trustline_model::diagnostic::nearest;

pub(crate) const CHECK: Check = Check::of_template("unknown-category", Severity::Error, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    for threat in &kb.threat_types {
        if kb.category(&threat.category).is_none() {
            let message = format!(
                "threat type `{}` is of the category `{}`, which the template lacks",
                threat.id, threat.category
            );
            let known = kb.categories.iter().map(|c| c.name.as_str());
            let near = nearest(&threat.category, known);
            let help = near.map(|n| format!("did you mean `{n}`?"));
            let help = help
                .as_deref()
                .unwrap_or("add the category, or name another one");
            found.push(message, threat_place(threat), help);
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
              category: X
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

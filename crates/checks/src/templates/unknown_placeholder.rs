//! Words of a threat type have a placeholder that is none.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, threat_place};
use std::collections::HashSet;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_template("unknown-placeholder", Severity::Warning, find);

/// What stands in braces in words of a threat type and is filled in.
const PLACEHOLDERS: [&str; 3] = ["source.name", "target.name", "flow.name"];

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    for threat in &kb.threat_types {
        let values = threat.properties.iter().flat_map(|p| &p.values).flatten();
        let texts = [&threat.title, &threat.description];
        let texts = texts.into_iter().chain(values.flatten());
        let mut said = HashSet::new();
        for text in texts {
            for inner in text.split('{').skip(1).filter_map(|t| t.split_once('}')) {
                let name = inner.0.trim().to_lowercase();
                let is_one = PLACEHOLDERS.contains(&name.as_str());
                // Braces may stand in a text for themselves; one with a dot and no space is meant.
                if is_one || !name.contains('.') || name.contains(' ') || !said.insert(name) {
                    continue;
                }
                let message = format!(
                    "threat type `{}` has the unknown placeholder `{{{}}}`",
                    threat.id, inner.0
                );
                let help = "write `{source.Name}`, `{flow.Name}` or `{target.Name}`";
                found.push(message, threat_place(threat), help);
            }
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["threat type T1"],
        "
            threats:
            - title: '{user.Name} lies'
              id: T1
        ",
    ),
    finds(
        &["threat type T1"],
        "
            threats:
            - title: '{source.Nam} lies'
              id: T1
        ",
    ),
    leaves(
        "
            threats:
            - title: '{source.Name} lies to {target.Name} {by heart}'
              id: T1
        ",
    ),
];

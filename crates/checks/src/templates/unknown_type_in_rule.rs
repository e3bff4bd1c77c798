//! A rule asks for a type that the template lacks.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, rules, threat_place};
use std::collections::{BTreeSet, HashSet};
use trustline_model::diagnostic::nearest;
use trustline_model::{Severity, StencilId};
use trustline_rule::Term;

pub(crate) const CHECK: Check = Check::of_model("unknown-type-in-rule", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(template) = c.template else { return };
    let known: HashSet<&StencilId> = template.kb.stencils.iter().map(|s| &s.id).collect();
    for (threat, rules) in rules(c) {
        let mut said = BTreeSet::new();
        for (term, _) in rules.iter().flat_map(|r| r.terms()) {
            let (Term::Is(_, id) | Term::Crosses(id)) = term else {
                continue;
            };
            if id.eq_ignore_ascii_case("ROOT")
                || known.contains(&StencilId::from(id.as_str()))
                || !said.insert(id)
            {
                continue;
            }
            let message = format!(
                "threat type `{}` asks for the type `{id}`, which the template lacks",
                threat.id
            );
            let help = nearest(id, known.iter().map(|k| k.as_str()))
                .map(|n| format!("did you mean `{n}`?"));
            found.push(
                message,
                threat_place(threat),
                help.as_deref().unwrap_or("no element can be of this type"),
            );
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
              include: source is 'GE.X' or target is 'GE.X'
        ",
    ),
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: source is 'GE.P' or target is 'ROOT'
        ",
    ),
];

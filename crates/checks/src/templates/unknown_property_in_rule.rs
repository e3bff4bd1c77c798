//! A rule asks for a property that no stencil has.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, rules, threat_place, values};
use std::collections::BTreeSet;
use trustline_model::diagnostic::nearest;
use trustline_model::{Severity, property_name};
use trustline_rule::Term;

pub(crate) const CHECK: Check =
    Check::of_model("unknown-property-in-rule", Severity::Warning, find);

/// Properties that every element has, whatever the template says.
fn is_built_in(name: &str) -> bool {
    [
        property_name::OUT_OF_SCOPE,
        property_name::REASON_OUT_OF_SCOPE,
        property_name::FLOW_ORDER,
        property_name::NAME_LABEL,
        "Out Of Scope",
        "Reason For Out Of Scope",
        "Dataflow Order",
    ]
    .iter()
    .any(|known| known.eq_ignore_ascii_case(name))
}

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let values = values(c);
    for (threat, rules) in rules(c) {
        let mut said = BTreeSet::new();
        for (term, _) in rules.iter().flat_map(|r| r.terms()) {
            let Term::Has(_, name, _) = term else {
                continue;
            };
            if values.contains_key(&name.to_lowercase()) || is_built_in(name) || !said.insert(name)
            {
                continue;
            }
            let message = format!(
                "threat type `{}` asks for the property `{name}`, which no stencil has",
                threat.id
            );
            let stencils = c.template.into_iter().flat_map(|t| &t.kb.stencils);
            let known = stencils
                .flat_map(|s| &s.attributes)
                .map(|a| a.name.as_str());
            let help = nearest(name, known).map(|n| format!("did you mean `{n}`?"));
            found.push(
                message,
                threat_place(threat),
                help.as_deref()
                    .unwrap_or("a property that is lacking equals nothing"),
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
              include: flow.colour is 'Red'
        ",
    ),
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: flow.Encrypted is 'Yes' or source.[Out Of Scope] is 'true'
        ",
    ),
];

//! The rules of a template, and the values that its properties can have.

use super::context::Context;
use std::collections::{BTreeSet, HashMap};
use trustline_analysis::facts::same;
use trustline_model::ThreatType;
use trustline_rule::{Rule, Term};

/// Threat types with the parsed rules they have.
pub(crate) fn rules<'a>(
    c: &'a Context<'_>,
) -> impl Iterator<Item = (&'a ThreatType, Vec<&'a Rule>)> {
    let template = c.template.into_iter();
    template
        .flat_map(|t| t.kb.threat_types.iter().zip(&t.filters))
        .map(|(threat, filters)| {
            let parsed = [&filters.0, &filters.1]
                .into_iter()
                .filter_map(|f| f.as_ref().ok()?.as_ref());
            (threat, parsed.collect())
        })
}

/// Valid values of each property by its lower-case name.
pub(crate) fn values<'a>(c: &'a Context<'_>) -> HashMap<String, Vec<&'a str>> {
    let mut values: HashMap<String, Vec<&str>> = HashMap::new();
    let stencils = c.template.into_iter().flat_map(|t| &t.kb.stencils);
    for stencil in stencils.filter(|s| !s.is_origin()) {
        for attribute in &stencil.attributes {
            for name in [&attribute.name, &attribute.label] {
                let known = values.entry(name.to_lowercase()).or_default();
                known.extend(attribute.choices.iter().map(String::as_str));
            }
        }
    }
    values
}

/// Pairs of asked and known value, for values that are not spelt as the template does.
pub(crate) fn value_trouble(
    c: &Context<'_>,
    mut report: impl FnMut(&ThreatType, &str, &str, &[&str], Option<&str>),
) {
    let values = values(c);
    for (threat, rules) in rules(c) {
        let mut said = BTreeSet::new();
        for (term, _) in rules.iter().flat_map(|r| r.terms()) {
            let Term::Has(_, name, value) = term else {
                continue;
            };
            let Some(known) = values.get(&name.to_lowercase()) else {
                continue;
            };
            if known.contains(&value.as_str()) || !said.insert((name, value)) {
                continue;
            }
            let spelt = known.iter().copied().find(|k| same(k, value));
            report(threat, name, value, known, spelt);
        }
    }
}

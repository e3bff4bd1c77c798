//! No rule asks for an attribute.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, stencil_place};
use std::collections::HashSet;
use trustline_model::{Representation, Severity, Stencil};
use trustline_rule::{Rule, Term};

pub(crate) const CHECK: Check = Check::of_template("unused-attribute", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(template) = c.template else { return };
    let mut asked: HashSet<String> = HashSet::new();
    for filter in template.filters.iter().flat_map(|(i, e)| [i, e]) {
        for (term, _) in filter.iter().flatten().flat_map(Rule::terms) {
            if let Term::Has(_, property, _) = term {
                asked.insert(property.to_lowercase());
            }
        }
    }
    let mut said = HashSet::new();
    // Rules cannot ask what a boundary is like: its attributes are for people alone.
    let asks = |s: &&Stencil| {
        use Representation::{Annotation, BorderBoundary, LineBoundary};
        let drawn = template.kb.representation(&s.id);
        !s.hidden && !matches!(drawn, Some(LineBoundary | BorderBoundary | Annotation))
    };
    for stencil in template.kb.stencils.iter().filter(asks) {
        for attribute in &stencil.attributes {
            let (name, label) = (
                attribute.name.to_lowercase(),
                attribute.label.to_lowercase(),
            );
            if asked.contains(&name) || asked.contains(&label) || !said.insert(name) {
                continue;
            }
            let message = format!(
                "no rule asks for the attribute `{}` of `{}`",
                attribute.label, stencil.name
            );
            let help = "setting it has no effect: use it in a rule, or remove it";
            found.push(message, stencil_place(stencil), help);
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["stencil Flow"],
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: source is 'GE.P'
        ",
    ),
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: flow.Encrypted is 'No'
        ",
    ),
];

//! An element is drawn with a stencil that the template lacks.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at, called};
use trustline_model::Severity;
use trustline_model::diagnostic::nearest;

pub(crate) const CHECK: Check = Check::of_model("unknown-stencil", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(template) = c.template else { return };
    let tree = template.kb.tree();
    let known = || template.kb.stencils.iter().map(|s| s.id.as_str());
    for diagram in &c.model.diagrams {
        for element in &diagram.elements {
            for id in [&element.stencil, &element.generic] {
                if tree.get(id).is_some() {
                    continue;
                }
                let message = format!(
                    "{} is drawn with the stencil `{id}`, which the template lacks",
                    called(element)
                );
                let help = match nearest(id.as_str(), known()) {
                    Some(near) => format!("did you mean `{near}`? rules that ask for its type do not find it"),
                    None => "rules that ask for its type do not find it; give it a stencil of this template".to_owned(),
                };
                found.push(message, at(diagram, [element.id.clone()]), &help);
                break;
            }
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Robot"],
        "
            ---
            process Shop
            process Robot
              stencil: TL.Robot
        ",
    ),
    leaves(
        "
            ---
            process Shop
        ",
    ),
    leaves(
        "
            process Robot
              stencil: TL.Robot
        ",
    ),
];

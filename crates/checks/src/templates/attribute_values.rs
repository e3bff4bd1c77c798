//! An attribute has no values, or one of them twice.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, repeated, stencil_place};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_template("attribute-values", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    for stencil in &kb.stencils {
        for attribute in &stencil.attributes {
            let of = format!("attribute `{}` of `{}`", attribute.label, stencil.name);
            if attribute.choices.is_empty() {
                let message = format!("{of} has no values");
                let help = "there is nothing to choose, and rules about it never hold";
                found.push(message, stencil_place(stencil), help);
            }
            for (_, value) in repeated(&attribute.choices, String::clone) {
                let message = format!("{of} has the value `{value}` twice");
                found.push(message, stencil_place(stencil), "remove one of them");
            }
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["stencil Robot", "stencil Robot"],
        "
            stencils:
            - name: Robot
              id: GE.R
              generic: true
              attributes:
              - label: Arms
              - label: Loud
                values: [Yes, No, yes]
        ",
    ),
    leaves(
        "
            stencils:
            - name: Robot
              id: GE.R
              generic: true
              attributes:
              - label: Loud
                values: [Yes, No]
        ",
    ),
];

//! A stencil's parent is missing, or is itself.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, stencil_place};
use std::collections::HashSet;
use trustline_model::{Severity, StencilId};

pub(crate) const CHECK: Check =
    Check::of_template("unknown-parent", Severity::Error, find).also_carried();

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    let known: HashSet<&StencilId> = kb.stencils.iter().map(|s| &s.id).collect();
    for stencil in &kb.stencils {
        let parent = stencil.parent.as_str();
        if parent.eq_ignore_ascii_case("ROOT") {
            continue;
        }
        if !known.contains(&stencil.parent) {
            let message = format!(
                "stencil `{}` has the parent `{parent}`, which the template lacks",
                stencil.name
            );
            let help = "it cannot be drawn, and rules about its parents do not hold for it";
            found.push(message, stencil_place(stencil), help);
        } else if kb
            .lineage(&stencil.id)
            .last()
            .is_some_and(|top| known.contains(&top.parent))
        {
            let message = format!("stencil `{}` is among its own parents", stencil.name);
            found.push(
                message,
                stencil_place(stencil),
                "give one of them another parent",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["stencil Robot"],
        "
            stencils:
            - name: Robot
              id: TL.R
              parent: GE.X
        ",
    ),
    leaves(
        "
            stencils:
            - name: Robot
              id: GE.R
              generic: true
            - name: Arm
              id: TL.A
              parent: Robot
        ",
    ),
];

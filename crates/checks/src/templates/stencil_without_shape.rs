//! A stencil cannot be drawn.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, stencil_place};
use trustline_model::{Representation, Severity};

pub(crate) const CHECK: Check =
    Check::of_template("stencil-without-shape", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    for stencil in &kb.stencils {
        match kb.representation(&stencil.id) {
            None => {
                let message = format!("stencil `{}` has no shape", stencil.name);
                let help = "give it a shape, or a parent that has one";
                found.push(message, stencil_place(stencil), help);
            }
            Some(Representation::Other(word)) => {
                let message = format!("stencil `{}` has the unknown shape `{word}`", stencil.name);
                found.push(
                    message,
                    stencil_place(stencil),
                    "choose one of the seven shapes",
                );
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["stencil Robot", "stencil Arm"],
        "
            stencils:
            - name: Robot
              id: GE.R
              generic: true
            - name: Arm
              id: GE.A
              generic: true
              shape: hexagon
        ",
    ),
    leaves(
        "
            stencils:
            - name: Robot
              id: GE.R
              generic: true
              shape: process
            - name: Arm
              id: TL.A
              parent: Robot
        ",
    ),
];

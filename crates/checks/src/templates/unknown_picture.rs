//! A picture cannot be shown.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, stencil_place};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_template("unknown-picture", Severity::Warning, find);

/// How files of pictures begin, in base64.
const PICTURES: [&str; 4] = ["iVBORw0KGgo", "/9j/", "R0lGOD", "Qk"];

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    for stencil in &kb.stencils {
        let Some(image) = stencil.image.as_deref().filter(|i| !i.trim().is_empty()) else {
            continue;
        };
        if !PICTURES.iter().any(|p| image.trim().starts_with(p)) {
            let message = format!(
                "the picture of stencil `{}` has an unknown format",
                stencil.name
            );
            let help = "use a PNG; GIF, JPEG and BMP are shown as well";
            found.push(message, stencil_place(stencil), help);
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
              id: GE.R
              generic: true
              image:
                base64: AAAA
        ",
    ),
    leaves(
        "
            stencils:
            - name: Robot
              id: GE.R
              generic: true
              image:
                base64: iVBORw0KGgo=
        ",
    ),
];

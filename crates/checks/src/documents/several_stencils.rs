//! The name of an element is that of several stencils, and nothing says which is meant.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("several-stencils", Severity::Info, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for (thing, drawn) in look.drawn() {
        let Some(stencil) = drawn.stencil.filter(|_| !drawn.others.is_empty()) else {
            continue;
        };
        // The kind that the document tells has decided.
        let fits = |s: &&&trustline_model::Stencil| {
            let shape = look.template.and_then(|kb| kb.representation(&s.id));
            thing.told.is_none_or(|k| Some(&k.shape()) == shape)
        };
        let others: Vec<&str> = drawn
            .others
            .iter()
            .filter(fits)
            .map(|s| s.name.trim())
            .collect();
        if others.is_empty() {
            continue;
        }
        let message = format!(
            "`{}` is drawn as {}, and could be {}",
            thing.shown(),
            stencil.name.trim(),
            others.join(" or ")
        );
        found.in_line(
            look.line_of(thing),
            message,
            "say what it is with an icon, or name the stencil in a column Kind A or Kind B",
        );
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 2"],
        "
            A,B,Kind B
            NAS,Firewall,
        ",
    ),
    leaves(
        "
            A,B,Kind B
            Laptop,NAS,data store
            Laptop,NAS share,NAS Store
        ",
    ),
];

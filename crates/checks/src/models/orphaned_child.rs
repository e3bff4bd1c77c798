//! No process stands for a diagram of a deeper level.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_model::{Place, Severity, depth};

pub(crate) const CHECK: Check = Check::of_model("orphaned-child", Severity::Warning, find);

/// A diagram of a deeper level that no process stands for.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let tree = &c.depth;
    for (i, diagram) in c.model.diagrams.iter().enumerate() {
        let parent = tree.diagrams.get(i).and_then(|s| s.parent.as_ref());
        let place = Place::Diagram(diagram.id.clone());
        if let Some(id) = depth::stands_for(diagram).filter(|_| parent.is_none()) {
            let message = format!(
                "diagram `{}` details the process `{id}`, which no other diagram shows",
                diagram.name
            );
            found.push(
                message,
                place,
                "choose the process again, or remove the parent of the diagram",
            );
        } else if let Some(level) = depth::level(diagram).filter(|l| *l > 0 && parent.is_none()) {
            let message = format!(
                "diagram `{}` is on level {level}, but details no process",
                diagram.name
            );
            found.push(
                message,
                place,
                "name it after the process that it details, or choose that process as its parent",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["diagram Basket", "diagram Till"],
        "
            process Shop
            diagram Basket
              trustline.layer: 1
            diagram Till
              trustline.process: gone
        ",
    ),
    leaves(
        "
            process Shop
            diagram Shop
              trustline.layer: 1
            diagram Till
              trustline.process: Shop
        ",
    ),
];

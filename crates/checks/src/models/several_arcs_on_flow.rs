//! A data flow crosses several boundary lines of one type.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at, called};
use std::collections::HashMap;
use trustline_model::{ElementId, Form, InOrder, Severity};

pub(crate) const CHECK: Check = Check::of_model("several-arcs-on-flow", Severity::Warning, find);

/// The original tool says: more than one arc trust boundary of the same type on the same flow.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for interaction in &c.analysis.interactions {
        let diagram = interaction.diagram_of(c.model);
        let [_, flow, _] = interaction.elements(c.model);
        let mut by_type: HashMap<_, Vec<ElementId>> = HashMap::new();
        for boundary in interaction.boundaries(c.model) {
            if matches!(boundary.form, Form::BoundaryLine(_)) {
                by_type
                    .entry(&boundary.stencil)
                    .or_default()
                    .push(boundary.id.clone());
            }
        }
        let mut several: Vec<_> = by_type
            .into_iter()
            .filter(|(_, arcs)| arcs.len() > 1)
            .collect();
        several.put_in_order_by(Ord::cmp);
        for (_, arcs) in several {
            let message = format!(
                "data flow {} crosses {} boundary lines of the same type",
                called(flow),
                arcs.len()
            );
            let elements = std::iter::once(flow.id.clone()).chain(arcs);
            found.push(
                message,
                at(diagram, elements),
                "one line is enough between two trust zones",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Save, Internet, Perimeter"],
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            arc Internet: Save
            arc Perimeter: Save
        ",
    ),
    leaves(
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
            arc Internet: Save
            arc Perimeter: Save
              stencil: TL.Perimeter
        ",
    ),
];

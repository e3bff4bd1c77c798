//! Ids are no GUIDs.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at};
use trustline_model::{ElementId, Place, Severity, is_guid};

pub(crate) const CHECK: Check = Check::of_model("malformed-id", Severity::Warning, find);

/// .NET reads the ids of diagrams and of what is drawn as GUIDs, and refuses the file otherwise.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let help = "the Microsoft tool refuses the file; `trustline convert` gives it GUIDs";
    for diagram in &c.model.diagrams {
        let elements = diagram.elements.iter().map(|e| &e.id);
        let odd: Vec<ElementId> = elements
            .filter(|id| !is_guid(id.as_str()))
            .cloned()
            .collect();
        let message = match odd.as_slice() {
            [] if is_guid(diagram.id.as_str()) => continue,
            [] => {
                let message = format!("the id `{}` of a diagram is no GUID", diagram.id);
                found.push(message, Place::Diagram(diagram.id.clone()), help);
                continue;
            }
            [one] => format!("the id `{one}` is no GUID"),
            many => format!("{} ids are no GUIDs", many.len()),
        };
        found.push(message, at(diagram, odd), help);
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(&["Shop"], "process Shop"),
    finds(&["diagram Overview"], "process Shop").after(|model| {
        model.diagrams[0].elements[0].id = "0f8fad5b-d9cb-469f-a165-70867728950e".into();
    }),
    leaves("process Shop").after(|model| {
        model.diagrams[0].id = "7c9e6679-7425-40de-944b-e07fc1f90ae7".into();
        model.diagrams[0].elements[0].id = "0f8fad5bd9cb469fa16570867728950e".into();
    }),
];

//! Nothing on a diagram is where data comes from.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use std::collections::{HashMap, HashSet};
use trustline_model::{ElementId, Form, Place, Severity};

pub(crate) const CHECK: Check = Check::of_model("diagram-without-origin", Severity::Info, find);

/// Data comes from somewhere: an external entity, a data store, or a process that makes it.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        let received: HashSet<&ElementId> = diagram
            .flows()
            .filter_map(|(_, line)| line.target.element.as_ref())
            .collect();
        let forms: HashMap<&ElementId, &Form> =
            diagram.elements.iter().map(|e| (&e.id, &e.form)).collect();
        let starts = |id: &ElementId| match forms.get(id) {
            Some(Form::ExternalEntity(_) | Form::DataStore(_)) => true,
            Some(Form::Process(_)) => !received.contains(id),
            _ => false,
        };
        let mut attached = diagram
            .flows()
            .filter(|(_, line)| line.target.element.is_some())
            .filter_map(|(_, line)| line.source.element.as_ref())
            .peekable();
        if attached.peek().is_some() && !attached.any(starts) {
            let message = format!("diagram `{}` shows no origin of its data", diagram.name);
            found.push(
                message,
                Place::Diagram(diagram.id.clone()),
                "add the external entity or data store where the data originates",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["diagram Overview"],
        "
            process Shop
            process Bank
            flow Pay: Shop -> Bank
            flow Receipt: Bank -> Shop
        ",
    ),
    leaves(
        "
            entity Customer
            process Shop
            flow Buy: Customer -> Shop
            flow Receipt: Shop -> Customer
        ",
    ),
];

//! How elements hang together.

use crate::ground::{Context, Found, at, called};
use std::collections::{HashMap, HashSet};
use trustline_model::{ElementId, Form, Place};

const ATTACH: &str = "drag its loose end onto an element; until then it yields no threats";

/// The original tool says: the connector should be attached to two elements.
pub(crate) fn dangling_flow(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        for (element, line) in diagram.flows() {
            let loose = match (&line.source.element, &line.target.element) {
                (None, None) => "both ends",
                (None, Some(_)) => "its beginning",
                (Some(_), None) => "its end",
                (Some(_), Some(_)) => continue,
            };
            let message = format!(
                "data flow {} is attached to nothing at {loose}",
                called(element)
            );
            found.push(message, at(diagram, [element.id.clone()]), ATTACH);
        }
    }
}

pub(crate) fn flow_to_missing_element(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        let there: HashSet<&ElementId> = diagram
            .elements
            .iter()
            .filter(|e| e.form.line().is_none())
            .map(|e| &e.id)
            .collect();
        for (element, line) in diagram.flows() {
            for end in [&line.source, &line.target] {
                if let Some(id) = end.element.as_ref().filter(|id| !there.contains(id)) {
                    let message = format!(
                        "data flow {} is attached to `{id}`, which is not on this diagram",
                        called(element)
                    );
                    found.push(message, at(diagram, [element.id.clone()]), ATTACH);
                }
            }
        }
    }
}

/// The original tool says: more than one arc trust boundary of the same type on the same flow.
pub(crate) fn several_arcs_on_flow(c: &Context<'_>, found: &mut Found<'_>) {
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
        several.sort();
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
                "one line is enough between two zones of trust",
            );
        }
    }
}

pub(crate) fn store_to_store(c: &Context<'_>, found: &mut Found<'_>) {
    for interaction in &c.analysis.interactions {
        let [source, flow, target] = interaction.elements(c.model);
        if matches!(
            (&source.form, &target.form),
            (Form::DataStore(_), Form::DataStore(_))
        ) {
            let message = format!(
                "{} and {} are data stores that talk directly",
                called(source),
                called(target)
            );
            let place = at(interaction.diagram_of(c.model), [flow.id.clone()]);
            found.push(
                message,
                place,
                "draw the process that moves the data: stores do not act by themselves",
            );
        }
    }
}

pub(crate) fn external_entity_to_store(c: &Context<'_>, found: &mut Found<'_>) {
    for interaction in &c.analysis.interactions {
        let [source, flow, target] = interaction.elements(c.model);
        let (entity, store) = match (&source.form, &target.form) {
            (Form::ExternalEntity(_), Form::DataStore(_)) => (source, target),
            (Form::DataStore(_), Form::ExternalEntity(_)) => (target, source),
            _ => continue,
        };
        let message = format!(
            "external entity {} and data store {} talk directly",
            called(entity),
            called(store)
        );
        let place = at(interaction.diagram_of(c.model), [flow.id.clone()]);
        found.push(
            message,
            place,
            "draw the process in between: something checks who may read and write",
        );
    }
}

/// Data comes from somewhere: an external entity, a data store, or a process that makes it.
pub(crate) fn diagram_without_origin(c: &Context<'_>, found: &mut Found<'_>) {
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
            let message = format!(
                "nothing on diagram `{}` is where data comes from",
                diagram.name
            );
            found.push(
                message,
                Place::Diagram(diagram.id.clone()),
                "add the external entity or the data store that begins the traffic",
            );
        }
    }
}

pub(crate) fn no_trust_boundary(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        if diagram.flows().next().is_some() && diagram.boundaries().next().is_none() {
            let message = format!(
                "diagram `{}` has data flows but no trust boundary",
                diagram.name
            );
            found.push(
                message,
                Place::Diagram(diagram.id.clone()),
                "most threats arise where data crosses a boundary: draw where trust changes",
            );
        }
    }
}

pub(crate) fn unattached_element(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        let attached: HashSet<&ElementId> = diagram
            .flows()
            .flat_map(|(_, line)| [&line.source.element, &line.target.element])
            .flatten()
            .collect();
        for element in diagram
            .elements
            .iter()
            .filter(|e| e.form.is_node() && !attached.contains(&e.id))
        {
            let message = format!("no data flow begins or ends at {}", called(element));
            found.push(
                message,
                at(diagram, [element.id.clone()]),
                "connect it, or remove it if nothing talks to it",
            );
        }
    }
}

//! A diagram told in sentences: who talks to whom, crossing what.

use trustline_analysis::{interactions_of, wording::name_of};
use trustline_model::{DiagramId, Element, Form, ThreatModel};

/// A kind of element: one, many, which ones.
type Told = (&'static str, &'static str, fn(&Form) -> bool);

/// A diagram in plain text, one statement a line; paragraphs are parted by empty lines.
pub fn narrative(model: &ThreatModel, diagram: &DiagramId) -> String {
    let Some((place, diagram)) = model
        .diagrams
        .iter()
        .enumerate()
        .find(|(_, d)| d.id == *diagram)
    else {
        return String::new();
    };
    let kinds: [Told; 4] = [
        ("process", "processes", |f| matches!(f, Form::Process(_))),
        ("data store", "data stores", |f| {
            matches!(f, Form::DataStore(_))
        }),
        ("external entity", "external entities", |f| {
            matches!(f, Form::ExternalEntity(_))
        }),
        ("trust boundary", "trust boundaries", Form::is_boundary),
    ];
    let mut out = vec![format!("Diagram “{}”.", diagram.name.trim())];
    for (one, many, is) in kinds {
        let names: Vec<String> = diagram
            .elements
            .iter()
            .filter(|e| is(&e.form))
            .map(stated)
            .collect();
        match names.as_slice() {
            [] => {}
            [name] => out.push(format!("It has one {one}: {name}.")),
            all => out.push(format!("It has {} {many}: {}.", all.len(), listed(all))),
        }
    }
    let mut inside = Vec::new();
    for boundary in &diagram.elements {
        let Form::BoundaryBox(rect) = boundary.form else {
            continue;
        };
        let held: Vec<String> = diagram
            .elements
            .iter()
            .filter(|e| e.form.is_node() && rect.contains(e.form.bounds().center()))
            .map(name_of)
            .collect();
        if !held.is_empty() {
            inside.push(format!("{} holds {}.", name_of(boundary), listed(&held)));
        }
    }
    if !inside.is_empty() {
        out.push(String::new());
        out.append(&mut inside);
    }
    let mut flows = Vec::new();
    for interaction in interactions_of(model, place) {
        let [source, flow, target] = interaction.elements(model);
        let crossed: Vec<String> = interaction
            .boundaries(model)
            .into_iter()
            .map(name_of)
            .collect();
        let crossing = match crossed.as_slice() {
            [] => String::new(),
            names => format!(", crossing {}", listed(names)),
        };
        let scope = if flow.is_out_of_scope() {
            " (out of scope)"
        } else {
            ""
        };
        flows.push(format!(
            "{} sends {} to {}{crossing}{scope}.",
            name_of(source),
            name_of(flow),
            name_of(target)
        ));
    }
    if !flows.is_empty() {
        out.push(String::new());
        out.append(&mut flows);
    }
    let mut loose = Vec::new();
    for (flow, line) in diagram.flows() {
        let end = |id: &Option<trustline_model::ElementId>| {
            let found = id.as_ref().and_then(|id| diagram.element(id));
            found.map_or("nothing".to_owned(), name_of)
        };
        if line.source.element.is_none() || line.target.element.is_none() {
            loose.push(format!(
                "{} is not connected: it leads from {} to {}.",
                name_of(flow),
                end(&line.source.element),
                end(&line.target.element)
            ));
        }
    }
    if !loose.is_empty() {
        out.push(String::new());
        out.append(&mut loose);
    }
    out.join("\n")
}

fn stated(element: &Element) -> String {
    let scope = if element.is_out_of_scope() {
        " (out of scope)"
    } else {
        ""
    };
    format!("{}{scope}", name_of(element))
}

fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

//! Ids of diagrams and elements: those that a file lacks are made, and those that it has twice are told
//! apart.

use std::collections::{HashMap, HashSet};
use trustline_model::{
    Diagnostic, DiagramId, Element, ElementId, Place, Severity, ThreatKey, ThreatModel,
};

/// Gives diagrams without an id one, and says where two share one: in memory they are told
/// apart as numbered copies.
pub fn repair_diagrams(model: &mut ThreatModel, diagnostics: &mut Vec<Diagnostic>) {
    let mut diagrams: HashSet<DiagramId> = HashSet::new();
    for (d, diagram) in model.diagrams.iter_mut().enumerate() {
        if diagram.id.as_str().is_empty() {
            diagram.id = DiagramId::from(format!("00000000-0000-0000-0001-{:012x}", d + 1));
        }
        if !diagrams.insert(diagram.id.clone()) {
            let earlier = (1..).map(|n| diagram.id.copy(n));
            // There are fewer diagrams than numbers.
            let free = earlier.filter(|id| diagrams.insert(id.clone())).take(1);
            diagram.id = free.last().unwrap_or_default();
            diagnostics.push(
                Diagnostic::new(
                    "shared-id",
                    Severity::Warning,
                    format!("two diagrams have the id `{}`", diagram.id),
                )
                .at(Place::Diagram(diagram.id.clone())),
            );
        }
    }
}

/// The same for the elements of each diagram.
pub fn repair_elements(model: &mut ThreatModel, diagnostics: &mut Vec<Diagnostic>) {
    for (d, diagram) in model.diagrams.iter_mut().enumerate() {
        let mut elements: HashSet<ElementId> = HashSet::new();
        let mut shared = false;
        for (e, element) in diagram.elements.iter_mut().enumerate() {
            if !element.id.is_some() {
                element.id =
                    ElementId::from(format!("00000000-0000-0000-{:04x}-{:012x}", d + 2, e + 1));
                diagnostics.push(
                    Diagnostic::new(
                        "no-id",
                        Severity::Warning,
                        "an element has no id".to_owned(),
                    )
                    .at(Place::Elements(
                        diagram.id.clone(),
                        vec![element.id.clone()],
                    ))
                    .help("one is generated, so that threats can refer to it"),
                );
            }
            if !elements.insert(element.id.clone()) {
                shared = true;
                diagnostics.push(
                    Diagnostic::new(
                        "shared-id",
                        Severity::Warning,
                        format!("two elements have the id `{}`", element.id),
                    )
                    .at(Place::Elements(
                        diagram.id.clone(),
                        vec![element.id.clone()],
                    ))
                    .help("flows and threats cannot distinguish them"),
                );
            }
        }
        if shared {
            tell_apart(&mut diagram.elements);
        }
    }
}

/// Makes copies of all but one of the elements that share an id. The one that flows with this id
/// are attached to keeps it: the last shape, as generation has it; of lines the first.
fn tell_apart(elements: &mut [Element]) {
    let mut originals: HashMap<ElementId, usize> = HashMap::new();
    for (at, element) in elements.iter().enumerate() {
        match element.form.line() {
            None => {
                originals.insert(element.id.clone(), at);
            }
            Some(_) => {
                originals.entry(element.id.clone()).or_insert(at);
            }
        }
    }
    let mut copies: HashMap<ElementId, u32> = HashMap::new();
    for (at, element) in elements.iter_mut().enumerate() {
        if originals.get(&element.id) != Some(&at) {
            let number = copies.entry(element.id.clone()).or_default();
            *number += 1;
            element.id = element.id.copy(*number);
        }
    }
}

/// Threats without a flow are known by nothing but their element where a file gives them no type: of
/// several that look the same, all but the first become numbered copies.
pub fn repair_threats(model: &mut ThreatModel) {
    let mut seen: HashSet<ThreatKey> = HashSet::new();
    for threat in &mut model.threats {
        if threat.key.flow.is_some() {
            continue;
        }
        let mut number = 0;
        while !seen.insert(threat.key.clone()) {
            number += 1;
            threat.key.flow = threat.key.flow.copy(number);
        }
    }
}

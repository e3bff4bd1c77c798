//! What the original tool needs to open a model, where a model lacks it.

use crate::microsoft::{Renaming, rename_all, rename_drawn, rename_threat};
use crate::repair;
use crate::text::usual_properties;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use trustline_model::{
    DiagramId, Element, Form, KnowledgeBase, Manifest, Representation, Stencil, StencilId,
    ThreatModel, depth, guid_for, is_guid, threat_property,
};

/// Says how many things were changed, if any.
fn tell(said: &mut Vec<String>, count: usize, one: &str, many: &str) {
    match count {
        0 => {}
        1 => said.push(one.to_owned()),
        n => said.push(format!("{n} {many}")),
    }
}

/// Adds what is missing, and says what that was: a line each.
pub fn complete(model: &mut ThreatModel) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(version) = model.version.take() {
        said.push(format!("the version `{}` is `4.3` now", version.trim()));
    }
    tell(
        &mut said,
        repair::own_ids(model),
        "an element that shared its id with another one has its own now",
        "elements that shared an id with another one have their own now",
    );
    tell(
        &mut said,
        give_guids(model),
        "an id that is no GUID is one now",
        "ids that are no GUIDs are GUIDs now",
    );
    tell(
        &mut said,
        repair::threat_ids(model),
        "a threat that named what it is about by no GUID does so now",
        "threats that named what they are about by no GUID do so now",
    );
    let words = repair::states(model);
    if !words.is_empty() {
        let words: Vec<String> = words.iter().map(|w| format!("`{w}`")).collect();
        said.push(format!(
            "threats with the state {} need investigation now; the word stands in their justification",
            words.join(", ")
        ));
    }
    tell(
        &mut said,
        repair::keys(model),
        "a threat that is recorded twice is kept under two names now",
        "threats that are recorded twice are kept under names of their own now",
    );
    tell(
        &mut said,
        repair::numbers(model),
        "a threat whose number does not fit into 32 bits has another one now",
        "threats whose numbers do not fit into 32 bits have others now",
    );
    match repair::line_styles(model) {
        0 => {}
        n => said.push(format!("the line style that {n} data flows and line boundaries carried is left out: lines have none")),
    }
    if rounded(model) {
        said.push("positions and sizes are whole numbers that fit into 32 bits now".into());
    }
    if model.knowledge_base.is_none() && !model.diagrams.is_empty() {
        model.knowledge_base = Some(Arc::new(template_of(model)));
        said.push("a template with what is drawn and no threat types was added".into());
    }
    if let Some(kb) = &mut model.knowledge_base {
        let missing = missing_properties(kb);
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().map(|p| format!("`{}`", p.name)).collect();
            said.push(format!(
                "threat properties were added: {}",
                names.join(", ")
            ));
            Arc::make_mut(kb).threat_properties.extend(missing);
        }
    }
    said
}

fn missing_properties(kb: &KnowledgeBase) -> Vec<trustline_model::ThreatProperty> {
    let has = |name: &str| kb.threat_properties.iter().any(|p| p.name == name);
    let needed = |name: &str| threat_property::NEEDED.contains(&name);
    let usual = usual_properties(&kb.categories).into_iter();
    usual.filter(|p| needed(&p.name) && !has(&p.name)).collect()
}

fn rounded(model: &mut ThreatModel) -> bool {
    let mut changed = false;
    for element in model.diagrams.iter_mut().flat_map(|d| &mut d.elements) {
        let form = repair::limited(element.form.clone().rounded());
        changed |= form != element.form;
        element.form = form;
    }
    changed
}

/// Every id of a diagram or an element that is no GUID becomes one, the same wherever it stands.
fn give_guids(model: &mut ThreatModel) -> usize {
    let drawn = model.diagrams.iter().flat_map(|d| &d.elements);
    let ends = |e: &Element| {
        let line = e.form.line();
        let ends = line.map(|l| [l.source.element.clone(), l.target.element.clone()]);
        ends.into_iter().flatten().flatten().collect::<Vec<_>>()
    };
    let named = drawn.flat_map(|e| [vec![e.id.clone()], ends(e)].concat());
    let odd = named
        .map(|id| id.original())
        .filter(|id| !is_guid(id.as_str()));
    let elements: Renaming = odd
        .map(|id| (id.clone(), guid_for(&format!("element {id}")).into()))
        .collect();
    let odd = model.diagrams.iter().map(|d| d.id.original());
    let diagrams: HashMap<DiagramId, DiagramId> = odd
        .filter(|id| !is_guid(id.as_str()))
        .map(|id| (id.clone(), guid_for(&format!("diagram {id}")).into()))
        .collect();
    if elements.is_empty() && diagrams.is_empty() {
        return 0;
    }
    let place = |id: &mut DiagramId| {
        if let Some(other) = diagrams.get(&id.original()) {
            *id = other.clone();
        }
    };
    for diagram in &mut model.diagrams {
        place(&mut diagram.id);
        rename_drawn(diagram, &elements);
        let process = depth::stands_for(diagram);
        if let Some(id) = process.and_then(|id| elements.get(&id)) {
            depth::set_stands_for(diagram, Some(id));
        }
    }
    for threat in &mut model.threats {
        place(&mut threat.diagram);
        if rename_threat(threat, &elements) {
            (threat.file_key, threat.file_interaction) = (None, None);
        }
    }
    for message in &mut model.messages {
        place(&mut message.diagram);
        rename_all(&mut message.elements, &elements);
    }
    elements.len() + diagrams.len()
}

/// A template that has a stencil for everything that is drawn, and no threat types.
fn template_of(model: &ThreatModel) -> KnowledgeBase {
    let mut seen: HashSet<StencilId> = HashSet::new();
    let (mut generics, mut own) = (Vec::new(), Vec::new());
    for element in model.diagrams.iter().flat_map(|d| &d.elements) {
        let (shape, id) = looks(&element.form);
        let generic = match element.generic.as_str() {
            "" => StencilId::from(id),
            _ => element.generic.clone(),
        };
        if seen.insert(generic.clone()) {
            generics.push(Stencil {
                id: generic.clone(),
                name: element.form.as_str().into(),
                parent: "ROOT".into(),
                generic: true,
                representation: shape,
                ..Stencil::default()
            });
        }
        if !element.stencil.as_str().is_empty() && seen.insert(element.stencil.clone()) {
            own.push(Stencil {
                id: element.stencil.clone(),
                name: heading(element),
                parent: generic,
                ..Stencil::default()
            });
        }
    }
    generics.extend(own);
    KnowledgeBase {
        manifest: Manifest {
            name: "What is drawn".into(),
            id: guid_for("a template of what is drawn"),
            version: "1.0.0.0".into(),
            ..Manifest::default()
        },
        stencils: generics,
        threat_properties: usual_properties(&[]),
        priority_used: true,
        status_used: true,
        ..KnowledgeBase::default()
    }
}

/// The first heading of an element's properties is the name of its stencil.
fn heading(element: &Element) -> String {
    let first = element.properties.first().map(|p| p.label.trim());
    let name = first
        .filter(|l| !l.is_empty())
        .unwrap_or(element.stencil.as_str());
    name.to_owned()
}

fn looks(form: &Form) -> (Representation, &'static str) {
    match form {
        Form::Process(_) => (Representation::Ellipse, "GE.P"),
        Form::DataStore(_) => (Representation::ParallelLines, "GE.DS"),
        Form::ExternalEntity(_) => (Representation::Rectangle, "GE.EI"),
        Form::Annotation(_) => (Representation::Annotation, "GE.A"),
        Form::BoundaryBox(_) => (Representation::BorderBoundary, "GE.TB.B"),
        Form::BoundaryLine(_) => (Representation::LineBoundary, "GE.TB.L"),
        Form::DataFlow(_) => (Representation::Line, "GE.DF"),
    }
}

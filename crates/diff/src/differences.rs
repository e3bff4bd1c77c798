//! How two states of a model differ, in a list for people who have to choose between them.

use std::collections::HashMap;
use trustline_model::{Element, ElementId, ThreatKey, ThreatModel};
use trustline_templates::compare;

/// One line for every difference, ours against theirs.
pub fn differences(ours: &ThreatModel, theirs: &ThreatModel) -> Vec<String> {
    let mut lines = Vec::new();
    for ((label, ours), (_, theirs)) in ours
        .information
        .fields()
        .into_iter()
        .zip(theirs.information.fields())
    {
        if ours != theirs {
            lines.push(format!("Information: {label} differs"));
        }
    }
    for diagram in &ours.diagrams {
        let Some(other) = theirs.diagram(&diagram.id) else {
            lines.push(format!(
                "Diagram “{}” exists only in your version",
                diagram.name
            ));
            continue;
        };
        if diagram.name != other.name {
            lines.push(format!(
                "Diagram “{}” is called “{}” on disk",
                diagram.name, other.name
            ));
        }
        let index = |elements: &'_ [Element]| -> HashMap<ElementId, usize> {
            let numbered = elements.iter().enumerate();
            numbered.map(|(i, e)| (e.id.clone(), i)).collect()
        };
        let there = index(&other.elements);
        let here = index(&diagram.elements);
        for element in &diagram.elements {
            let name = element.name();
            match there.get(&element.id).and_then(|i| other.elements.get(*i)) {
                None => lines.push(format!(
                    "{}: “{name}” exists only in your version",
                    diagram.name
                )),
                Some(e) if e.name() != name => lines.push(format!(
                    "{}: “{name}” is called “{}” on disk",
                    diagram.name,
                    e.name()
                )),
                Some(e) if e.properties != element.properties || e.stencil != element.stencil => {
                    lines.push(format!("{}: properties of “{name}” differ", diagram.name));
                }
                Some(e) if e.form != element.form => {
                    lines.push(format!("{}: “{name}” has another position", diagram.name));
                }
                Some(_) => {}
            }
        }
        for element in other.elements.iter().filter(|e| !here.contains_key(&e.id)) {
            lines.push(format!(
                "{}: “{}” exists only on disk",
                diagram.name,
                element.name()
            ));
        }
    }
    for diagram in &theirs.diagrams {
        if ours.diagram(&diagram.id).is_none() {
            lines.push(format!("Diagram “{}” exists only on disk", diagram.name));
        }
    }
    let recorded = |model: &'_ ThreatModel| -> HashMap<ThreatKey, usize> {
        let numbered = model.threats.iter().enumerate();
        numbered.map(|(i, t)| (t.key.clone(), i)).collect()
    };
    let there = recorded(theirs);
    for threat in &ours.threats {
        let other = there.get(&threat.key).and_then(|i| theirs.threats.get(*i));
        let title = threat.property("Title");
        match other {
            None if threat.is_touched() => lines.push(format!(
                "Threat {} “{title}”: your decision ({}) is not on disk",
                threat.number,
                threat.state.label()
            )),
            Some(o) if o.state != threat.state => lines.push(format!(
                "Threat {} “{title}”: {} in your version, {} on disk",
                threat.number,
                threat.state.label(),
                o.state.label()
            )),
            Some(o)
                if o.justification() != threat.justification() || o.priority != threat.priority =>
            {
                lines.push(format!(
                    "Threat {} “{title}”: justification or priority differs",
                    threat.number
                ));
            }
            _ => {}
        }
    }
    let here = recorded(ours);
    for threat in theirs.threats.iter().filter(|t| t.is_touched()) {
        if !here.contains_key(&threat.key) {
            lines.push(format!(
                "Threat {} “{}”: the decision on disk ({}) is not in your version",
                threat.number,
                threat.property("Title"),
                threat.state.label()
            ));
        }
    }
    if let (Some(mine), Some(other)) = (&ours.knowledge_base, &theirs.knowledge_base) {
        // From what is on disk to ours.
        let changes = compare(other, mine).into_iter();
        lines.extend(changes.map(|change| format!("Template: {change}")));
    }
    if ours.notes != theirs.notes {
        lines.push("Notes differ".to_owned());
    }
    if ours.messages != theirs.messages {
        lines.push("Dismissed messages differ".to_owned());
    }
    if lines.is_empty() {
        lines.push("No visible differences".to_owned());
    }
    lines
}

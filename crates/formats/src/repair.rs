//! What .NET cannot read in a model, made readable: ids twice, threats twice, threats without ids,
//! states of other tools, numbers that are too large.

use std::collections::HashSet;
use trustline_model::{ElementId, Form, State, ThreatModel, guid_for, is_guid, threat_property};

/// Elements that share an id with another one of their diagram get one of their own.
pub fn own_ids(model: &mut ThreatModel) -> usize {
    let mut count = 0;
    for diagram in &mut model.diagrams {
        let copies = diagram.elements.iter().map(|e| &e.id);
        let copies: Vec<ElementId> = copies.filter(|id| id.is_copy()).cloned().collect();
        for old in copies {
            let new: ElementId = guid_for(&format!("{} on {}", old.key(), diagram.id.key())).into();
            for element in &mut diagram.elements {
                if element.id == old {
                    element.id = new.clone();
                }
                if let Some(line) = element.form.line_mut() {
                    for end in [&mut line.source, &mut line.target] {
                        if end.element.as_ref() == Some(&old) {
                            end.element = Some(new.clone());
                        }
                    }
                }
            }
            let here = model.threats.iter_mut().filter(|t| t.diagram == diagram.id);
            for threat in here {
                let key = &mut threat.key;
                for id in [&mut key.flow, &mut key.source, &mut key.target] {
                    if *id == old {
                        *id = new.clone();
                        (threat.file_key, threat.file_interaction) = (None, None);
                    }
                }
            }
            count += 1;
        }
    }
    count
}

/// Threats about something that is not drawn, or about nothing, name it by a GUID.
pub fn threat_ids(model: &mut ThreatModel) -> usize {
    let mut count = 0;
    for threat in &mut model.threats {
        let mut changed = false;
        let key = &mut threat.key;
        for id in [&mut key.flow, &mut key.source, &mut key.target] {
            let text = id.as_str();
            if !is_guid(text) {
                *id = match text.trim().is_empty() {
                    true => ElementId::NONE.into(),
                    false => guid_for(&format!("element {}", id.original())).into(),
                };
                changed = true;
            }
        }
        if !is_guid(threat.diagram.as_str()) {
            threat.diagram = match threat.diagram.as_str().trim().is_empty() {
                true => ElementId::NONE.into(),
                false => guid_for(&format!("diagram {}", threat.diagram.original())).into(),
            };
            changed = true;
        }
        if changed {
            (threat.file_key, threat.file_interaction) = (None, None);
            count += 1;
        }
    }
    count
}

/// States of other tools need investigation; their word stands in the justification.
pub fn states(model: &mut ThreatModel) -> Vec<String> {
    let mut words = Vec::new();
    for threat in &mut model.threats {
        let State::Other(word) = &threat.state else {
            continue;
        };
        let word = word.clone();
        let said = threat.justification();
        let note = match said.is_empty() {
            true => format!("State: {word}"),
            false => format!("{said} (state: {word})"),
        };
        threat.set_property(threat_property::JUSTIFICATION, note);
        threat.state = State::NeedsInvestigation;
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Threats that a file holds under one name are held under different ones: nothing is left out.
pub fn keys(model: &mut ThreatModel) -> usize {
    let mut taken: HashSet<String> = HashSet::new();
    let mut count = 0;
    for threat in &mut model.threats {
        let name = threat.file_key.clone();
        let name = name.unwrap_or_else(|| threat.key.to_string());
        if taken.insert(name.clone()) {
            continue;
        }
        let mut copies = (2..).map(|n| format!("{name}-{n}"));
        if let Some(free) = copies.find(|copy| taken.insert(copy.clone())) {
            threat.file_key = Some(free);
        }
        count += 1;
    }
    count
}

/// Threats whose numbers .NET cannot read get the first ones that are free.
pub fn numbers(model: &mut ThreatModel) -> usize {
    let taken: HashSet<i64> = model.threats.iter().map(|t| t.number).collect();
    let mut free = (1..).filter(|n| !taken.contains(n));
    let odd = model.threats.iter_mut();
    let odd = odd.filter(|t| i32::try_from(t.number).is_err());
    let numbered = odd.zip(&mut free);
    numbered
        .map(|(threat, number)| threat.number = number)
        .count()
}

/// Lines have no style of their own in files: one that is recorded with them is lost there.
pub fn line_styles(model: &mut ThreatModel) -> usize {
    let elements = model.diagrams.iter_mut().flat_map(|d| &mut d.elements);
    let styled = elements.filter(|e| e.form.line().is_some() && e.stroke.is_some());
    styled.map(|e| e.stroke = None).count()
}

/// The largest position that .NET reads.
const LARGEST: f64 = i32::MAX as f64;

/// Positions and sizes that .NET cannot read are as large as it can.
pub fn limited(mut form: Form) -> Form {
    let within = |value: &mut f64| *value = value.clamp(-LARGEST, LARGEST);
    if let Some(rect) = form.rect_mut() {
        let sides = [
            &mut rect.left,
            &mut rect.top,
            &mut rect.width,
            &mut rect.height,
        ];
        sides.into_iter().for_each(within);
    }
    if let Some(line) = form.line_mut() {
        for point in [
            &mut line.source.point,
            &mut line.target.point,
            &mut line.handle,
        ] {
            within(&mut point.x);
            within(&mut point.y);
        }
    }
    form
}

//! What people decide about threats: as edits of what is recorded.

use std::collections::{HashMap, HashSet};
use trustline_analysis::{Analysis, Origin, Status, record, wording};
use trustline_model::{
    DiagramId, Difference, Edit, ElementId, Form, ListEdit, State, Threat, ThreatKey, ThreatModel,
    Which, threat_property as field,
};

/// What a person decides about threats; what is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// The state.
    pub state: Option<State>,
    /// The priority.
    pub priority: Option<String>,
    /// Any other field by its internal name: justification, title, fields of the template.
    pub fields: Vec<(String, String)>,
}

/// The edit that records a decision on some threats; nothing where all is decided so already.
pub(crate) fn decided(
    model: &ThreatModel,
    analysis: &Analysis,
    keys: &[ThreatKey],
    decision: &Decision,
    (author, now): (&str, &str),
) -> Option<Edit> {
    let wanted: HashSet<&ThreatKey> = keys.iter().collect();
    let mut edits = Vec::new();
    let nth = repeated(&model.threats);
    for threat in analysis.threats.iter().filter(|t| wanted.contains(&t.key)) {
        let Some(mut new) = record(model, analysis, threat) else {
            continue;
        };
        let before = new.clone();
        if let Some(state) = &decision.state {
            new.state = state.clone();
        }
        if let Some(priority) = &decision.priority {
            new.priority.clone_from(priority);
            new.set_property(field::PRIORITY, priority);
        }
        for (name, value) in &decision.fields {
            if new.property(name) != value {
                new.set_property(name, value);
            }
        }
        if new != before {
            new.changed_by = Some(author.to_owned());
            now.clone_into(&mut new.modified_at);
            let stored = threat.stored.and_then(|i| model.threats.get(i));
            edits.extend(match (stored, nth.get(&threat.stored)) {
                (None, _) => vec![Edit::put_threat(new)],
                (Some(old), None) => old.edits_to(&new),
                (Some(_), Some(nth)) => vec![Edit::Threats(Box::new(ListEdit::Set {
                    of: Which {
                        name: new.key.clone(),
                        nth: *nth,
                    },
                    to: new,
                }))],
            });
        }
    }
    (!edits.is_empty()).then_some(Edit::All(edits))
}

/// Threats that are recorded after another one with their key, by their places: how many come
/// before them.
fn repeated(threats: &[Threat]) -> HashMap<Option<usize>, usize> {
    let mut seen: HashMap<&ThreatKey, usize> = HashMap::with_capacity(threats.len());
    let mut found = HashMap::new();
    for (at, threat) in threats.iter().enumerate() {
        let before = seen.entry(&threat.key).or_default();
        if *before > 0 {
            found.insert(Some(at), *before);
        }
        *before += 1;
    }
    found
}

/// A new threat of a person's own: about the interaction of a flow, about an element whatever flows
/// there, or about the whole system. It has no type and no time yet. `None` where a flow leads nowhere,
/// or nothing of this id is there.
pub(crate) fn own_threat(
    model: &ThreatModel,
    analysis: &Analysis,
    diagram: &DiagramId,
    about: Option<&ElementId>,
) -> Option<Threat> {
    let none = || ElementId::from(ElementId::NONE);
    let mut key = ThreatKey {
        threat_type: String::new().into(),
        source: none(),
        flow: none(),
        target: none(),
    };
    let interaction = analysis.interactions.iter().find(|i| {
        let [_, flow, _] = i.elements(model);
        Some(&flow.id) == about && i.diagram_of(model).id == *diagram
    });
    let name = match (interaction, about) {
        (Some(interaction), _) => {
            let [s, f, t] = interaction.elements(model);
            (key.source, key.flow, key.target) = (s.id.clone(), f.id.clone(), t.id.clone());
            wording::interaction_name(s, f, t)
        }
        (None, Some(id)) => {
            let element = model.diagram(diagram)?.element(id)?;
            if matches!(element.form, Form::DataFlow(_) | Form::Annotation(_)) {
                return None;
            }
            key.source = id.clone();
            wording::name_of(element)
        }
        (None, None) => String::new(),
    };
    let category = model
        .knowledge_base
        .as_ref()
        .and_then(|kb| kb.categories.first())
        .map_or(String::new(), |c| c.name.clone());
    let mut threat = Threat {
        key,
        diagram: diagram.clone(),
        priority: "High".into(),
        wide: true,
        ..Threat::default()
    };
    for (property, value) in [
        (field::TITLE, "New threat"),
        (field::CATEGORY, category.as_str()),
        (field::SHORT_DESCRIPTION, ""),
        (field::DESCRIPTION, ""),
        (field::INTERACTION, name.as_str()),
        (field::PRIORITY, "High"),
    ] {
        threat.set_property(property, value);
    }
    Some(threat)
}

/// Those of some threats that can be removed: recorded ones that do not follow from the drawing, a
/// person's own and those no longer generated. And how many others there are.
pub(crate) fn removable(
    model: &ThreatModel,
    analysis: &Analysis,
    keys: &[ThreatKey],
) -> (Vec<Threat>, usize) {
    let mut removed = Vec::new();
    let mut kept = 0;
    for threat in analysis.threats.iter().filter(|t| keys.contains(&t.key)) {
        let free = threat.origin == Origin::User || threat.standing != Status::Current;
        match threat.stored.and_then(|i| model.threats.get(i)) {
            Some(stored) if free => removed.push(stored.clone()),
            _ => kept += 1,
        }
    }
    (removed, kept)
}

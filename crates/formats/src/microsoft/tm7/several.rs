//! Elements that several diagrams show. In memory such an element has one id. In the file it has an
//! id on each diagram, as other tools need it, and a property that says which element it is.

use crate::ground::format::FileIds;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use trustline_model::{
    Diagnostic, Diagram, DiagramId, Element, ElementId, Line, Place, Property, PropertyValue,
    Severity, Threat, ThreatKey, ThreatModel, guid_for,
};

/// The property that names the element which this one is.
pub const SAME: &str = "trustline.same";
const LABEL: &str = "Same Element As";

/// Other ids for elements.
pub type Renaming = HashMap<ElementId, ElementId>;

/// Gives elements that say which other one they are that one's id, in drawing, threats and messages.
/// What comes back is what they are called in the file. Ids that stand on several diagrams of
/// the file itself are reported.
pub fn join(model: &mut ThreatModel, diagnostics: &mut Vec<Diagnostic>) -> FileIds {
    let mut file_ids = FileIds::new();
    let mut everywhere = Renaming::new();
    let mut earlier: HashSet<ElementId> = HashSet::new();
    for diagram in &mut model.diagrams {
        let taken: HashSet<ElementId> = diagram.elements.iter().map(|e| e.id.clone()).collect();
        diagnostics.extend(repeated(diagram, &earlier));
        let own = links(diagram, &taken);
        for element in &mut diagram.elements {
            if own.contains_key(&element.id) {
                element.properties.retain(|p| p.name != SAME);
            }
        }
        rename_drawn(diagram, &own);
        for (in_file, id) in own {
            file_ids.insert((diagram.id.clone(), id.clone()), in_file.clone());
            everywhere.insert(in_file, id);
        }
        earlier.extend(taken);
    }
    if everywhere.is_empty() {
        return file_ids;
    }
    let mut joined = HashSet::new();
    for threat in &mut model.threats {
        if rename_threat(threat, &everywhere) {
            joined.insert(threat.key.clone());
        }
    }
    for message in &mut model.messages {
        rename_all(&mut message.elements, &everywhere);
    }
    keep_decided(&mut model.threats, &joined);
    file_ids
}

/// A model as its file has it: each diagram has ids of its own for the elements that an earlier one
/// shows too. `file_ids` are those that a file has already; others are made where `anew` is set.
pub fn part<'m>(model: &'m ThreatModel, file_ids: &FileIds, anew: bool) -> Cow<'m, ThreatModel> {
    let mut earlier: HashSet<ElementId> = HashSet::new();
    let mut shown: Vec<(HashSet<ElementId>, Renaming)> = Vec::new();
    for diagram in &model.diagrams {
        let ids: HashSet<ElementId> = diagram.elements.iter().map(|e| e.id.original()).collect();
        let in_file = |id: &ElementId| {
            let known = file_ids.get(&(diagram.id.clone(), id.clone())).cloned();
            known.or_else(|| (anew && earlier.contains(id)).then(|| id_on(id, &diagram.id)))
        };
        let own = ids.iter().filter_map(|id| Some((id.clone(), in_file(id)?)));
        let own = own.collect();
        earlier.extend(ids.iter().cloned());
        shown.push((ids, own));
    }
    if shown.iter().all(|(_, own)| own.is_empty()) {
        return Cow::Borrowed(model);
    }
    let mut parted = model.clone();
    for (diagram, (_, own)) in parted.diagrams.iter_mut().zip(&shown) {
        for element in &mut diagram.elements {
            let id = element.id.original();
            if own.contains_key(&id) {
                element.properties.push(Property {
                    name: SAME.into(),
                    label: LABEL.into(),
                    value: PropertyValue::CustomText(id.as_str().into()),
                });
            }
        }
        rename_drawn(diagram, own);
    }
    let place: HashMap<&DiagramId, usize> = (model.diagrams.iter().enumerate())
        .map(|(i, d)| (&d.id, i))
        .collect();
    let on = |diagram: &DiagramId| place.get(diagram).and_then(|i| shown.get(*i));
    for threat in &mut parted.threats {
        let about = match threat.key.flow.is_some() {
            true => &threat.key.flow,
            false => &threat.key.source,
        };
        let recorded = on(&threat.diagram).filter(|(ids, _)| ids.contains(about));
        let holder = recorded.or_else(|| shown.iter().find(|(ids, _)| ids.contains(about)));
        if let Some((_, own)) = holder {
            rename_threat(threat, own);
        }
    }
    for message in &mut parted.messages {
        if let Some((_, own)) = on(&message.diagram) {
            rename_all(&mut message.elements, own);
        }
    }
    Cow::Owned(parted)
}

/// The elements of a diagram that are others: what they are called, and which they are. One that a
/// diagram has under its own id already, or a second time, stays apart.
fn links(diagram: &Diagram, taken: &HashSet<ElementId>) -> Renaming {
    let mut found = Renaming::new();
    let mut meant: HashSet<ElementId> = HashSet::new();
    for element in &diagram.elements {
        let Some(id) = same_as(element) else { continue };
        if element.id.is_some()
            && !taken.contains(&id)
            && !found.contains_key(&element.id)
            && meant.insert(id.clone())
        {
            found.insert(element.id.clone(), id);
        }
    }
    found
}

fn same_as(element: &Element) -> Option<ElementId> {
    let property = element.properties.iter().find(|p| p.name == SAME)?;
    match &property.value {
        PropertyValue::CustomText(text) | PropertyValue::Text(text) => {
            Some(ElementId::from(text.trim())).filter(ElementId::is_some)
        }
        _ => None,
    }
}

/// What is reported where a diagram has elements under ids that earlier diagrams use.
fn repeated(diagram: &Diagram, earlier: &HashSet<ElementId>) -> Option<Diagnostic> {
    let ids = diagram.elements.iter().map(|e| &e.id);
    let ids: Vec<ElementId> = ids.filter(|id| earlier.contains(*id)).cloned().collect();
    let message = match ids.as_slice() {
        [] => return None,
        [id] => format!("the id `{id}` stands on an earlier diagram as well"),
        ids => format!("{} ids stand on earlier diagrams as well", ids.len()),
    };
    let found = Diagnostic::new("id-on-several-diagrams", Severity::Warning, message)
        .at(Place::Elements(diagram.id.clone(), ids))
        .help("other tools refuse the file; saved after an edit, it has an id a diagram");
    Some(found)
}

fn rename(id: &mut ElementId, ids: &Renaming) -> bool {
    let other = ids.get(&id.original());
    if let Some(other) = other {
        *id = other.clone();
    }
    other.is_some()
}

pub fn rename_all(list: &mut [ElementId], ids: &Renaming) {
    for id in list {
        rename(id, ids);
    }
}

pub fn rename_drawn(diagram: &mut Diagram, ids: &Renaming) {
    if ids.is_empty() {
        return;
    }
    for element in &mut diagram.elements {
        rename(&mut element.id, ids);
        if let Some(Line { source, target, .. }) = element.form.line_mut() {
            for id in [&mut source.element, &mut target.element]
                .into_iter()
                .flatten()
            {
                rename(id, ids);
            }
        }
    }
}

pub fn rename_threat(threat: &mut Threat, ids: &Renaming) -> bool {
    let key = &mut threat.key;
    let renamed = [&mut key.flow, &mut key.source, &mut key.target].map(|id| rename(id, ids));
    renamed.contains(&true)
}

/// A tool that knows nothing of the link generates the threats of an interaction on each of its
/// diagrams. Of several that are one now, those on which nobody decided go, but for one.
fn keep_decided(threats: &mut Vec<Threat>, joined: &HashSet<ThreatKey>) {
    let mut kept: HashSet<ThreatKey> = threats
        .iter()
        .filter(|t| joined.contains(&t.key) && t.is_touched())
        .map(|t| t.key.clone())
        .collect();
    threats.retain(|t| !joined.contains(&t.key) || t.is_touched() || kept.insert(t.key.clone()));
}

/// The id that an element has on a further diagram: always the same for the two of them.
fn id_on(id: &ElementId, diagram: &DiagramId) -> ElementId {
    guid_for(&format!("{} on {}", id.key(), diagram.key())).into()
}

//! Properties of threats: added, changed, removed; and texts that threat types repeat of them.

use super::item::{Done, TemplateItem, TemplateKey};
use super::names::{GONE, camel, free, lines, needed};
use trustline_model::{KnowledgeBase, ThreatProperty, guid_for, threat_property as field};

const NEW_PROPERTY: &str = "New property";

/// Properties that every threat has, whatever the template says.
pub(super) const BUILT_IN: [&str; 7] = [
    field::TITLE,
    field::CATEGORY,
    field::SHORT_DESCRIPTION,
    field::DESCRIPTION,
    field::INTERACTION,
    field::JUSTIFICATION,
    field::PRIORITY,
];

/// A property that repeats a text says the new text.
pub(super) fn follow(properties: &mut [ThreatProperty], name: &str, old: &str, new: &str) {
    for property in properties.iter_mut().filter(|p| p.name == name) {
        for value in property.values.iter_mut().flatten() {
            if value.as_deref().unwrap_or("") == old {
                *value = Some(new.to_owned());
            }
        }
    }
}

pub(super) fn add(kb: &mut KnowledgeBase) -> Done {
    let name = free("NewProperty", |n| {
        kb.threat_properties.iter().any(|p| p.name == n)
    });
    kb.threat_properties.push(ThreatProperty {
        id: Some(guid_for(&format!("threat property {name}"))),
        name,
        label: NEW_PROPERTY.into(),
        values: Some(vec![Some(String::new())]),
        kind: Some("0".into()),
        ..ThreatProperty::default()
    });
    Ok(Some(TemplateItem::Property(kb.threat_properties.len() - 1)))
}

/// Another internal name, in every threat type as well.
fn rename(kb: &mut KnowledgeBase, at: usize, name: String) -> Result<(), String> {
    let property = kb.threat_properties.get(at).ok_or(GONE)?;
    if property.name == name {
        return Ok(());
    }
    if BUILT_IN.contains(&property.name.as_str()) {
        return Err("every threat has this property: its name is fixed".into());
    }
    if kb.threat_properties.iter().any(|p| p.name == name) {
        return Err(format!("a property `{name}` already exists"));
    }
    let old = property.name.clone();
    let of_types = kb.threat_types.iter_mut().flat_map(|t| &mut t.properties);
    for property in kb.threat_properties.iter_mut().chain(of_types) {
        if property.name == old {
            property.name.clone_from(&name);
        }
    }
    Ok(())
}

pub(super) fn set(kb: &mut KnowledgeBase, at: usize, key: TemplateKey, value: String) -> Done {
    let property = kb.threat_properties.get(at).ok_or(GONE)?;
    match key {
        TemplateKey::Id => rename(kb, at, needed(value.clone(), "a property")?)?,
        TemplateKey::Name if property.label == NEW_PROPERTY => {
            let name = camel(&value);
            let taken = |n: &str| kb.threat_properties.iter().any(|p| p.name == n);
            if !name.is_empty() {
                rename(kb, at, free(&name, taken))?;
            }
        }
        _ => {}
    }
    let Some(property) = kb.threat_properties.get_mut(at) else {
        return Ok(None);
    };
    match key {
        TemplateKey::Name => property.label = needed(value, "a property")?,
        TemplateKey::Hidden => property.hidden = value == "true",
        TemplateKey::Kind => property.kind = Some(value),
        TemplateKey::Description => property.description = Some(value),
        TemplateKey::Values => {
            let values = lines(&value);
            property.values = Some(match values.is_empty() {
                true => vec![Some(String::new())],
                false => values.into_iter().map(Some).collect(),
            });
        }
        _ => {}
    }
    // Threat types repeat what the property is.
    let changed = property.clone();
    for known in kb.threat_types.iter_mut().flat_map(|t| &mut t.properties) {
        if known.name == changed.name {
            known.label.clone_from(&changed.label);
            known.hidden = changed.hidden;
            if known.kind.is_some() {
                known.kind.clone_from(&changed.kind);
            }
        }
    }
    Ok(Some(TemplateItem::Property(at)))
}

pub(super) fn remove(kb: &mut KnowledgeBase, at: usize) -> Done {
    let property = kb.threat_properties.get(at).ok_or(GONE)?;
    if BUILT_IN.contains(&property.name.as_str()) {
        return Err("every threat has this property: hide it instead".into());
    }
    let name = property.name.clone();
    kb.threat_properties.remove(at);
    for threat in &mut kb.threat_types {
        threat.properties.retain(|p| p.name != name);
    }
    Ok(None)
}

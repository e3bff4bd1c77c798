//! Threat categories, threat types and the properties of threats: added, changed, moved, removed.

use super::stencils::count;
use super::{Done, TemplateItem, TemplateKey, camel, free, needed, pane, rules, swapped};
use trustline_model::{
    KnowledgeBase, ThreatCategory, ThreatProperty, ThreatType, ThreatTypeId, guid_for,
    threat_property as field,
};

const NEW_CATEGORY: &str = "New category";
const NEW_PROPERTY: &str = "New property";
const GONE: &str = "it is no longer there";

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

// Categories.

fn category_place(kb: &KnowledgeBase, id: &str) -> Result<usize, String> {
    let found = kb
        .categories
        .iter()
        .position(|c| c.id.eq_ignore_ascii_case(id));
    found.ok_or_else(|| GONE.to_owned())
}

fn types_of(kb: &KnowledgeBase, category: &str) -> usize {
    let of = |t: &&ThreatType| t.category.eq_ignore_ascii_case(category);
    kb.threat_types.iter().filter(of).count()
}

/// The first letter, as in STRIDE, where it is free; else the whole name.
fn category_id(kb: &KnowledgeBase, name: &str) -> String {
    let name = camel(name);
    let taken = |id: &str| kb.categories.iter().any(|c| c.id.eq_ignore_ascii_case(id));
    match name.get(..1) {
        Some(letter) if !taken(letter) => letter.to_owned(),
        Some(_) => free(&name, taken),
        None => free("C", taken),
    }
}

pub(super) fn add_category(kb: &mut KnowledgeBase) -> Done {
    let taken = |id: &str| kb.categories.iter().any(|c| c.id.eq_ignore_ascii_case(id));
    let id = free("New", taken);
    kb.categories.push(ThreatCategory {
        id: id.clone(),
        name: NEW_CATEGORY.into(),
        ..ThreatCategory::default()
    });
    Ok(Some(TemplateItem::Category(id)))
}

pub(super) fn set_category(
    kb: &mut KnowledgeBase,
    id: &str,
    key: TemplateKey,
    value: String,
) -> Done {
    let at = category_place(kb, id)?;
    let free_id = match key {
        TemplateKey::Name if types_of(kb, id) == 0 => Some(category_id(kb, &value)),
        _ => None,
    };
    let category = kb.categories.get_mut(at).ok_or(GONE)?;
    match key {
        TemplateKey::Name => {
            let name = needed(value, "a category")?;
            if category.name == NEW_CATEGORY
                && let Some(id) = free_id
            {
                category.id = id;
            }
            category.name = name;
        }
        TemplateKey::Short => {
            let old = std::mem::replace(&mut category.short, value.clone());
            let id = category.id.clone();
            let of = |t: &&mut ThreatType| t.category.eq_ignore_ascii_case(&id);
            for threat in kb.threat_types.iter_mut().filter(of) {
                follow(
                    &mut threat.properties,
                    field::SHORT_DESCRIPTION,
                    &old,
                    &value,
                );
            }
        }
        TemplateKey::Long => category.long = value,
        _ => {}
    }
    let id = kb.categories.get(at).map(|c| c.id.clone());
    Ok(id.map(TemplateItem::Category))
}

/// A property that repeats a text says the new text.
fn follow(properties: &mut [ThreatProperty], name: &str, old: &str, new: &str) {
    for property in properties.iter_mut().filter(|p| p.name == name) {
        for value in property.values.iter_mut().flatten() {
            if value.as_deref().unwrap_or("") == old {
                *value = Some(new.to_owned());
            }
        }
    }
}

pub(super) fn shift_category(kb: &mut KnowledgeBase, id: String, up: bool) -> Done {
    let at = category_place(kb, &id)?;
    swapped(&mut kb.categories, at, up, |_| true);
    Ok(Some(TemplateItem::Category(id)))
}

pub(super) fn remove_category(kb: &mut KnowledgeBase, id: &str) -> Done {
    let at = category_place(kb, id)?;
    match types_of(kb, id) {
        0 => {
            kb.categories.remove(at);
            Ok(None)
        }
        n => Err(format!(
            "{} of this category: give them another one first",
            count(n, "threat type") + if n == 1 { " is" } else { " are" }
        )),
    }
}

// Threat types.

fn type_place(kb: &KnowledgeBase, id: &ThreatTypeId) -> Result<usize, String> {
    let found = kb.threat_types.iter().position(|t| t.id == *id);
    found.ok_or_else(|| GONE.to_owned())
}

/// The next free number after those of a category, written as they are; else after all.
fn type_id(kb: &KnowledgeBase, category: &str) -> ThreatTypeId {
    let stem = |t: &ThreatType| {
        let id = t.id.as_str();
        let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = id.get(stem.len()..).unwrap_or("");
        (!digits.is_empty()).then(|| (stem.to_owned(), digits.len()))
    };
    let of_category = |t: &&ThreatType| t.category.eq_ignore_ascii_case(category);
    let kin = kb
        .threat_types
        .iter()
        .rev()
        .filter(of_category)
        .find_map(stem);
    let (stem, width) = kin.unwrap_or_else(|| (camel(category), 2));
    let highest = kb.threat_types.iter().filter_map(|t| {
        let (start, digits) = t.id.as_str().split_at_checked(stem.len())?;
        start
            .eq_ignore_ascii_case(&stem)
            .then(|| digits.parse::<u64>().ok())?
    });
    let next = highest.max().unwrap_or(0) + 1;
    format!("{stem}{next:0width$}").into()
}

pub(super) fn add_type(kb: &mut KnowledgeBase, category: &str) -> Done {
    let found = kb.category(category).or(kb.categories.first());
    let category = found.ok_or("a threat type needs a category: add one first")?;
    let mut threat = ThreatType {
        id: type_id(kb, &category.id),
        title: "New threat type".into(),
        category: category.id.clone(),
        ..ThreatType::default()
    };
    let priority = kb
        .threat_properties
        .iter()
        .find(|p| p.name == field::PRIORITY);
    if let Some(value) = priority.and_then(|p| p.first_value()) {
        threat.properties.extend(priority.map(|p| saying(p, value)));
    }
    let item = TemplateItem::ThreatType(threat.id.clone());
    insert_type(kb, threat);
    Ok(Some(item))
}

/// After the last one of its category.
fn insert_type(kb: &mut KnowledgeBase, threat: ThreatType) {
    let last = kb
        .threat_types
        .iter()
        .rposition(|t| t.category == threat.category);
    let at = last.map_or(kb.threat_types.len(), |i| i + 1);
    kb.threat_types.insert(at, threat);
}

pub(super) fn duplicate_type(kb: &mut KnowledgeBase, id: &ThreatTypeId) -> Done {
    let at = type_place(kb, id)?;
    let mut copy = kb.threat_types.get(at).ok_or(GONE)?.clone();
    copy.id = type_id(kb, &copy.category);
    copy.title.push_str(" (copy)");
    let item = TemplateItem::ThreatType(copy.id.clone());
    kb.threat_types.insert(at + 1, copy);
    Ok(Some(item))
}

pub(super) fn shift_type(kb: &mut KnowledgeBase, id: ThreatTypeId, up: bool) -> Done {
    let at = type_place(kb, &id)?;
    let category = kb.threat_types.get(at).map(|t| t.category.clone());
    swapped(&mut kb.threat_types, at, up, |t| {
        Some(&t.category) == category.as_ref()
    });
    Ok(Some(TemplateItem::ThreatType(id)))
}

/// A threat property as a threat type states it.
fn saying(property: &ThreatProperty, value: &str) -> ThreatProperty {
    ThreatProperty {
        values: Some(vec![Some(value.to_owned())]),
        ..property.clone()
    }
}

pub(super) fn set_type(
    kb: &mut KnowledgeBase,
    id: &ThreatTypeId,
    key: TemplateKey,
    value: String,
) -> Done {
    let at = type_place(kb, id)?;
    let stored = match key {
        TemplateKey::Include | TemplateKey::Exclude => rules::stored(kb, &value),
        _ => String::new(),
    };
    let category = kb.category(&value).cloned();
    let own = match key {
        TemplateKey::Own(i) => kb.threat_properties.get(i).cloned(),
        _ => None,
    };
    let old_short = kb
        .threat_types
        .get(at)
        .and_then(|t| kb.category(&t.category));
    let old_short = old_short.map_or(String::new(), |c| c.short.clone());
    let threat = kb.threat_types.get_mut(at).ok_or(GONE)?;
    match key {
        TemplateKey::Name => {
            let title = needed(value, "a threat type")?;
            let old = std::mem::replace(&mut threat.title, title.clone());
            follow(&mut threat.properties, field::TITLE, &old, &title);
        }
        TemplateKey::Description => {
            let old = std::mem::replace(&mut threat.description, value.clone());
            follow(&mut threat.properties, field::DESCRIPTION, &old, &value);
        }
        TemplateKey::Category => {
            let category = category.ok_or("the template has no such category")?;
            follow(
                &mut threat.properties,
                field::SHORT_DESCRIPTION,
                &old_short,
                &category.short,
            );
            threat.category = category.id;
        }
        TemplateKey::Include => threat.include = stored,
        TemplateKey::Exclude => threat.exclude = stored,
        TemplateKey::Own(_) => {
            let property = own.ok_or(GONE)?;
            match threat
                .properties
                .iter()
                .position(|p| p.name == property.name)
            {
                Some(i) if value.is_empty() => {
                    threat.properties.remove(i);
                }
                Some(i) => {
                    if let Some(known) = threat.properties.get_mut(i) {
                        known.values = Some(vec![Some(value)]);
                    }
                }
                None if value.is_empty() => {}
                None => threat.properties.push(saying(&property, &value)),
            }
        }
        _ => {}
    }
    Ok(Some(TemplateItem::ThreatType(id.clone())))
}

// Properties of threats.

pub(super) fn add_property(kb: &mut KnowledgeBase) -> Done {
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
fn rename_property(kb: &mut KnowledgeBase, at: usize, name: String) -> Result<(), String> {
    let property = kb.threat_properties.get(at).ok_or(GONE)?;
    if property.name == name {
        return Ok(());
    }
    if BUILT_IN.contains(&property.name.as_str()) {
        return Err("every threat has this property under this name".into());
    }
    if kb.threat_properties.iter().any(|p| p.name == name) {
        return Err(format!("there is a property `{name}` already"));
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

pub(super) fn set_property(
    kb: &mut KnowledgeBase,
    at: usize,
    key: TemplateKey,
    value: String,
) -> Done {
    let property = kb.threat_properties.get(at).ok_or(GONE)?;
    match key {
        TemplateKey::Id => rename_property(kb, at, needed(value.clone(), "a property")?)?,
        TemplateKey::Name if property.label == NEW_PROPERTY => {
            let name = camel(&value);
            let taken = |n: &str| kb.threat_properties.iter().any(|p| p.name == n);
            if !name.is_empty() {
                rename_property(kb, at, free(&name, taken))?;
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
            let values = pane::lines(&value);
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

pub(super) fn remove_property(kb: &mut KnowledgeBase, at: usize) -> Done {
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

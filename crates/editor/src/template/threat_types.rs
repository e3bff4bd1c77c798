//! Threat types: added, changed, moved, removed.

use super::item::{Done, TemplateItem, TemplateKey};
use super::names::{GONE, camel, needed};
use super::order::swapped;
use super::rules;
use super::threat_properties::follow;
use trustline_model::{
    KnowledgeBase, ThreatProperty, ThreatType, ThreatTypeId, threat_property as field,
};

fn place(kb: &KnowledgeBase, id: &ThreatTypeId) -> Result<usize, String> {
    let found = kb.threat_types.iter().position(|t| t.id == *id);
    found.ok_or_else(|| GONE.to_owned())
}

/// The next free number after those of a category, written as they are; else after all.
fn new_id(kb: &KnowledgeBase, category: &str) -> ThreatTypeId {
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

pub(super) fn add(kb: &mut KnowledgeBase, category: &str) -> Done {
    let found = kb.category(category).or(kb.categories.first());
    let category = found.ok_or("a threat type needs a category: add one first")?;
    let mut threat = ThreatType {
        id: new_id(kb, &category.id),
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
    insert(kb, threat);
    Ok(Some(item))
}

/// After the last one of its category.
fn insert(kb: &mut KnowledgeBase, threat: ThreatType) {
    let last = kb
        .threat_types
        .iter()
        .rposition(|t| t.category == threat.category);
    let at = last.map_or(kb.threat_types.len(), |i| i + 1);
    kb.threat_types.insert(at, threat);
}

pub(super) fn duplicate(kb: &mut KnowledgeBase, id: &ThreatTypeId) -> Done {
    let at = place(kb, id)?;
    let mut copy = kb.threat_types.get(at).ok_or(GONE)?.clone();
    copy.id = new_id(kb, &copy.category);
    copy.title.push_str(" (copy)");
    let item = TemplateItem::ThreatType(copy.id.clone());
    kb.threat_types.insert(at + 1, copy);
    Ok(Some(item))
}

pub(super) fn shift(kb: &mut KnowledgeBase, id: ThreatTypeId, up: bool) -> Done {
    let at = place(kb, &id)?;
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

pub(super) fn set(
    kb: &mut KnowledgeBase,
    id: &ThreatTypeId,
    key: TemplateKey,
    value: String,
) -> Done {
    let at = place(kb, id)?;
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

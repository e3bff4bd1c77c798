//! Threat categories: added, changed, moved, removed.

use super::item::{Done, TemplateItem, TemplateKey};
use super::names::{GONE, camel, count, free, needed};
use super::order::swapped;
use super::threat_properties::follow;
use trustline_model::{KnowledgeBase, ThreatCategory, ThreatType, threat_property as field};

const NEW_CATEGORY: &str = "New category";

fn place(kb: &KnowledgeBase, id: &str) -> Result<usize, String> {
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
fn new_id(kb: &KnowledgeBase, name: &str) -> String {
    let name = camel(name);
    let taken = |id: &str| kb.categories.iter().any(|c| c.id.eq_ignore_ascii_case(id));
    match name.get(..1) {
        Some(letter) if !taken(letter) => letter.to_owned(),
        Some(_) => free(&name, taken),
        None => free("C", taken),
    }
}

pub(super) fn add(kb: &mut KnowledgeBase) -> Done {
    let taken = |id: &str| kb.categories.iter().any(|c| c.id.eq_ignore_ascii_case(id));
    let id = free("New", taken);
    kb.categories.push(ThreatCategory {
        id: id.clone(),
        name: NEW_CATEGORY.into(),
        ..ThreatCategory::default()
    });
    Ok(Some(TemplateItem::Category(id)))
}

pub(super) fn set(kb: &mut KnowledgeBase, id: &str, key: TemplateKey, value: String) -> Done {
    let at = place(kb, id)?;
    let free_id = match key {
        TemplateKey::Name if types_of(kb, id) == 0 => Some(new_id(kb, &value)),
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

pub(super) fn shift(kb: &mut KnowledgeBase, id: String, up: bool) -> Done {
    let at = place(kb, &id)?;
    swapped(&mut kb.categories, at, up, |_| true);
    Ok(Some(TemplateItem::Category(id)))
}

pub(super) fn remove(kb: &mut KnowledgeBase, id: &str) -> Done {
    let at = place(kb, id)?;
    match types_of(kb, id) {
        0 => {
            kb.categories.remove(at);
            Ok(None)
        }
        n => Err(format!(
            "{} in this category: assign another category first",
            count(n, "threat type") + if n == 1 { " is" } else { " are" }
        )),
    }
}

//! Attributes of stencils: added, changed, moved, removed.

use super::item::{Done, TemplateItem, TemplateKey};
use super::names::{GONE, camel, free, lines, needed};
use super::order::swapped;
use super::rules;
use super::stencils::the;
use trustline_model::{Attribute, KnowledgeBase, StencilId, guid_for};

const NEW_ATTRIBUTE: &str = "New attribute";

fn attribute_name(kb: &KnowledgeBase, label: &str) -> String {
    let name = camel(label);
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_ascii_lowercase());
    let name: String = first.into_iter().chain(letters).collect();
    let name = if name.is_empty() { "attribute" } else { &name };
    let all = || kb.stencils.iter().flat_map(|s| &s.attributes);
    free(name, |n| all().any(|a| a.name.eq_ignore_ascii_case(n)))
}

fn attributes<'a>(
    kb: &'a mut KnowledgeBase,
    id: &StencilId,
) -> Result<&'a mut Vec<Attribute>, String> {
    the(kb, id).map(|s| &mut s.attributes)
}

pub(super) fn add(kb: &mut KnowledgeBase, id: &StencilId) -> Done {
    let name = attribute_name(kb, NEW_ATTRIBUTE);
    attributes(kb, id)?.push(Attribute {
        id: Some(guid_for(&name)),
        name,
        label: NEW_ATTRIBUTE.into(),
        mode: "Dynamic".into(),
        kind: "List".into(),
        inheritance: "Virtual".into(),
        choices: ["Not Selected", "No", "Yes"].map(str::to_owned).to_vec(),
        inherited: Some(false),
        overridden: None,
    });
    Ok(Some(TemplateItem::Stencil(id.clone())))
}

pub(super) fn set(
    kb: &mut KnowledgeBase,
    id: &StencilId,
    at: usize,
    key: TemplateKey,
    value: String,
) -> Done {
    let before = kb.clone();
    let attribute = attributes(kb, id)?.get_mut(at).ok_or(GONE)?;
    let mut renamed = false;
    match key {
        TemplateKey::Name => {
            let label = needed(value, "an attribute")?;
            if attribute.label == NEW_ATTRIBUTE {
                // No rule can know it yet.
                attribute.name = attribute_name(&before, &label);
                attribute.id = Some(guid_for(&attribute.name));
            }
            attribute.label = label;
        }
        TemplateKey::Id => {
            let name = needed(value, "an attribute")?;
            if name.contains(|c: char| c.is_whitespace() || "()[]'\"".contains(c)) {
                return Err("rules use this name: no spaces, brackets or quotes".into());
            }
            let stencil = before.stencil(id).ok_or(GONE)?;
            let twin = |(i, a): (usize, &Attribute)| i != at && a.name.eq_ignore_ascii_case(&name);
            if stencil.attributes.iter().enumerate().any(twin) {
                return Err(format!("this stencil already has an attribute `{name}`"));
            }
            attribute.name = name;
            renamed = true;
        }
        TemplateKey::Fixed => {
            let mode = if value == "true" { "Static" } else { "Dynamic" };
            mode.clone_into(&mut attribute.mode);
        }
        TemplateKey::Values => {
            let values: Vec<String> = lines(&value);
            if values.is_empty() {
                return Err("an attribute needs at least one value".into());
            }
            let mut seen = std::collections::HashSet::new();
            if let Some(twice) = values.iter().find(|v| !seen.insert(v.to_lowercase())) {
                return Err(format!("the value `{twice}` is listed twice"));
            }
            attribute.choices = values;
        }
        _ => {}
    }
    if renamed {
        rules::follow_names(&before, kb);
    }
    Ok(Some(TemplateItem::Stencil(id.clone())))
}

pub(super) fn shift(kb: &mut KnowledgeBase, id: StencilId, at: usize, up: bool) -> Done {
    swapped(attributes(kb, &id)?, at, up, |_| true);
    Ok(Some(TemplateItem::Stencil(id)))
}

pub(super) fn remove(kb: &mut KnowledgeBase, id: StencilId, at: usize) -> Done {
    let list = attributes(kb, &id)?;
    if at < list.len() {
        list.remove(at);
    }
    Ok(Some(TemplateItem::Stencil(id)))
}

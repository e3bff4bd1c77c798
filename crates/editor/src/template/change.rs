//! Changing a template: every command is carried out by the file of the part that it is about.

use super::command::TemplateCommand;
use super::item::{Done, TemplateItem, TemplateKey};
use super::names::needed;
use super::order::swapped;
use super::{attributes, categories, stencils, threat_properties, threat_types};
use trustline_model::{KnowledgeBase, ThreatModel};

/// Carries a command out on the template of a model; what would break something is refused with its
/// reason.
pub(crate) fn change(
    model: &ThreatModel,
    kb: &mut KnowledgeBase,
    command: TemplateCommand,
) -> Done {
    use TemplateCommand as C;
    use TemplateItem as I;
    match command {
        C::Show(item) => Ok(Some(item)),
        C::AddStencil(parent) => stencils::add(kb, parent),
        C::AddAttribute(stencil) => attributes::add(kb, &stencil),
        C::AddCategory => categories::add(kb),
        C::AddThreatType(category) => threat_types::add(kb, &category),
        C::AddProperty => threat_properties::add(kb),
        C::Set(I::Manifest, key, value) => set_manifest(kb, key, value),
        C::Set(I::Stencil(id), key, value) => stencils::set(model, kb, &id, key, value),
        C::Set(I::Attribute(id, at), key, value) => attributes::set(kb, &id, at, key, value),
        C::Set(I::Category(id), key, value) => categories::set(kb, &id, key, value),
        C::Set(I::ThreatType(id), key, value) => threat_types::set(kb, &id, key, value),
        C::Set(I::Property(at), key, value) => threat_properties::set(kb, at, key, value),
        C::Move(I::Stencil(id), up) => stencils::shift(kb, id, up),
        C::Move(I::Attribute(id, at), up) => attributes::shift(kb, id, at, up),
        C::Move(I::Category(id), up) => categories::shift(kb, id, up),
        C::Move(I::ThreatType(id), up) => threat_types::shift(kb, id, up),
        C::Move(I::Property(at), up) => {
            let to = swapped(&mut kb.threat_properties, at, up, |_| true);
            Ok(to.map(I::Property))
        }
        C::Duplicate(I::Stencil(id)) => stencils::duplicate(kb, &id),
        C::Duplicate(I::ThreatType(id)) => threat_types::duplicate(kb, &id),
        C::Duplicate(_) => Err("only stencils and threat types can be duplicated".into()),
        C::Remove(I::Stencil(id)) => stencils::remove(model, kb, &id),
        C::Remove(I::Attribute(id, at)) => attributes::remove(kb, id, at),
        C::Remove(I::Category(id)) => categories::remove(kb, &id),
        C::Remove(I::ThreatType(id)) => {
            kb.threat_types.retain(|t| t.id != id);
            Ok(None)
        }
        C::Remove(I::Property(at)) => threat_properties::remove(kb, at),
        C::Move(I::Manifest, _) | C::Remove(I::Manifest) => Ok(None),
    }
}

fn set_manifest(kb: &mut KnowledgeBase, key: TemplateKey, value: String) -> Done {
    let manifest = &mut kb.manifest;
    match key {
        TemplateKey::Name => manifest.name = needed(value, "a template")?,
        TemplateKey::Version => {
            let value = value.trim();
            if value.is_empty() || value.split('.').any(|n| n.parse::<u32>().is_err()) {
                return Err(
                    "a version consists of numbers separated by dots, such as 1.0.0.0".into(),
                );
            }
            value.clone_into(&mut manifest.version);
        }
        TemplateKey::Author => manifest.author = value,
        TemplateKey::Priority => kb.priority_used = value == "true",
        TemplateKey::Status => kb.status_used = value == "true",
        _ => {}
    }
    Ok(None)
}

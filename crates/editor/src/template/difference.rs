//! Where one template differs from another.

use super::item::TemplateItem;
use trustline_model::KnowledgeBase;

/// The first part that differs.
pub(super) fn first_difference(old: &KnowledgeBase, new: &KnowledgeBase) -> Option<TemplateItem> {
    fn place<T: PartialEq>(old: &[T], new: &[T]) -> Option<usize> {
        let differs = old.iter().zip(new).position(|(a, b)| a != b);
        differs
            .or_else(|| (old.len() != new.len()).then_some(old.len().min(new.len())))
            .map(|at| at.min(new.len().saturating_sub(1)))
    }
    if old.manifest != new.manifest {
        return Some(TemplateItem::Manifest);
    }
    if let Some(at) = place(&old.stencils, &new.stencils) {
        return new
            .stencils
            .get(at)
            .map(|s| TemplateItem::Stencil(s.id.clone()));
    }
    if let Some(at) = place(&old.categories, &new.categories) {
        return new
            .categories
            .get(at)
            .map(|c| TemplateItem::Category(c.id.clone()));
    }
    // A change of a property may reach into every threat type.
    if let Some(at) = place(&old.threat_properties, &new.threat_properties) {
        return new
            .threat_properties
            .get(at)
            .map(|_| TemplateItem::Property(at));
    }
    let at = place(&old.threat_types, &new.threat_types)?;
    new.threat_types
        .get(at)
        .map(|t| TemplateItem::ThreatType(t.id.clone()))
}

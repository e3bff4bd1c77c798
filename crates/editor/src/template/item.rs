//! The parts of a template, and their fields.

use trustline_model::{Place, StencilId, ThreatModel, ThreatTypeId};

/// A part of a template that can be looked at, changed, moved or removed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum TemplateItem {
    /// Name, version and author of the whole.
    #[default]
    Manifest,
    /// A stencil.
    Stencil(StencilId),
    /// An attribute of its own that a stencil has, by its place.
    Attribute(StencilId, usize),
    /// A threat category, by its id.
    Category(String),
    /// A threat type.
    ThreatType(ThreatTypeId),
    /// A property that every threat has, by its place.
    Property(usize),
}

/// A field of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum TemplateKey {
    /// What people read: name, title or label.
    Name,
    /// What files and rules call it.
    Id,
    Version,
    Author,
    /// Whether threats have a priority.
    Priority,
    /// Whether threats have a state.
    Status,
    Description,
    /// Other names of a stencil, with commas between them.
    AlsoCalled,
    Parent,
    Shape,
    Hidden,
    /// Base64 of a PNG; empty for none.
    Picture,
    PictureLocation,
    /// People do not choose the value; the stencil does.
    Fixed,
    /// One a line; the first is the default.
    Values,
    Short,
    Long,
    Category,
    Include,
    Exclude,
    /// What a threat type says for the threat property at this place.
    Own(usize),
    /// 0 text, 1 list, 2 long text.
    Kind,
}

/// What came of a change: the part to look at where it is another one, or why not.
pub(super) type Done = Result<Option<TemplateItem>, String>;

/// The part of the template that a diagnostic is about.
pub(crate) fn item_at(model: &ThreatModel, place: &Place) -> Option<TemplateItem> {
    match place {
        Place::ThreatType(id) => Some(TemplateItem::ThreatType(id.clone())),
        Place::Stencil(name) => {
            let stencils = || model.knowledge_base.iter().flat_map(|kb| &kb.stencils);
            let by_id = stencils().find(|s| s.id.as_str().eq_ignore_ascii_case(name));
            let found = by_id.or_else(|| stencils().find(|s| s.name.trim() == name.trim()))?;
            Some(TemplateItem::Stencil(found.id.clone()))
        }
        // A document without diagrams is a template: all that is said is said of it.
        Place::Model if model.diagrams.is_empty() => Some(TemplateItem::Manifest),
        _ => None,
    }
}

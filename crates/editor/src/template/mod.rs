//! Editing a template: of a model, or of a document that is nothing else. Every command is one
//! step of the history; what would break something is refused with its reason.

mod fit;
mod pane;
mod rules;
mod stencils;
mod threats;
mod trial;

pub(crate) use fit::made_over;
pub use pane::{
    TemplateField, TemplateForm, TemplateGroup, TemplatePane, TemplateRow, TemplateTab,
};
pub use rules::{Completion, RuleDraft, RuleNote, Suggestion, complete, readable_rule};
pub use trial::Tried;

use crate::Editor;
use std::sync::Arc;
use trustline_model::{Edit, KnowledgeBase, Place, StencilId, ThreatTypeId};

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

/// What a person does to a template.
#[derive(Clone, Debug)]
pub enum TemplateCommand {
    /// Looks at a part.
    Show(TemplateItem),
    /// A new stencil under another one; under none, a generic one.
    AddStencil(Option<StencilId>),
    /// A new attribute of a stencil.
    AddAttribute(StencilId),
    /// A new category.
    AddCategory,
    /// A new threat type of the category with this id; of the first, where it is empty.
    AddThreatType(String),
    /// A new property of threats.
    AddProperty,
    /// Another value for a field, in the text form that the pane shows it in.
    Set(TemplateItem, TemplateKey, String),
    /// One place up (`true`) or down, among its like.
    Move(TemplateItem, bool),
    /// The same once more, under an id of its own.
    Duplicate(TemplateItem),
    /// Takes a part away.
    Remove(TemplateItem),
}

/// What the editor keeps for the template's sake.
#[derive(Default)]
pub(crate) struct Desk {
    focus: TemplateItem,
    /// The template as it was looked at last.
    seen: Option<Arc<KnowledgeBase>>,
    trial: Option<trial::Trial>,
}

/// What came of a change: the part to look at where it is another one, or why not.
type Done = Result<Option<TemplateItem>, String>;

impl Editor {
    /// The part that is looked at.
    pub fn template_focus(&self) -> &TemplateItem {
        &self.desk.focus
    }

    pub(crate) fn handle_template(&mut self, command: TemplateCommand) {
        if let TemplateCommand::Show(item) = command {
            self.desk.focus = item;
            self.revisions.template += 1;
            return;
        }
        let Some(old) = self.model.knowledge_base.clone() else {
            return;
        };
        let mut kb = (*old).clone();
        let label = label_of(&command);
        match self.change_template(&mut kb, command) {
            Err(reason) => self.notice = Some(reason),
            Ok(_) if kb == *old => {}
            Ok(focus) => {
                let mut edits = self.fitted(&old, &kb);
                edits.insert(0, Edit::SetKnowledgeBase(Some(Arc::new(kb))));
                if self.edit(label, Edit::All(edits))
                    && let Some(item) = focus
                {
                    self.desk.focus = item;
                }
            }
        }
    }

    fn change_template(&self, kb: &mut KnowledgeBase, command: TemplateCommand) -> Done {
        use TemplateCommand as C;
        use TemplateItem as I;
        match command {
            C::Show(item) => Ok(Some(item)),
            C::AddStencil(parent) => stencils::add(kb, parent),
            C::AddAttribute(stencil) => stencils::add_attribute(kb, &stencil),
            C::AddCategory => threats::add_category(kb),
            C::AddThreatType(category) => threats::add_type(kb, &category),
            C::AddProperty => threats::add_property(kb),
            C::Set(I::Manifest, key, value) => set_manifest(kb, key, value),
            C::Set(I::Stencil(id), key, value) => self.set_stencil(kb, &id, key, value),
            C::Set(I::Attribute(id, at), key, value) => {
                stencils::set_attribute(kb, &id, at, key, value)
            }
            C::Set(I::Category(id), key, value) => threats::set_category(kb, &id, key, value),
            C::Set(I::ThreatType(id), key, value) => threats::set_type(kb, &id, key, value),
            C::Set(I::Property(at), key, value) => threats::set_property(kb, at, key, value),
            C::Move(I::Stencil(id), up) => stencils::shift(kb, id, up),
            C::Move(I::Attribute(id, at), up) => stencils::shift_attribute(kb, id, at, up),
            C::Move(I::Category(id), up) => threats::shift_category(kb, id, up),
            C::Move(I::ThreatType(id), up) => threats::shift_type(kb, id, up),
            C::Move(I::Property(at), up) => {
                let to = swapped(&mut kb.threat_properties, at, up, |_| true);
                Ok(to.map(I::Property))
            }
            C::Duplicate(I::Stencil(id)) => stencils::duplicate(kb, &id),
            C::Duplicate(I::ThreatType(id)) => threats::duplicate_type(kb, &id),
            C::Duplicate(_) => Err("only stencils and threat types can be duplicated".into()),
            C::Remove(I::Stencil(id)) => self.remove_stencil(kb, &id),
            C::Remove(I::Attribute(id, at)) => stencils::remove_attribute(kb, id, at),
            C::Remove(I::Category(id)) => threats::remove_category(kb, &id),
            C::Remove(I::ThreatType(id)) => {
                kb.threat_types.retain(|t| t.id != id);
                Ok(None)
            }
            C::Remove(I::Property(at)) => threats::remove_property(kb, at),
            C::Move(I::Manifest, _) | C::Remove(I::Manifest) => Ok(None),
        }
    }

    /// Called after every edit and every undo: where the template became another one, its first
    /// changed part is looked at.
    pub(crate) fn follow_template(&mut self) {
        let (old, new) = (&self.desk.seen, &self.model.knowledge_base);
        let same = match (old, new) {
            (Some(old), Some(new)) => Arc::ptr_eq(old, new),
            (None, None) => true,
            _ => false,
        };
        if same {
            return;
        }
        if let (Some(old), Some(new)) = (old, new)
            && let Some(item) = first_difference(old, new)
        {
            self.desk.focus = item;
        }
        self.desk.seen.clone_from(&self.model.knowledge_base);
        self.revisions.template += 1;
    }

    pub(crate) fn see_template(&mut self) {
        self.desk.seen.clone_from(&self.model.knowledge_base);
    }

    /// The part of the template that a diagnostic is about.
    pub(crate) fn item_at(&self, place: &Place) -> Option<TemplateItem> {
        match place {
            Place::ThreatType(id) => Some(TemplateItem::ThreatType(id.clone())),
            Place::Stencil(name) => {
                let stencils = || {
                    self.knowledge_base()
                        .into_iter()
                        .flat_map(|kb| &kb.stencils)
                };
                let by_id = stencils().find(|s| s.id.as_str().eq_ignore_ascii_case(name));
                let found = by_id.or_else(|| stencils().find(|s| s.name.trim() == name.trim()))?;
                Some(TemplateItem::Stencil(found.id.clone()))
            }
            // A document without diagrams is a template: all that is said is said of it.
            Place::Model if self.model.diagrams.is_empty() => Some(TemplateItem::Manifest),
            _ => None,
        }
    }
}

fn label_of(command: &TemplateCommand) -> &'static str {
    use TemplateCommand as C;
    match command {
        C::Show(_) => "show",
        C::AddStencil(_) => "add stencil",
        C::AddAttribute(_) => "add attribute",
        C::AddCategory => "add category",
        C::AddThreatType(_) => "add threat type",
        C::AddProperty => "add threat property",
        C::Set(item, ..) => match item {
            TemplateItem::Manifest => "change manifest",
            TemplateItem::Stencil(_) => "change stencil",
            TemplateItem::Attribute(..) => "change attribute",
            TemplateItem::Category(_) => "change category",
            TemplateItem::ThreatType(_) => "change threat type",
            TemplateItem::Property(_) => "change threat property",
        },
        C::Move(..) => "move in template",
        C::Duplicate(_) => "duplicate in template",
        C::Remove(_) => "remove from template",
    }
}

fn set_manifest(kb: &mut KnowledgeBase, key: TemplateKey, value: String) -> Done {
    let manifest = &mut kb.manifest;
    match key {
        TemplateKey::Name => manifest.name = needed(value, "a template")?,
        TemplateKey::Version => {
            let value = value.trim();
            if value.is_empty() || value.split('.').any(|n| n.parse::<u32>().is_err()) {
                return Err("a version is numbers with dots between them, such as 1.0.0.0".into());
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

/// A name without blanks around it; nothing is no name.
fn needed(value: String, what: &str) -> Result<String, String> {
    match value.trim() {
        "" => Err(format!("{what} needs a name")),
        name => Ok(name.to_owned()),
    }
}

/// Exchanges a part with the nearest one before or after it that is of its like; gives its new
/// place.
fn swapped<T>(list: &mut [T], at: usize, up: bool, alike: impl Fn(&T) -> bool) -> Option<usize> {
    let mut others = list
        .iter()
        .enumerate()
        .filter(|(_, t)| alike(t))
        .map(|(i, _)| i);
    let to = match up {
        true => others.take_while(|i| *i < at).last(),
        false => others.find(|i| *i > at),
    }?;
    (at < list.len()).then(|| {
        list.swap(at, to);
        to
    })
}

/// Letters and digits of a name, every word with a capital.
fn camel(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .flat_map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(letters)
        })
        .collect()
}

/// The first of `name`, `name2`, `name3` and so on that is free.
fn free(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|n| format!("{name}{n}"));
    std::iter::once(name.to_owned())
        .chain(numbered)
        .find(|n| !taken(n))
        .unwrap_or_default()
}

fn first_difference(old: &KnowledgeBase, new: &KnowledgeBase) -> Option<TemplateItem> {
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

//! Stencils and their attributes: added, changed, moved, removed. Ids are made from the first name
//! that people give and stay from then on, so that rules and drawings stay right.

use super::{Done, TemplateItem, TemplateKey, camel, free, needed, rules, swapped};
use crate::Editor;
use trustline_model::geometry::Rect;
use trustline_model::{
    Attribute, KnowledgeBase, Line, Representation, Stencil, StencilId, guid_for,
};

const GONE: &str = "it is no longer there";
const ROOT: &str = "ROOT";
const NEW_STENCIL: &str = "New stencil";
const NEW_ATTRIBUTE: &str = "New attribute";

/// Characters of base64 that a picture may have: a quarter of a megabyte of PNG.
const PICTURE: usize = 350_000;

fn place(kb: &KnowledgeBase, id: &StencilId) -> Result<usize, String> {
    let found = kb.stencils.iter().position(|s| s.id == *id);
    found.ok_or_else(|| format!("the template has no stencil `{id}`"))
}

fn the<'a>(kb: &'a mut KnowledgeBase, id: &StencilId) -> Result<&'a mut Stencil, String> {
    let at = place(kb, id)?;
    Ok(kb.stencils.get_mut(at).ok_or(GONE)?)
}

/// An id under the prefix of its kin: brothers and sisters first, then the parent.
fn new_id(kb: &KnowledgeBase, parent: Option<&StencilId>, name: &str) -> StencilId {
    let before_last = |id: &StencilId| Some(id.as_str().rsplit_once('.')?.0.to_owned());
    let prefix = match parent {
        None => "GE".to_owned(),
        Some(parent) => {
            let kin = kb
                .stencils
                .iter()
                .find(|s| s.parent == *parent && !s.generic);
            kin.and_then(|s| before_last(&s.id)).unwrap_or_else(|| {
                let own = parent.as_str();
                own.strip_prefix("GE.")
                    .map_or(own.to_owned(), |rest| format!("SE.{rest}"))
            })
        }
    };
    let name = match camel(name) {
        empty if empty.is_empty() => "Stencil".to_owned(),
        name => name,
    };
    let taken = |id: &str| {
        kb.stencils
            .iter()
            .any(|s| s.id.as_str().eq_ignore_ascii_case(id))
    };
    free(&format!("{prefix}.{name}"), taken).into()
}

/// Generic ones stand before all others.
fn insert(kb: &mut KnowledgeBase, stencil: Stencil, at: usize) {
    let generic = kb.stencils.iter().filter(|s| s.generic).count();
    let at = match stencil.generic {
        true => at.min(generic),
        false => at.clamp(generic, kb.stencils.len()),
    };
    kb.stencils.insert(at, stencil);
}

pub(super) fn add(kb: &mut KnowledgeBase, parent: Option<StencilId>) -> Done {
    let stencil = Stencil {
        id: new_id(kb, parent.as_ref(), NEW_STENCIL),
        name: NEW_STENCIL.into(),
        generic: parent.is_none(),
        representation: match parent {
            None => Representation::Ellipse,
            Some(_) => Representation::Inherited,
        },
        parent: parent.unwrap_or_else(|| ROOT.into()),
        stroke_thickness: Some("0".into()),
        constraints: Some(Vec::new()),
        ..Stencil::default()
    };
    let id = stencil.id.clone();
    insert(kb, stencil, usize::MAX);
    Ok(Some(TemplateItem::Stencil(id)))
}

pub(super) fn duplicate(kb: &mut KnowledgeBase, id: &StencilId) -> Done {
    let at = place(kb, id)?;
    let mut copy = kb.stencils.get(at).ok_or(GONE)?.clone();
    copy.name = format!("{} (copy)", copy.name.trim());
    let parent = (!copy.generic).then(|| copy.parent.clone());
    copy.id = new_id(kb, parent.as_ref(), &copy.name);
    let id = copy.id.clone();
    insert(kb, copy, at + 1);
    Ok(Some(TemplateItem::Stencil(id)))
}

pub(super) fn shift(kb: &mut KnowledgeBase, id: StencilId, up: bool) -> Done {
    let at = place(kb, &id)?;
    let stencil = kb.stencils.get(at).ok_or(GONE)?;
    let (parent, generic) = (stencil.parent.clone(), stencil.generic);
    swapped(&mut kb.stencils, at, up, |s| {
        s.parent == parent && s.generic == generic
    });
    Ok(Some(TemplateItem::Stencil(id)))
}

fn below(kb: &KnowledgeBase, id: &StencilId) -> usize {
    kb.stencils.iter().filter(|s| s.parent == *id).count()
}

/// How many of something, in words.
pub(super) fn count(n: usize, one: &str) -> String {
    match n {
        1 => format!("one {one}"),
        n => format!("{n} {one}s"),
    }
}

impl Editor {
    /// How many elements of the model are drawn with a stencil.
    fn drawn_with(&self, id: &StencilId) -> usize {
        let elements = self.model.diagrams.iter().flat_map(|d| &d.elements);
        elements
            .filter(|e| e.stencil == *id || e.generic == *id)
            .count()
    }

    pub(super) fn remove_stencil(&self, kb: &mut KnowledgeBase, id: &StencilId) -> Done {
        let at = place(kb, id)?;
        match (below(kb, id), self.drawn_with(id)) {
            (0, 0) => {}
            (0, n) => {
                return Err(format!(
                    "{} of the model would lose this stencil: change their type first, or hide it",
                    count(n, "element")
                ));
            }
            (n, _) => {
                return Err(format!(
                    "{} derived from it: give them another parent first",
                    count(n, "stencil") + if n == 1 { " is" } else { " are" }
                ));
            }
        }
        let parent = kb.stencils.get(at).map(|s| s.parent.clone());
        kb.stencils.remove(at);
        // The next of its kin is looked at.
        let kin = kb
            .stencils
            .iter()
            .find(|s| Some(&s.parent) == parent.as_ref());
        let next = kin.map(|s| s.id.clone()).or(parent);
        Ok(next.map(TemplateItem::Stencil))
    }

    pub(super) fn set_stencil(
        &self,
        kb: &mut KnowledgeBase,
        id: &StencilId,
        key: TemplateKey,
        value: String,
    ) -> Done {
        let before = kb.clone();
        let mut focus = None;
        match key {
            TemplateKey::Name => {
                let name = needed(value, "a stencil")?;
                let stencil = the(kb, id)?;
                let first = stencil.name == NEW_STENCIL;
                stencil.name.clone_from(&name);
                // Nothing can know a stencil yet that has no name of its own.
                if first && below(kb, id) == 0 && self.drawn_with(id) == 0 {
                    let parent = the(kb, id).map(|s| (!s.generic).then(|| s.parent.clone()))?;
                    let named = new_id(&before, parent.as_ref(), &name);
                    the(kb, id)?.id = named.clone();
                    focus = Some(TemplateItem::Stencil(named));
                }
            }
            TemplateKey::Description => the(kb, id)?.description = value,
            TemplateKey::Hidden => the(kb, id)?.hidden = value == "true",
            TemplateKey::PictureLocation => the(kb, id)?.image_location = Some(value),
            TemplateKey::Picture => {
                let picture = value.trim();
                if picture.len() > PICTURE {
                    return Err("a picture may have 256 KB at most: make it smaller".into());
                }
                if !picture.is_empty() && !picture.starts_with("iVBORw0KGgo") {
                    return Err("a picture has to be a PNG".into());
                }
                let stencil = the(kb, id)?;
                stencil.image = (!picture.is_empty()).then(|| picture.to_owned());
                if stencil.image_location.is_none() {
                    stencil.image_location = Some("Centered on stencil".into());
                }
            }
            TemplateKey::Shape => the(kb, id)?.representation = value.as_str().into(),
            TemplateKey::Parent => {
                let parent = StencilId::from(value.as_str());
                if before.lineage(&parent).iter().any(|s| s.id == *id) {
                    return Err("a stencil cannot derive from itself".into());
                }
                let at = place(kb, id)?;
                let mut stencil = kb.stencils.remove(at);
                stencil.generic = value == ROOT;
                if stencil.generic && stencil.representation == Representation::Inherited {
                    // It keeps the looks it had from above.
                    stencil.representation = before.representation(id).cloned().unwrap_or_default();
                }
                stencil.parent = parent;
                insert(kb, stencil, at);
            }
            _ => {}
        }
        if matches!(key, TemplateKey::Shape | TemplateKey::Parent) {
            self.refuse_other_forms(&before, kb, id)?;
        }
        Ok(focus)
    }

    /// Elements that are drawn already cannot become things of another form.
    fn refuse_other_forms(
        &self,
        old: &KnowledgeBase,
        new: &KnowledgeBase,
        id: &StencilId,
    ) -> Result<(), String> {
        let shape = |kb: &KnowledgeBase, id| {
            let form = kb
                .representation(id)?
                .form(Rect::default(), Line::default());
            form.map(|f| f.as_str())
        };
        if shape(new, id).is_none() && new.stencil(id).is_some_and(|s| s.generic) {
            return Err("a generic stencil inherits no shape: choose one".into());
        }
        let elements = self.model.diagrams.iter().flat_map(|d| &d.elements);
        let other = elements
            .filter(|e| new.lineage(&e.stencil).iter().any(|s| s.id == *id))
            .filter(|e| shape(old, &e.stencil) != shape(new, &e.stencil))
            .count();
        match other {
            0 => Ok(()),
            n => Err(format!(
                "{} of the model would need another shape",
                count(n, "element")
            )),
        }
    }
}

// Attributes.

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

pub(super) fn add_attribute(kb: &mut KnowledgeBase, id: &StencilId) -> Done {
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

pub(super) fn set_attribute(
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
                return Err("rules write this name: no blanks, brackets or quotes".into());
            }
            let stencil = before.stencil(id).ok_or(GONE)?;
            let twin = |(i, a): (usize, &Attribute)| i != at && a.name.eq_ignore_ascii_case(&name);
            if stencil.attributes.iter().enumerate().any(twin) {
                return Err(format!("this stencil has an attribute `{name}` already"));
            }
            attribute.name = name;
            renamed = true;
        }
        TemplateKey::Fixed => {
            let mode = if value == "true" { "Static" } else { "Dynamic" };
            mode.clone_into(&mut attribute.mode);
        }
        TemplateKey::Values => {
            let values: Vec<String> = super::pane::lines(&value);
            if values.is_empty() {
                return Err("an attribute needs a value to begin with".into());
            }
            let mut seen = std::collections::HashSet::new();
            if let Some(twice) = values.iter().find(|v| !seen.insert(v.to_lowercase())) {
                return Err(format!("the value `{twice}` stands there twice"));
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

pub(super) fn shift_attribute(kb: &mut KnowledgeBase, id: StencilId, at: usize, up: bool) -> Done {
    swapped(attributes(kb, &id)?, at, up, |_| true);
    Ok(Some(TemplateItem::Stencil(id)))
}

pub(super) fn remove_attribute(kb: &mut KnowledgeBase, id: StencilId, at: usize) -> Done {
    let list = attributes(kb, &id)?;
    if at < list.len() {
        list.remove(at);
    }
    Ok(Some(TemplateItem::Stencil(id)))
}

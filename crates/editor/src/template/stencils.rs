//! Stencils: added, changed, moved, removed. Ids are made from the first name that people give and
//! stay from then on, so that rules and drawings stay right.

use super::item::{Done, TemplateItem, TemplateKey};
use super::names::{GONE, camel, count, free, needed};
use super::order::swapped;
use trustline_model::geometry::Rect;
use trustline_model::{KnowledgeBase, Line, Representation, Stencil, StencilId, ThreatModel};

const ROOT: &str = "ROOT";
const NEW_STENCIL: &str = "New stencil";

/// Characters of base64 that a picture may have: a quarter of a megabyte of PNG.
const PICTURE: usize = 350_000;

fn place(kb: &KnowledgeBase, id: &StencilId) -> Result<usize, String> {
    let found = kb.stencils.iter().position(|s| s.id == *id);
    found.ok_or_else(|| format!("the template has no stencil `{id}`"))
}

/// The stencil with an id.
pub(super) fn the<'a>(
    kb: &'a mut KnowledgeBase,
    id: &StencilId,
) -> Result<&'a mut Stencil, String> {
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

/// How many elements of the model are drawn with a stencil.
fn drawn_with(model: &ThreatModel, id: &StencilId) -> usize {
    let elements = model.diagrams.iter().flat_map(|d| &d.elements);
    elements
        .filter(|e| e.stencil == *id || e.generic == *id)
        .count()
}

pub(super) fn remove(model: &ThreatModel, kb: &mut KnowledgeBase, id: &StencilId) -> Done {
    let at = place(kb, id)?;
    match (below(kb, id), drawn_with(model, id)) {
        (0, 0) => {}
        (0, n) => {
            return Err(format!(
                "{} in the model would lose this stencil: change their type first, or hide the stencil",
                count(n, "element")
            ));
        }
        (n, _) => {
            return Err(format!(
                "{} derived from it: choose another parent for them first",
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

pub(super) fn set(
    model: &ThreatModel,
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
            if first && below(kb, id) == 0 && drawn_with(model, id) == 0 {
                let parent = the(kb, id).map(|s| (!s.generic).then(|| s.parent.clone()))?;
                let named = new_id(&before, parent.as_ref(), &name);
                the(kb, id)?.id = named.clone();
                focus = Some(TemplateItem::Stencil(named));
            }
        }
        TemplateKey::Description => {
            let before = the(kb, id)?.clone();
            the(kb, id)?.describe(&value, &before.also_called());
        }
        TemplateKey::AlsoCalled => {
            let described = the(kb, id)?.described().to_owned();
            let names: Vec<&str> = value.split([',', ';', '\n']).collect();
            the(kb, id)?.describe(&described, &names);
        }
        TemplateKey::Hidden => the(kb, id)?.hidden = value == "true",
        TemplateKey::PictureLocation => the(kb, id)?.image_location = Some(value),
        TemplateKey::Picture => {
            let picture = value.trim();
            if picture.len() > PICTURE {
                return Err("a picture must be no larger than 256 KB".into());
            }
            if !picture.is_empty() && !picture.starts_with("iVBORw0KGgo") {
                return Err("a picture must be a PNG".into());
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
        refuse_other_forms(model, &before, kb, id)?;
    }
    Ok(focus)
}

/// Elements that are drawn already cannot become things of another form.
fn refuse_other_forms(
    model: &ThreatModel,
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
    let elements = model.diagrams.iter().flat_map(|d| &d.elements);
    let other = elements
        .filter(|e| new.lineage(&e.stencil).iter().any(|s| s.id == *id))
        .filter(|e| shape(old, &e.stencil) != shape(new, &e.stencil))
        .count();
    match other {
        0 => Ok(()),
        n => Err(format!(
            "{} in the model would need another shape",
            count(n, "element")
        )),
    }
}

//! Whether a newer version of a model's template, or of a part of it, is available. It is offered,
//! never forced, and not again for a version that people declined.

use crate::combine::combine;
use std::cmp::Ordering;
use std::sync::Arc;
use trustline_model::{Difference, Edit, Ingredient, KnowledgeBase, Manifest, ThreatModel};

/// A newer version of what a model uses.
#[derive(Clone, Debug, PartialEq)]
pub struct Newer {
    /// What the model uses and what there is instead, part by part: one pair for a plain template.
    pub parts: Vec<(Manifest, Manifest)>,
    /// The template to apply.
    pub knowledge_base: Arc<KnowledgeBase>,
}

/// The newest version of a model's template among those that are known. `None` where there is none
/// that is newer, or where people declined it. Of a template made of several every part counts.
pub fn outdated(model: &ThreatModel, known: &[Arc<KnowledgeBase>]) -> Option<Newer> {
    let kb = model.knowledge_base.as_deref()?;
    let ingredients = kb.ingredients();
    if ingredients.is_empty() {
        let newer = newest(&kb.manifest, known)?;
        let declined = model.declined.contains(&newer.manifest.version);
        return (!declined).then(|| Newer {
            parts: vec![(kb.manifest.clone(), newer.manifest.clone())],
            knowledge_base: Arc::clone(newer),
        });
    }
    let newer: Vec<Option<&Arc<KnowledgeBase>>> = ingredients
        .iter()
        .map(|o| newest(&o.manifest, known))
        .map(|found| found.filter(|n| !model.declined.contains(&part_version(&n.manifest))))
        .collect();
    let pairs = ingredients.iter().zip(&newer);
    let parts: Vec<(Manifest, Manifest)> = pairs
        .filter_map(|(o, n)| Some((o.manifest.clone(), n.as_ref()?.manifest.clone())))
        .collect();
    if parts.is_empty() {
        return None;
    }
    let stay: Vec<KnowledgeBase> = ingredients.iter().map(|o| part(kb, o)).collect();
    let together: Vec<&KnowledgeBase> = stay
        .iter()
        .zip(&newer)
        .map(|(stays, newer)| newer.map_or(stays, |n| n.as_ref()))
        .collect();
    Some(Newer {
        parts,
        knowledge_base: Arc::new(combine(&together).knowledge_base),
    })
}

/// The edit that remembers that people declined newer versions: for a plain template the version as
/// the original tool lists it, for parts with the template's id.
pub fn decline(model: &ThreatModel, newer: &Newer) -> Edit {
    let kb = model.knowledge_base.as_deref();
    let plain = kb.is_none_or(|kb| kb.ingredients().is_empty());
    let mut declined = model.declined.clone();
    for (_, version) in &newer.parts {
        let entry = match plain {
            true => version.version.clone(),
            false => part_version(version),
        };
        if !declined.contains(&entry) {
            declined.push(entry);
        }
    }
    Edit::All(model.declined.edits_to(&declined))
}

fn part_version(manifest: &Manifest) -> String {
    format!("{} {}", manifest.version, manifest.id)
}

/// The highest version above this one.
fn newest<'a>(
    manifest: &Manifest,
    known: &'a [Arc<KnowledgeBase>],
) -> Option<&'a Arc<KnowledgeBase>> {
    let is_above = |a: &Manifest, b: &Manifest| a.version_order(b) == Some(Ordering::Greater);
    let mut found: Option<&Arc<KnowledgeBase>> = None;
    for kb in known {
        let best = found.map_or(manifest, |f| &f.manifest);
        if kb.manifest.is_same_template(manifest) && is_above(&kb.manifest, best) {
            found = Some(kb);
        }
    }
    found
}

/// What of a template comes from one of its parts.
fn part(kb: &KnowledgeBase, ingredient: &Ingredient) -> KnowledgeBase {
    let mut part = kb.clone();
    part.manifest.clone_from(&ingredient.manifest);
    part.stencils
        .retain(|s| ingredient.stencils.contains(&s.id));
    part.threat_types
        .retain(|t| ingredient.threat_types.contains(&t.id));
    part
}

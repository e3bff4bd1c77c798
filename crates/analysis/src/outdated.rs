//! Whether a newer version of a model's template, or of a part of it, is at hand. It is offered,
//! never forced, and not again for a version that people declined.

use std::sync::Arc;
use trustline_model::{Edit, KnowledgeBase, Manifest, ThreatModel};

/// A newer version of what a model uses.
#[derive(Clone, Debug, PartialEq)]
pub struct Newer {
    /// What the model uses and what there is instead, part by part: one pair for a plain template.
    pub parts: Vec<(Manifest, Manifest)>,
    /// The template to apply.
    pub knowledge_base: Arc<KnowledgeBase>,
}

/// The newer version of a model's template among those that are known. `None` where there is none
/// or where people declined it.
pub fn outdated(model: &ThreatModel, known: &[Arc<KnowledgeBase>]) -> Option<Newer> {
    let _ = (model, known);
    None
}

/// The edit that remembers that people declined a newer version.
pub fn decline(model: &ThreatModel, newer: &Newer) -> Edit {
    let _ = newer;
    Edit::SetDeclined(model.declined.clone())
}

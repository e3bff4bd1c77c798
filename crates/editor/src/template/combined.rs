//! Several templates as one.

use std::sync::Arc;
use trustline_model::KnowledgeBase;
use trustline_templates::combine;

/// Several templates as one, and what they disagree in, in words.
pub fn combined(parts: &[Arc<KnowledgeBase>]) -> (Arc<KnowledgeBase>, Vec<String>) {
    if let [only] = parts {
        return (Arc::clone(only), Vec::new());
    }
    let parts: Vec<&KnowledgeBase> = parts.iter().map(Arc::as_ref).collect();
    let combined = combine(&parts);
    let conflicts = combined.conflicts.iter().map(ToString::to_string).collect();
    (Arc::new(combined.knowledge_base), conflicts)
}

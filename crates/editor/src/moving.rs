//! Applying a template to the model: the plan a person sees, and carrying it out as one step.

use crate::Editor;
use std::sync::Arc;
use trustline_analysis::migrate::{Choices, Plan, Refusal, plan};
use trustline_analysis::{Newer, combine, decline, outdated};
use trustline_model::KnowledgeBase;

impl Editor {
    /// What applying a template would do.
    ///
    /// # Errors
    /// Why it cannot be applied.
    pub fn plan(&self, template: &Arc<KnowledgeBase>, choices: &Choices) -> Result<Plan, Refusal> {
        // What is recorded must be what the drawing gives now, or decisions made on new threats
        // since the last saving would be judged by an old drawing.
        plan(&self.snapshot(), template, choices)
    }

    /// A newer version of the model's template among those that are at hand, unless people
    /// declined it.
    pub fn outdated(&self, known: &[Arc<KnowledgeBase>]) -> Option<Newer> {
        outdated(&self.model, known)
    }

    pub(crate) fn apply_template(&mut self, template: &Arc<KnowledgeBase>, choices: &Choices) {
        self.prepare();
        match plan(&self.model, template, choices) {
            Ok(plan) => {
                self.edit("apply template", plan.into_edit());
            }
            Err(refusal) => self.notice = Some(refusal.to_string()),
        }
    }

    pub(crate) fn decline_template(&mut self, newer: &Newer) {
        self.edit("decline the newer template", decline(&self.model, newer));
    }
}

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

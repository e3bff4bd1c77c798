//! What is kept for the sake of who works on the template: the part that is looked at, and the
//! model that rules are tried on.

use super::difference::first_difference;
use super::item::TemplateItem;
use super::trial::Trial;
use crate::touched::Touched;
use std::sync::Arc;
use trustline_model::KnowledgeBase;

/// What is kept for the template's sake.
pub(crate) struct Desk {
    /// The part that is looked at.
    pub focus: Touched<TemplateItem>,
    /// The template as it was looked at last.
    seen: Touched<Option<Arc<KnowledgeBase>>>,
    /// A model that rules are tried on instead of the open one.
    pub trial: Touched<Option<Trial>>,
}

impl Desk {
    /// Where a template lies that was just opened.
    pub fn new(template: Option<&Arc<KnowledgeBase>>) -> Self {
        Self {
            focus: Touched::default(),
            seen: Touched::new(template.cloned()),
            trial: Touched::default(),
        }
    }

    /// How often the template changed, or what is looked at of it.
    pub fn count(&self) -> u64 {
        self.focus.count() + self.seen.count() + self.trial.count()
    }

    /// Where the template became another one, its first changed part is looked at.
    pub fn follow(&mut self, template: Option<&Arc<KnowledgeBase>>) {
        let same = match (&*self.seen, template) {
            (Some(old), Some(new)) => Arc::ptr_eq(old, new),
            (None, None) => true,
            _ => false,
        };
        if same {
            return;
        }
        if let (Some(old), Some(new)) = (&*self.seen, template)
            && let Some(item) = first_difference(old, new)
        {
            *self.focus = item;
        }
        *self.seen = template.cloned();
    }
}

//! What is seen of the template: its parts, rules that are tried, and templates that could take its
//! place.

use crate::editor::Editor;
use crate::findings::Why;
use crate::template::{
    Ground, RuleDraft, TemplateItem, TemplatePane, TemplateRow, TemplateTab, Tried, pane, rows,
};
use std::sync::Arc;
use trustline_model::KnowledgeBase;
use trustline_templates::migrate::{Choices, Plan, Refusal, plan};
use trustline_templates::{Newer, outdated};

impl Editor {
    /// The part that is looked at.
    pub fn template_focus(&self) -> &TemplateItem {
        &self.desk.focus
    }

    /// The parts of the template whose name or id has all these words.
    pub fn template_rows(&self, tab: TemplateTab, search: &str) -> Vec<TemplateRow> {
        let kb = self.knowledge_base();
        kb.map_or(Vec::new(), |kb| rows(kb, tab, search))
    }

    /// The fields of the part that is looked at; nothing where it is no longer there.
    pub fn template_pane(&self) -> Option<TemplatePane> {
        pane(self.knowledge_base()?, &self.desk.focus)
    }

    /// The name of the model that rules are tried on instead of the open one.
    pub fn trial_name(&self) -> Option<&str> {
        self.desk.trial.as_ref().map(|t| t.name())
    }

    /// What rules are tried on; nothing while threats have to be found again.
    fn ground(&self) -> Option<Ground<'_>> {
        let kb = self.knowledge_base()?;
        match &*self.desk.trial {
            Some(trial) => Some(trial.ground(kb)),
            None if self.is_stale() => None,
            None => Some(Ground {
                model: self.model(),
                interactions: &self.analysis().interactions,
                kb,
            }),
        }
    }

    /// What an include and an exclude rule hit. Nothing while threats have to be found again, or
    /// where one of them is no rule.
    pub fn try_rules(&self, include: &RuleDraft, exclude: &RuleDraft) -> Option<Tried> {
        self.ground()?.try_rules(include, exclude)
    }

    /// Both rules taken apart for an interaction by its place.
    pub fn explain_rules(
        &self,
        include: &RuleDraft,
        exclude: &RuleDraft,
        interaction: usize,
    ) -> Option<Why> {
        self.ground()?.explain_rules(include, exclude, interaction)
    }

    /// What applying a template would do.
    ///
    /// # Errors
    /// Why it cannot be applied.
    pub fn plan(&self, template: &Arc<KnowledgeBase>, choices: &Choices) -> Result<Plan, Refusal> {
        // What is recorded must be what the drawing gives now, or decisions made on new threats
        // since the last saving would be judged by an old drawing.
        plan(&self.snapshot(), template, choices)
    }

    /// A newer version of the model's template among those that are available, unless people
    /// declined it.
    pub fn outdated(&self, known: &[Arc<KnowledgeBase>]) -> Option<Newer> {
        outdated(self.model(), known)
    }
}

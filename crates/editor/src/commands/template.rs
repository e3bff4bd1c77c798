//! What a person does to the template of the model: changes it, or takes another one.

use crate::editor::Editor;
use crate::template::{TemplateCommand, Trial, change, fitted, label_of};
use std::sync::Arc;
use trustline_model::{Difference, Edit, KnowledgeBase, ThreatModel};
use trustline_templates::migrate::{Choices, plan};
use trustline_templates::{Newer, decline};

impl Editor {
    pub(super) fn change_template(&mut self, command: TemplateCommand) {
        if let TemplateCommand::Show(item) = command {
            *self.desk.focus = item;
            return;
        }
        let Some(old) = self.document.template().cloned() else {
            return;
        };
        let mut kb = (*old).clone();
        let label = label_of(&command);
        match change(self.model(), &mut kb, command) {
            Err(reason) => self.say(reason),
            Ok(_) if kb == *old => {}
            Ok(focus) => {
                let mut edits = old.edits_to(&kb);
                edits.extend(fitted(self.model(), &old, &kb));
                if self.edit(label, Edit::All(edits))
                    && let Some(item) = focus
                {
                    *self.desk.focus = item;
                }
            }
        }
    }

    pub(super) fn apply_template(&mut self, template: &Arc<KnowledgeBase>, choices: &Choices) {
        match plan(self.prepare(), template, choices) {
            Ok(plan) => {
                self.edit("apply template", plan.into_edit());
            }
            Err(refusal) => self.say(refusal.to_string()),
        }
    }

    pub(super) fn decline_template(&mut self, newer: &Newer) {
        let edit = decline(self.model(), newer);
        self.edit("decline the newer template", edit);
    }

    /// Tries rules on another model; on the open one again, where there is none.
    pub fn set_trial(&mut self, model: Option<(String, ThreatModel)>) {
        *self.desk.trial = model.map(|(name, model)| Trial::new(name, model));
    }
}

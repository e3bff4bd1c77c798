//! The open document: the model as it is now, its history, and what of it is in the file.

use super::World;
use super::history::History;
use crate::touched::Touched;
use std::sync::Arc;
use trustline_model::{Diagram, DiagramId, Edit, EditError, KnowledgeBase, ThreatModel};

/// A model that is edited, and how it stands to its file.
pub(crate) struct Document {
    model: Touched<ThreatModel>,
    /// Time, names and ids.
    pub world: Box<dyn World>,
    history: History,
    /// Diagrams as they were opened: where they still are, the recorded threats stay untouched.
    opened: Vec<Diagram>,
    /// The template likewise.
    opened_template: Option<Arc<KnowledgeBase>>,
    saved: Touched<u64>,
}

impl Document {
    /// As it was opened: nothing is done yet.
    pub fn new(model: ThreatModel, world: Box<dyn World>) -> Self {
        Self {
            opened: model.diagrams.clone(),
            opened_template: model.knowledge_base.clone(),
            model: Touched::new(model),
            world,
            history: History::default(),
            saved: Touched::new(0),
        }
    }

    /// The model as it is now.
    pub fn model(&self) -> &ThreatModel {
        &self.model
    }

    /// Its template.
    pub fn template(&self) -> Option<&Arc<KnowledgeBase>> {
        self.model.knowledge_base.as_ref()
    }

    /// How often the model changed, or what of it is saved.
    pub fn count(&self) -> u64 {
        self.model.count() + self.saved.count()
    }

    /// Applies an edit as one step of the history.
    pub fn apply(
        &mut self,
        label: &str,
        merge: Option<String>,
        edit: Edit,
    ) -> Result<(), EditError> {
        let history = &mut self.history;
        self.model
            .attempt(|model| history.apply(model, label, merge, edit))
    }

    /// Applies an edit as a part of the latest step.
    pub fn apply_to_latest(&mut self, edit: Edit) -> Result<(), EditError> {
        let history = &mut self.history;
        self.model
            .attempt(|model| history.apply_to_latest(model, edit))
    }

    /// Takes the latest step back; gives the diagram it was on, if on one. Nothing where there is
    /// no step.
    pub fn undo(&mut self) -> Option<Option<DiagramId>> {
        self.history.undo_label()?;
        self.history.undo(&mut self.model)
    }

    /// Does again what was undone last, likewise.
    pub fn redo(&mut self) -> Option<Option<DiagramId>> {
        self.history.redo_label()?;
        self.history.redo(&mut self.model)
    }

    /// What was done, and what was undone of it.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Whether something is not saved.
    pub fn is_changed(&self) -> bool {
        self.history.state() != *self.saved
    }

    /// A state has been saved: its diagrams and its template are what the file has.
    pub fn mark_saved(&mut self, state: u64) {
        *self.saved = state;
        self.opened.clone_from(&self.model.diagrams);
        self.opened_template.clone_from(&self.model.knowledge_base);
    }

    /// The model differs from every file.
    pub fn mark_unsaved(&mut self) {
        *self.saved = u64::MAX;
    }

    /// Whether what threats follow from is what was opened, or saved last.
    pub fn is_as_opened(&self) -> bool {
        let same_template = match (&self.opened_template, &self.model.knowledge_base) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
            (a, b) => a == b,
        };
        same_template && self.model.diagrams == self.opened
    }
}

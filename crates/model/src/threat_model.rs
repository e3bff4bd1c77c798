//! The model as a whole.

use crate::{Diagram, DiagramId, Information, KnowledgeBase, Message, Note, Threat, review};
use std::sync::Arc;

/// A threat model: what was drawn, what was decided, and the template that judges it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThreatModel {
    /// The seven information fields.
    pub information: Information,
    /// Diagrams in the order of their tabs.
    pub diagrams: Vec<Diagram>,
    /// Recorded threats, in the order of the file.
    pub threats: Vec<Threat>,
    /// Notes of the people who work on the model.
    pub notes: Vec<Note>,
    /// Validation messages as recorded, with their mark of dismissal.
    pub messages: Vec<Message>,
    /// Whether threats are generated at all. `None` where the file leaves it empty: counts as yes.
    pub generation_enabled: Option<bool>,
    /// The version of the form of files, where a file says another than the usual one.
    pub version: Option<String>,
    /// Versions of the template that people were offered and declined, as the file lists them; see
    /// `analysis::outdated`.
    pub declined: Vec<String>,
    /// What a team recorded beside threats: assessment, controls, assets, meetings. It is kept with
    /// the template: a model without one has none.
    pub review: review::Review,
    /// The template: shared, large, rarely changed. `None` where a file carries none.
    pub knowledge_base: Option<Arc<KnowledgeBase>>,
}

impl ThreatModel {
    /// The diagram with this id.
    pub fn diagram(&self, id: &DiagramId) -> Option<&Diagram> {
        self.diagrams.iter().find(|d| d.id == *id)
    }

    /// Whether threats are to be generated: yes unless switched off.
    pub fn generates(&self) -> bool {
        self.generation_enabled != Some(false)
    }

    /// The highest number a threat bears; new ones count on from here. Numbers beyond those of the
    /// original tool are left aside.
    pub fn highest_number(&self) -> i64 {
        let valid = self
            .threats
            .iter()
            .map(|t| t.number)
            .filter(|n| *n < i64::from(i32::MAX));
        valid.max().unwrap_or(0).max(0)
    }
}

//! Undo and redo without limit: every edit with the one it gave back.

use super::edits::diagram_of;
use trustline_model::{DiagramId, Edit, EditError, ThreatModel};

/// What one undo takes back.
struct Step {
    /// What was done, for people.
    label: String,
    /// Steps with the same key in a row become one.
    merge: Option<String>,
    /// Names the state of the model after it.
    number: u64,
    /// The diagram it was on, if on one.
    diagram: Option<DiagramId>,
    /// Each edit with the one that takes it back.
    edits: Vec<(Edit, Edit)>,
}

/// What was done, and what was undone of it.
#[derive(Default)]
pub(crate) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    last: u64,
}

impl History {
    /// Applies an edit and remembers it.
    pub fn apply(
        &mut self,
        model: &mut ThreatModel,
        label: &str,
        merge: Option<String>,
        edit: Edit,
    ) -> Result<(), EditError> {
        let diagram = diagram_of(&edit);
        let undo = model.apply(edit.clone())?;
        self.undone.clear();
        self.last += 1;
        match self.done.last_mut() {
            Some(step) if merge.is_some() && step.merge == merge => {
                step.edits.push((edit, undo));
                step.number = self.last;
            }
            _ => self.done.push(Step {
                label: label.to_owned(),
                merge,
                number: self.last,
                diagram,
                edits: vec![(edit, undo)],
            }),
        }
        Ok(())
    }

    /// Applies an edit that belongs to the latest one: taken back together with it. What was
    /// undone can still be done again: it only adds to what is recorded.
    pub fn apply_to_latest(
        &mut self,
        model: &mut ThreatModel,
        edit: Edit,
    ) -> Result<(), EditError> {
        let undo = model.apply(edit.clone())?;
        match self.done.last_mut() {
            Some(step) => step.edits.push((edit, undo)),
            None => {
                self.last += 1;
                self.done.push(Step {
                    label: "record threats".to_owned(),
                    merge: None,
                    number: self.last,
                    diagram: None,
                    edits: vec![(edit, undo)],
                });
            }
        }
        Ok(())
    }

    /// Takes the latest edit back; gives the diagram it was on, if on one. Nothing where there is no
    /// edit.
    pub fn undo(&mut self, model: &mut ThreatModel) -> Option<Option<DiagramId>> {
        let mut step = self.done.pop()?;
        for (_, undo) in step.edits.iter_mut().rev() {
            // INVARIANT: the model is the one that gave this edit back.
            model
                .apply(std::mem::take(undo))
                .expect("what an edit gave back fits its model");
        }
        let diagram = step.diagram.clone();
        self.undone.push(step);
        Some(diagram)
    }

    /// Does again what was undone last, likewise. Threats may have been recorded since: an edit that
    /// only repeats it is left out.
    pub fn redo(&mut self, model: &mut ThreatModel) -> Option<Option<DiagramId>> {
        let mut step = self.undone.pop()?;
        step.edits.retain_mut(|(edit, undo)| {
            let done = model.apply(edit.clone());
            done.map(|back| *undo = back).is_ok()
        });
        let diagram = step.diagram.clone();
        self.done.push(step);
        Some(diagram)
    }

    /// Names the present state; 0 is the model as it was opened.
    pub fn state(&self) -> u64 {
        self.done.last().map_or(0, |e| e.number)
    }

    /// What an undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|e| e.label.as_str())
    }

    /// What a redo would do.
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|e| e.label.as_str())
    }
}

//! Undo and redo without limit: every edit with the change it made.

use super::edits::diagram_of;
use trustline_model::{Change, DiagramId, Edit, EditError, ThreatModel};

/// What one undo takes back.
struct Entry {
    /// What was done, for people.
    label: String,
    /// Entries with the same key in a row become one.
    merge: Option<String>,
    /// Names this state of the model.
    number: u64,
    steps: Vec<(Edit, Change)>,
}

/// What was done, and what was undone of it.
#[derive(Default)]
pub(crate) struct History {
    done: Vec<Entry>,
    undone: Vec<(String, Option<String>, u64, Vec<Edit>)>,
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
        let change = model.apply(edit.clone())?;
        self.undone.clear();
        self.last += 1;
        match self.done.last_mut() {
            Some(entry) if merge.is_some() && entry.merge == merge => {
                entry.steps.push((edit, change));
                entry.number = self.last;
            }
            _ => self.done.push(Entry {
                label: label.to_owned(),
                merge,
                number: self.last,
                steps: vec![(edit, change)],
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
        let change = model.apply(edit.clone())?;
        match self.done.last_mut() {
            Some(entry) => entry.steps.push((edit, change)),
            None => {
                self.last += 1;
                self.done.push(Entry {
                    label: "record threats".to_owned(),
                    merge: None,
                    number: self.last,
                    steps: vec![(edit, change)],
                });
            }
        }
        Ok(())
    }

    /// Takes the latest edit back; gives the diagram it was on, if on one. Nothing where there is no
    /// edit.
    pub fn undo(&mut self, model: &mut ThreatModel) -> Option<Option<DiagramId>> {
        let entry = self.done.pop()?;
        let place = entry.steps.iter().find_map(|(edit, _)| diagram_of(edit));
        let mut edits = Vec::with_capacity(entry.steps.len());
        for (edit, change) in entry.steps.into_iter().rev() {
            model.revert(change);
            edits.push(edit);
        }
        edits.reverse();
        self.undone
            .push((entry.label, entry.merge, entry.number, edits));
        Some(place)
    }

    /// Does again what was undone last, likewise.
    pub fn redo(&mut self, model: &mut ThreatModel) -> Option<Option<DiagramId>> {
        let (label, merge, number, edits) = self.undone.pop()?;
        let place = edits.iter().find_map(diagram_of);
        let mut steps = Vec::with_capacity(edits.len());
        for edit in edits {
            // INVARIANT: the model is the one this edit was applied to before.
            if let Ok(change) = model.apply(edit.clone()) {
                steps.push((edit, change));
            }
        }
        self.done.push(Entry {
            label,
            merge,
            number,
            steps,
        });
        Some(place)
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
        self.undone.last().map(|(label, ..)| label.as_str())
    }
}

//! What is recorded about the model as a whole: information, notes, dismissed messages.

use crate::editor::Editor;
use trustline_model::{Difference, Edit, Information, ListEdit, Message, Note, guid_for};

impl Editor {
    pub(super) fn set_information(&mut self, information: Information) {
        let edits = self.model().information.edits_to(&information);
        self.edit("information", Edit::All(edits));
    }

    pub(super) fn set_generation(&mut self, on: bool) {
        if self.model().generates() != on {
            self.edit("threat generation", Edit::SetGeneration(Some(on)));
        }
    }

    pub(super) fn add_note(&mut self, text: String) {
        let notes = self.model().notes.iter();
        let highest = notes.filter_map(|n| n.number.parse::<i64>().ok()).max();
        let item = Note {
            author: self.document.world.author(),
            date: self.document.world.now(),
            number: (highest.unwrap_or(0) + 1).to_string(),
            text,
        };
        let edit = ListEdit::Insert { item, before: None };
        self.edit("add note", Edit::Notes(edit.into()));
    }

    pub(super) fn edit_note(&mut self, at: usize, text: String) {
        let mut notes = self.model().notes.clone();
        if let Some(note) = notes.get_mut(at).filter(|n| n.text != text) {
            note.text = text;
            self.set_notes("change note", &notes);
        }
    }

    fn set_notes(&mut self, label: &str, notes: &Vec<Note>) {
        let edits = self.model().notes.edits_to(notes);
        self.edit(label, Edit::All(edits));
    }

    pub(super) fn remove_note(&mut self, at: usize) {
        let mut notes = self.model().notes.clone();
        if at < notes.len() {
            notes.remove(at);
            self.set_notes("delete note", &notes);
        }
    }

    /// Dismisses a message, as the original tool stores it, or shows it again.
    pub(super) fn dismiss(&mut self, number: usize, dismissed: bool) {
        let lines = self.messages();
        let Some(line) = lines.get(number) else {
            return;
        };
        let mut messages = self.model().messages.clone();
        match line.recorded.and_then(|i| messages.get_mut(i)) {
            Some(message) => message.enabled = !dismissed,
            None => {
                let (diagram, elements) = line.place.clone().unwrap_or_default();
                let source = self.model().diagram(&diagram).map(|d| d.name.clone());
                messages.push(Message {
                    elements,
                    enabled: !dismissed,
                    id: "00000000-0000-0000-0000-000000000000".into(),
                    issue: line.code.map(guid_for).unwrap_or_default(),
                    text: line.text.clone(),
                    source: source.unwrap_or_default(),
                    diagram,
                });
            }
        }
        let label = if dismissed {
            "dismiss message"
        } else {
            "show message"
        };
        let edits = self.model().messages.edits_to(&messages);
        self.edit(label, Edit::All(edits));
    }
}

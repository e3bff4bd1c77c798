//! What is recorded about the model as a whole: information, notes, dismissed messages, and what a
//! team agreed on.

use crate::editor::Editor;
use trustline_model::review::Review;
use trustline_model::{Edit, Information, Message, Note, guid_for};

impl Editor {
    pub(super) fn set_information(&mut self, information: Information) {
        if information != self.model().information {
            self.edit("information", Edit::SetInformation(information));
        }
    }

    pub(super) fn set_generation(&mut self, on: bool) {
        if self.model().generates() != on {
            self.edit("threat generation", Edit::SetGeneration(on));
        }
    }

    /// Replaces everything that the team recorded, as one step.
    pub(super) fn set_review(&mut self, label: &str, review: Box<Review>) {
        if *review != self.model().review {
            self.edit(label, Edit::SetReview(review));
        }
    }

    pub(super) fn add_note(&mut self, text: String) {
        let mut notes = self.model().notes.clone();
        let highest = notes
            .iter()
            .filter_map(|n| n.number.parse::<i64>().ok())
            .max();
        notes.push(Note {
            author: self.document.world.author(),
            date: self.document.world.now(),
            number: (highest.unwrap_or(0) + 1).to_string(),
            text,
        });
        self.edit("add note", Edit::SetNotes(notes));
    }

    pub(super) fn edit_note(&mut self, at: usize, text: String) {
        let mut notes = self.model().notes.clone();
        if let Some(note) = notes.get_mut(at).filter(|n| n.text != text) {
            note.text = text;
            self.edit("change note", Edit::SetNotes(notes));
        }
    }

    pub(super) fn remove_note(&mut self, at: usize) {
        let mut notes = self.model().notes.clone();
        if at < notes.len() {
            notes.remove(at);
            self.edit("delete note", Edit::SetNotes(notes));
        }
    }

    /// Dismisses a message, as the original tool stores it, or shows it again.
    pub(super) fn dismiss(&mut self, number: usize, dismissed: bool) {
        let lines = self.messages();
        let Some(line) = lines.get(number) else {
            return;
        };
        let mut messages = self.model().messages.clone();
        let issue = line.code.map(guid_for);
        let same =
            |m: &&mut Message| m.text == line.text && issue.as_ref().is_none_or(|i| *i == m.issue);
        match messages.iter_mut().find(same) {
            Some(message) => message.enabled = !dismissed,
            None => {
                let (diagram, elements) = line.place.clone().unwrap_or_default();
                let source = self.model().diagram(&diagram).map(|d| d.name.clone());
                messages.push(Message {
                    elements,
                    enabled: !dismissed,
                    id: "00000000-0000-0000-0000-000000000000".into(),
                    issue: issue.unwrap_or_default(),
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
        self.edit(label, Edit::SetMessages(messages));
    }
}

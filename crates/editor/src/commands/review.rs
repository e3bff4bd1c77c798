//! What a team does in a review: every command is one step of the history, but for the walk of a
//! meeting, which shows things and changes nothing.

use crate::editor::Editor;
use crate::review::{ReviewCommand, Sitting, Stop, Walk, label_of, record};
use trustline_model::review::About;
use trustline_model::{Difference, Edit};
use trustline_review::{going_on, seen};

impl Editor {
    pub(super) fn change_review(&mut self, command: ReviewCommand) {
        use ReviewCommand as C;
        let mut sitting = Sitting::default();
        match &command {
            C::Walk => return self.take_up_walk(),
            C::NextStop => return self.walk_on(true),
            C::PreviousStop => return self.walk_on(false),
            C::Link(_) => {
                sitting.chosen = self.chosen();
                if sitting.chosen == About::default() {
                    return self.say("Select elements on the diagram or threats in the list first");
                }
            }
            C::AddComment(_) => {
                let stop = self.walk().and_then(Walk::stop);
                sitting.stop = stop.map_or(String::new(), |s| s.name().to_owned());
            }
            C::SignOff(_) => {
                self.settle();
                sitting.seen = seen(self.model(), self.analysis());
            }
            _ => {}
        }
        let begins = matches!(command, C::BeginMeeting);
        let label = label_of(&command);
        let mut review = self.model().review.clone();
        record(&mut review, command, sitting, &mut *self.document.world);
        let edits = self.model().review.edits_to(&review);
        if self.edit(label, Edit::All(edits)) && begins {
            self.take_up_walk();
        }
    }

    /// What is selected: elements and threats.
    fn chosen(&self) -> About {
        About {
            elements: self.selection().to_vec(),
            threats: self.selected_threats().to_vec(),
        }
    }

    /// The walk of the meeting that is going on begins, or goes on where it was.
    fn take_up_walk(&mut self) {
        self.settle();
        let (model, analysis) = (self.document.model(), self.findings.analysis());
        if let Some(meeting) = going_on(&model.review) {
            let walk = Walk::new(&meeting.id, model, analysis, &self.walk);
            self.walk.set(walk);
        }
    }

    /// One stop on, or back; shows what is there.
    fn walk_on(&mut self, on: bool) {
        if self.walk().is_none() {
            self.take_up_walk();
        }
        if self.walk().is_none() {
            return;
        }
        self.walk.step(on);
        match self.walk.stop().cloned() {
            Some(Stop::Diagram(id, _)) => {
                self.show_diagram(id);
                self.canvas.fit();
            }
            Some(Stop::Threat(key, _)) => self.open_threat(key),
            None => {}
        }
    }
}

//! What people do with threats: select them, decide, add their own, remove, triage.

use crate::document::everywhere;
use crate::editor::Editor;
use crate::findings::{
    Decision, Grid, Remedy, decided, own_threat, removable, stepped, toggled, up_to,
};
use std::collections::HashSet;
use trustline_model::{DiagramId, Edit, ElementId, ThreatKey};

impl Editor {
    /// Changes what the grid shows, and how.
    pub(super) fn sift(&mut self, change: impl FnOnce(&mut Grid)) {
        let selection = self.canvas.selection();
        self.findings.sift(self.document.model(), selection, change);
    }

    pub(super) fn select_threats(&mut self, keys: Vec<ThreatKey>) {
        self.findings.selected.set(keys);
    }

    pub(super) fn select_shown_threats(&mut self) {
        let keys = self.grid().shown().map(|r| r.key.clone()).collect();
        self.select_threats(keys);
    }

    /// Selects a threat, and shows the diagram that it is on.
    pub(super) fn open_threat(&mut self, key: ThreatKey) {
        self.settle();
        let view = self.threat(&key);
        let diagram = view.and_then(|v| v.diagram().map(|d| d.id.clone()));
        if let Some(diagram) = diagram {
            self.show_diagram(diagram);
        }
        self.select_threats(vec![key]);
    }

    /// Selects threats; a single one is opened.
    fn pick(&mut self, mut keys: Vec<ThreatKey>) {
        match (keys.len(), keys.pop()) {
            (1, Some(key)) => self.open_threat(key),
            (_, last) => {
                keys.extend(last);
                self.select_threats(keys);
            }
        }
    }

    pub(super) fn toggle_threat(&mut self, key: ThreatKey) {
        self.pick(toggled(self.selected_threats(), key));
    }

    pub(super) fn select_threats_to(&mut self, key: ThreatKey) {
        self.pick(up_to(self.grid(), self.selected_threats(), key));
    }

    pub(super) fn step_threats(&mut self, step: isize, also: bool) {
        if let Some(keys) = stepped(self.grid(), self.selected_threats(), step, also) {
            self.pick(keys);
        }
    }

    pub(super) fn decide(&mut self, keys: &[ThreatKey], decision: &Decision) {
        self.settle();
        let world = &self.document.world;
        let (author, now) = (world.author(), world.now());
        let (model, analysis) = (self.document.model(), self.findings.analysis());
        if let Some(edit) = decided(model, analysis, keys, decision, (&author, &now)) {
            self.edit("decide", edit);
            self.settle();
        }
    }

    pub(super) fn next_unedited(&mut self) {
        self.settle();
        let rows: Vec<_> = self.grid().shown().collect();
        let at = self
            .selected_threats()
            .last()
            .and_then(|key| rows.iter().position(|r| r.key == *key));
        let start = at.map_or(0, |i| i + 1);
        let next = rows
            .iter()
            .cycle()
            .skip(start)
            .take(rows.len())
            .find(|r| r.is_untouched());
        match next.map(|r| r.key.clone()) {
            Some(key) => self.open_threat(key),
            None => self.say("no undecided threats left"),
        }
    }

    pub(super) fn add_threat(&mut self, about: Option<&ElementId>) {
        self.settle();
        let found = own_threat(self.model(), self.analysis(), self.current(), about);
        let Some(mut threat) = found else {
            self.say("a threat needs an element, or a data flow that is connected at both ends");
            return;
        };
        threat.number = self.findings.last_number(self.model()) + 1;
        let world = &mut self.document.world;
        threat.key.threat_type = format!("BS{}", world.new_id()).into();
        threat.changed_by = Some(world.author());
        threat.modified_at = world.now();
        let key = threat.key.clone();
        if self.edit("add threat", Edit::put_threat(threat)) {
            self.settle();
            self.select_threats(vec![key]);
        }
    }

    /// Removes recorded threats that do not follow from the drawing. They can be restored.
    pub(super) fn remove_threats(&mut self, keys: &[ThreatKey]) {
        self.settle();
        let (removed, kept) = removable(self.model(), self.analysis(), keys);
        let edits = removed.iter().map(|t| Edit::remove_threat(t.key.clone()));
        if self.edit("delete threats", Edit::All(edits.collect())) {
            self.findings.removed.extend(removed);
            self.settle();
        }
        if kept > 0 {
            self.say(format!(
                "{kept} of them follow from the diagrams and would be generated again: set their state to Not Applicable instead"
            ));
        }
    }

    pub(super) fn restore_threats(&mut self) {
        let back = std::mem::take(&mut *self.findings.removed);
        let there: HashSet<&ThreatKey> = self.model().threats.iter().map(|t| &t.key).collect();
        let edits: Vec<Edit> = back
            .into_iter()
            .filter(|t| !there.contains(&t.key))
            .map(Edit::put_threat)
            .collect();
        if edits.is_empty() {
            self.say("no deleted threats to restore");
        } else {
            self.edit("restore threats", Edit::All(edits));
            self.settle();
        }
    }

    /// Does what a remedy says.
    pub fn apply_remedy(&mut self, remedy: &Remedy, diagram: &DiagramId) {
        let found = self
            .model()
            .diagram(diagram)
            .and_then(|d| d.element(&remedy.element));
        let Some(mut element) = found.cloned() else {
            return;
        };
        if element.set_property(&remedy.property, &remedy.to) {
            let edits = everywhere(self.model(), diagram, element);
            self.edit("apply remedy", Edit::All(edits));
        }
    }
}

//! Decisions on threats: what they change, and which one lies between two states of a threat.

use super::vocabulary::Decision;
use crate::Threat;

impl Decision {
    /// Changes what it names.
    pub(super) fn apply_to(self, threat: &mut Threat) {
        if let Some(state) = self.state {
            threat.state = state;
        }
        if let Some(priority) = self.priority {
            threat.priority = priority;
        }
        for (name, text) in self.properties {
            match text {
                Some(text) => threat.set_property(&name, &text),
                None => threat.properties.retain(|(n, _)| *n != name),
            }
        }
        if let Some(by) = self.changed_by {
            threat.changed_by = by;
        }
        if let Some(at) = self.modified_at {
            threat.modified_at = at;
        }
    }

    /// The decision that makes one state of a threat into another. `None`: they differ in more
    /// than decisions, or no decision gives the other one exactly.
    pub fn between(old: &Threat, new: &Threat) -> Option<Decision> {
        let mut decision = Decision {
            state: (old.state != new.state).then(|| new.state.clone()),
            priority: (old.priority != new.priority).then(|| new.priority.clone()),
            properties: Vec::new(),
            changed_by: (old.changed_by != new.changed_by).then(|| new.changed_by.clone()),
            modified_at: (old.modified_at != new.modified_at).then(|| new.modified_at.clone()),
        };
        for (name, text) in &new.properties {
            if old.properties.iter().find(|(n, _)| n == name).map(|p| &p.1) != Some(text) {
                decision.properties.push((name.clone(), Some(text.clone())));
            }
        }
        for (name, _) in &old.properties {
            if !new.properties.iter().any(|(n, _)| n == name) {
                decision.properties.push((name.clone(), None));
            }
        }
        let mut made = old.clone();
        decision.clone().apply_to(&mut made);
        (made == *new).then_some(decision)
    }
}

//! What is seen of threats: each by itself, why it is there, and what can be said of it.

use crate::editor::Editor;
use crate::findings::{Why, why};
use trustline_analysis::ThreatView;
use trustline_model::{State, ThreatKey, threat_property as field};

impl Editor {
    /// A threat as people see it; nothing while threats have to be found again.
    pub fn threat(&self, key: &ThreatKey) -> Option<ThreatView<'_>> {
        self.findings.threat(self.document.model(), key)
    }

    /// Why a threat is there, and what would remove it.
    pub fn why(&self, key: &ThreatKey) -> Option<Why> {
        let view = self.threat(key)?;
        why(self.model(), self.analysis(), &view)
    }

    /// How many threats there are: all, undecided, no longer generated; and how many are gone.
    pub fn counts(&self) -> (usize, usize, usize, usize) {
        self.findings.counts()
    }

    /// Whether deleted threats can be restored.
    pub fn can_restore(&self) -> bool {
        !self.findings.removed.is_empty()
    }

    /// The priorities that the template offers, else the usual three.
    pub fn priorities(&self) -> Vec<String> {
        let kb = self.knowledge_base();
        let of_template = kb.and_then(|kb| {
            let property = kb
                .threat_properties
                .iter()
                .find(|p| p.name == field::PRIORITY)?;
            let values: Vec<String> = property
                .values
                .as_ref()?
                .iter()
                .flatten()
                .cloned()
                .collect();
            (!values.is_empty()).then_some(values)
        });
        of_template.unwrap_or_else(|| ["High", "Medium", "Low"].map(str::to_owned).to_vec())
    }

    /// The states that people choose among.
    pub fn states() -> [(State, &'static str); 4] {
        State::ALL.map(|(state, _, label)| (state, label))
    }
}

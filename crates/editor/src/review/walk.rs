//! The walk of a meeting: where it stops, and where one is.

use trustline_analysis::Analysis;
use trustline_model::{DiagramId, ThreatKey, ThreatModel};

/// A stop of the walk, with its name as people knew it when they set out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Stop {
    Diagram(DiagramId, String),
    Threat(ThreatKey, String),
}

impl Stop {
    /// What people call it.
    pub fn name(&self) -> &str {
        match self {
            Stop::Diagram(_, name) | Stop::Threat(_, name) => name,
        }
    }

    fn is_diagram(&self) -> bool {
        matches!(self, Stop::Diagram(..))
    }

    /// Whether it leads to the same.
    fn is(&self, other: &Stop) -> bool {
        match (self, other) {
            (Stop::Diagram(a, _), Stop::Diagram(b, _)) => a == b,
            (Stop::Threat(a, _), Stop::Threat(b, _)) => a == b,
            _ => false,
        }
    }
}

/// A walk through the model: its diagrams, then the threats that nobody had decided on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// The meeting it belongs to.
    meeting: String,
    stops: Vec<Stop>,
    at: usize,
}

impl Walk {
    /// The walk of a meeting, as its stops are now: where it was taken before, at the same stop.
    pub(crate) fn new(meeting: &str, model: &ThreatModel, analysis: &Analysis, old: &Walk) -> Self {
        let diagrams = model.diagrams.iter();
        let mut stops: Vec<Stop> = diagrams
            .map(|d| Stop::Diagram(d.id.clone(), d.name.trim().to_owned()))
            .collect();
        let open = analysis.views(model).filter(|v| v.state().is_open());
        stops.extend(open.map(|v| {
            let name = format!("#{} {}", v.threat.number, v.title());
            Stop::Threat(v.threat.key.clone(), name)
        }));
        let at = match old.stop().filter(|_| old.meeting == meeting) {
            None => 0,
            Some(stop) => stops
                .iter()
                .position(|s| s.is(stop))
                .unwrap_or(old.at.min(stops.len().saturating_sub(1))),
        };
        Self {
            meeting: meeting.to_owned(),
            stops,
            at,
        }
    }

    /// The meeting it belongs to.
    pub(crate) fn meeting(&self) -> &str {
        &self.meeting
    }

    /// Where one is.
    pub fn stop(&self) -> Option<&Stop> {
        self.stops.get(self.at)
    }

    /// The how manieth of its kind that is, from 1, and how many there are of it.
    pub fn place(&self) -> (usize, usize) {
        let diagrams = self.stops.iter().filter(|s| s.is_diagram()).count();
        match self.at < diagrams {
            true => (self.at + 1, diagrams),
            false => (self.at + 1 - diagrams, self.stops.len() - diagrams),
        }
    }

    /// One stop on, or back; at the ends it stays.
    pub(crate) fn step(&mut self, on: bool) {
        let last = self.stops.len().saturating_sub(1);
        self.at = match on {
            true => (self.at + 1).min(last),
            false => self.at.saturating_sub(1),
        };
    }
}

//! The findings as of the last time that somebody looked, and what is shown of them.

use super::grid::Grid;
use crate::touched::Touched;
use std::collections::{HashMap, HashSet};
use trustline_analysis::{Analysis, Status, ThreatView};
use trustline_checks::{Levels, examine};
use trustline_model::{Diagnostic, ElementId, Threat, ThreatKey, ThreatModel};

/// What was found about a model.
pub(crate) struct Findings {
    analysis: Touched<Analysis>,
    diagnostics: Touched<Vec<Diagnostic>>,
    stale: bool,
    /// The grid of threats.
    pub grid: Touched<Grid>,
    /// Threats selected in the grid.
    pub selected: Touched<Vec<ThreatKey>>,
    /// Recorded threats that people deleted: they can be restored.
    pub removed: Touched<Vec<Threat>>,
    /// Numbers that new threats bear as long as the model is open: they must not jump while others
    /// are decided on.
    numbers: HashMap<ThreatKey, i64>,
}

impl Findings {
    /// Nothing was looked for yet.
    pub fn new() -> Self {
        Self {
            analysis: Touched::default(),
            diagnostics: Touched::default(),
            stale: true,
            grid: Touched::default(),
            selected: Touched::default(),
            removed: Touched::default(),
            numbers: HashMap::new(),
        }
    }

    /// How often they changed, or what is shown of them.
    pub fn count(&self) -> u64 {
        self.analysis.count()
            + self.diagnostics.count()
            + self.grid.count()
            + self.selected.count()
            + self.removed.count()
    }

    /// Threats as of the last [`Findings::settle`].
    pub fn analysis(&self) -> &Analysis {
        &self.analysis
    }

    /// What was wrong at that time.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether threats have to be found again.
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// The model changed: threats have to be found again.
    pub fn expire(&mut self) {
        self.stale = true;
    }

    /// Finds threats again where the model changed since.
    pub fn settle(&mut self, model: &ThreatModel, selection: &[ElementId]) {
        if !self.stale {
            return;
        }
        self.stale = false;
        let examined = examine(model, &Levels::default());
        *self.analysis = examined.analysis;
        *self.diagnostics = examined.diagnostics;
        self.number_new_threats(model);
        self.grid.fill(model, &self.analysis);
        if !self.selected.is_empty() {
            let known: HashSet<&ThreatKey> = self.grid.rows().iter().map(|r| &r.key).collect();
            let mut kept = self.selected.to_vec();
            kept.retain(|key| known.contains(key));
            self.selected.set(kept);
        }
        self.grid.narrow(selection);
    }

    /// Changes what the grid shows, and how.
    pub fn sift(
        &mut self,
        model: &ThreatModel,
        selection: &[ElementId],
        change: impl FnOnce(&mut Grid),
    ) {
        let grid = &mut *self.grid;
        change(grid);
        if !self.stale {
            grid.judge(model, &self.analysis);
        }
        grid.narrow(selection);
    }

    /// Other elements are selected: where only their threats are shown, these change as well.
    pub fn follow(&mut self, selection: &[ElementId]) {
        if self.grid.only_selection() {
            self.grid.narrow(selection);
        }
    }

    /// The highest number that a threat bears or bore since the model was opened.
    pub fn last_number(&self, model: &ThreatModel) -> i64 {
        let given = self.numbers.values().max().copied().unwrap_or(0);
        given.max(model.highest_number())
    }

    fn number_new_threats(&mut self, model: &ThreatModel) {
        let mut last = self.last_number(model);
        for threat in &mut self.analysis.threats {
            if threat.stored.is_none() {
                threat.number = *self.numbers.entry(threat.key.clone()).or_insert_with(|| {
                    last += 1;
                    last
                });
            }
        }
    }

    /// A threat as people see it; nothing while threats have to be found again.
    pub fn threat<'a>(&'a self, model: &'a ThreatModel, key: &ThreatKey) -> Option<ThreatView<'a>> {
        if self.stale {
            return None;
        }
        self.analysis.views(model).find(|v| v.threat.key == *key)
    }

    /// How many threats there are: all, undecided, no longer generated; and how many are gone.
    pub fn counts(&self) -> (usize, usize, usize, usize) {
        let all = self.analysis.threats.len();
        let rows = self.grid.rows();
        let open = rows.iter().filter(|r| r.is_untouched()).count();
        let orphans = self
            .analysis
            .threats
            .iter()
            .filter(|t| t.standing == Status::NoLongerGenerated)
            .count();
        (all, open, orphans, self.analysis.removed.len())
    }
}

//! How many threats there are of what.

use super::card::Card;
use trustline_model::InOrder;
use trustline_model::{State, Urgency};

/// How many threats there are, by state and by priority.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Labels of states with their counts; where there are threats, the four known ones always.
    pub states: Vec<(String, usize)>,
    /// Priorities with their counts, the most urgent first.
    pub priorities: Vec<(String, usize)>,
    /// How many of each priority are open, in the same order.
    pub open: Vec<(String, usize)>,
    /// All of them.
    pub total: usize,
    /// Those moved over from an older template.
    pub migrated: usize,
}

impl Counts {
    /// Counts a threat.
    pub(crate) fn add(&mut self, threat: &Card<'_>, migrated: bool) {
        if self.states.is_empty() {
            self.states = State::ALL
                .iter()
                .map(|(.., label)| ((*label).to_owned(), 0))
                .collect();
        }
        count(&mut self.states, threat.state.label(), 1);
        count(&mut self.priorities, threat.priority, 1);
        count(
            &mut self.open,
            threat.priority,
            usize::from(threat.is_open()),
        );
        self.total += 1;
        self.migrated += usize::from(migrated);
    }

    /// High before Medium before Low; other words after them.
    pub(crate) fn finish(&mut self) {
        let rank = |word: &str| Urgency::from(word).min(Urgency::Informational);
        for counts in [&mut self.priorities, &mut self.open] {
            counts.put_in_order_by(|(a, _), (b, _)| rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)));
        }
    }
}

/// What threats are told apart by, with the values it has among them.
pub struct Facet {
    /// Its name for programs.
    pub name: &'static str,
    /// What people read.
    pub label: &'static str,
    /// Its values with their counts, the most frequent first.
    pub values: Vec<(String, usize)>,
}

impl Facet {
    /// State, priority and category of no threats yet.
    pub(crate) fn all() -> [Self; 3] {
        let facet = |(name, label)| Self {
            name,
            label,
            values: Vec::new(),
        };
        [
            ("state", "State"),
            ("priority", "Priority"),
            ("category", "Category"),
        ]
        .map(facet)
    }

    /// Counts a value.
    pub(crate) fn add(&mut self, value: &str) {
        count(&mut self.values, value, 1);
    }

    /// The most frequent first.
    pub(crate) fn finish(&mut self) {
        self.values
            .put_in_order_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }
}

fn count(counts: &mut Vec<(String, usize)>, word: &str, by: usize) {
    match counts.iter_mut().find(|(w, _)| w == word) {
        Some((_, n)) => *n += by,
        None => counts.push((word.to_owned(), by)),
    }
}

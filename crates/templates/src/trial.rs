//! Tests of a template: what appears for interactions that were never drawn.

use std::collections::HashSet;
use trustline_analysis::Template;
use trustline_analysis::facts::{is_of, same};
use trustline_model::{KnowledgeBase, Side, Situation, ThreatTypeId, Trial};
use trustline_rule::{Facts, Subject};

/// A situation as rules see it.
pub struct SituationFacts<'a> {
    kb: &'a KnowledgeBase,
    situation: &'a Situation,
}

impl SituationFacts<'_> {
    fn side(&self, subject: Subject) -> &Side {
        match subject {
            Subject::Source => &self.situation.source,
            Subject::Target => &self.situation.target,
            Subject::Flow => &self.situation.flow,
        }
    }
}

impl Facts for SituationFacts<'_> {
    fn is(&self, subject: Subject, kind: &str) -> bool {
        is_of(self.kb, &self.side(subject).stencil, kind)
    }

    fn has(&self, subject: Subject, property: &str, value: &str) -> bool {
        let side = self.side(subject);
        let attributes = self.kb.attributes(&side.stencil);
        let found = attributes
            .iter()
            .map(|(_, a)| *a)
            .find(|a| same(&a.name, property) || same(&a.label, property));
        let Some(attribute) = found else {
            return false;
        };
        let given = side.values.iter().find(|(name, _)| *name == attribute.name);
        let selected = given
            .map(|(_, value)| value)
            .or_else(|| attribute.choices.first());
        selected.is_some_and(|v| same(v, value))
    }

    fn crosses(&self, kind: &str) -> bool {
        let mut crossed = self.situation.crosses.iter();
        crossed.any(|b| is_of(self.kb, b, kind))
    }
}

/// The threat types that appear in a situation, in the order of the template.
pub fn appearing<'a>(template: &Template<'a>, situation: &Situation) -> Vec<&'a ThreatTypeId> {
    let facts = SituationFacts {
        kb: template.kb,
        situation,
    };
    let fires = |(i, _): &(usize, &trustline_model::ThreatType)| {
        template.rules_of(*i).is_some_and(|(include, exclude)| {
            include.holds(&facts) && !exclude.is_some_and(|e| e.holds(&facts))
        })
    };
    let types = template.kb.threat_types.iter().enumerate().filter(fires);
    types.map(|(_, t)| &t.id).collect()
}

/// What came out of the tests of a template.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// How many tests there were.
    pub tests: usize,
    /// What is not as it must be.
    pub failures: Vec<Failure>,
    /// Threat types that no test fires.
    pub never_fired: Vec<ThreatTypeId>,
    /// Threat types that fire in a test and are switched off in none.
    pub never_off: Vec<ThreatTypeId>,
}

/// A test that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Its number among the tests.
    pub trial: usize,
    /// The line of the part that failed.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// Runs the tests of a template.
pub fn try_all(kb: &KnowledgeBase, trials: &[Trial]) -> Outcome {
    let template = Template::new(kb);
    let mut outcome = Outcome {
        tests: trials.len(),
        ..Outcome::default()
    };
    let mut fired: HashSet<&ThreatTypeId> = HashSet::new();
    let mut off: HashSet<&ThreatTypeId> = HashSet::new();
    for (number, trial) in trials.iter().enumerate() {
        let found = appearing(&template, &trial.situation);
        let mut fail = |line: usize, message: String| {
            outcome.failures.push(Failure {
                trial: number,
                line,
                message,
            });
        };
        for wanted in &trial.fires {
            match found.contains(&wanted) {
                true => drop(fired.insert(wanted)),
                false => fail(trial.place.1, format!("`{wanted}` does not appear")),
            }
        }
        for unwanted in &trial.silent {
            match found.contains(&unwanted) {
                true => fail(trial.place.1, format!("`{unwanted}` appears")),
                false => drop(off.insert(unwanted)),
            }
        }
        if trial.only {
            for other in found.iter().filter(|f| !trial.fires.contains(f)) {
                fail(trial.place.1, format!("`{other}` appears as well"));
            }
        }
        for (line, situation) in &trial.off_when {
            let found = appearing(&template, situation);
            for wanted in &trial.fires {
                match found.contains(&wanted) {
                    true => fail(*line, format!("`{wanted}` still appears")),
                    false => drop(off.insert(wanted)),
                }
            }
        }
    }
    for threat in &kb.threat_types {
        if !fired.contains(&threat.id) {
            outcome.never_fired.push(threat.id.clone());
        } else if !off.contains(&threat.id) {
            outcome.never_off.push(threat.id.clone());
        }
    }
    outcome
}

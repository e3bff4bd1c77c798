//! A threat type contradicts itself, or is always excluded.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, Usable, can_hold};
use std::collections::HashMap;
use trustline_model::{Place, Severity, StencilId};
use trustline_rule::{Expr, Node, Rule, Subject, Term};

pub(crate) const CHECK: Check = Check::of_template("contradictory-rules", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(template) = c.template else { return };
    let usable = Usable::of(template.kb);
    for (i, threat) in template.kb.threat_types.iter().enumerate() {
        let Some((include, exclude)) = template.rules_of(i) else {
            continue;
        };
        // What no choice of stencils can meet is told by `unreachable-threat-type`.
        if !can_hold(&usable, include) {
            continue;
        }
        if !can_fire(&usable, include, None) {
            let message = format!(
                "the include rule of threat type `{}` (`{}`) contradicts itself",
                threat.id, threat.title
            );
            found.push(
                message,
                Place::ThreatType(threat.id.clone()),
                "no values meet all that it asks for",
            );
        } else if exclude.is_some() && !can_fire(&usable, include, exclude) {
            let message = format!(
                "threat type `{}` (`{}`) never fires: whenever its include rule holds, its exclude rule does",
                threat.id, threat.title
            );
            found.push(
                message,
                Place::ThreatType(threat.id.clone()),
                "loosen the exclude rule",
            );
        }
    }
}

/// A search asks the terms of the rules so many times in all; beyond that a threat type counts as
/// possible.
const STEPS: usize = 400_000;

/// Rules that ask more than this are not searched: each question is a turn on the stack.
const QUESTIONS: usize = 200;

/// What stencils can have met when rules are asked about them: a row of types each.
struct Search<'a> {
    include: &'a Rule,
    exclude: Option<&'a Rule>,
    /// Answers given so far.
    answers: HashMap<Question, bool>,
    /// Questions about values in their order, by property: at most one of them is true.
    open: Vec<Question>,
    /// How many terms the rules have, and how often one was asked.
    terms: usize,
    steps: usize,
}

/// A question, the same however its names are spelt.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Question {
    Is(Subject, StencilId),
    Has(Subject, String, String),
    Crosses(StencilId),
}

fn question(term: &Term) -> Question {
    match term {
        Term::Is(subject, kind) => Question::Is(*subject, kind.as_str().into()),
        Term::Has(subject, property, value) => {
            Question::Has(*subject, property.to_lowercase(), value.to_lowercase())
        }
        Term::Crosses(kind) => Question::Crosses(kind.as_str().into()),
    }
}

/// Whether some choice of stencils, values and boundaries makes the rule hold and `exclude` not.
fn can_fire(usable: &Usable, include: &Rule, exclude: Option<&Rule>) -> bool {
    let terms = || {
        let both = include.terms().into_iter();
        both.chain(exclude.into_iter().flat_map(Rule::terms))
            .map(|(term, _)| term)
    };
    let mut open: Vec<Question> = Vec::new();
    let count = terms().count();
    if count > QUESTIONS {
        return true;
    }
    for term in terms() {
        let asked = question(term);
        if !matches!(asked, Question::Is(..)) && !open.contains(&asked) {
            open.push(asked);
        }
    }
    let rows = |subject: Subject| -> Vec<Vec<(Question, bool)>> {
        let kinds: Vec<StencilId> = terms()
            .filter_map(|t| match t {
                Term::Is(s, kind) if *s == subject => Some(kind.as_str().into()),
                _ => None,
            })
            .collect();
        let rows = usable.answers_to(&kinds, subject);
        let named = |row: Vec<bool>| {
            let asked = kinds.iter().map(|k| Question::Is(subject, k.clone()));
            asked.zip(row).collect()
        };
        rows.into_iter().map(named).collect()
    };
    let [sources, targets, flows] = [Subject::Source, Subject::Target, Subject::Flow].map(rows);
    let mut search = Search {
        include,
        exclude,
        answers: HashMap::new(),
        open,
        terms: count,
        steps: 0,
    };
    for question in search.open.clone() {
        if let Question::Crosses(kind) = &question
            && !usable.boundaries.contains(kind)
        {
            search.answers.insert(question.clone(), false);
        }
    }
    sources.iter().any(|source| {
        targets.iter().any(|target| {
            flows.iter().any(|flow| {
                for (question, answer) in source.iter().chain(target).chain(flow) {
                    search.answers.insert(question.clone(), *answer);
                }
                search.possible(0)
            })
        })
    })
}

impl Search<'_> {
    /// Whether the open questions from one on can be answered so that the threat type fires.
    fn possible(&mut self, from: usize) -> bool {
        self.steps += self.terms;
        if self.steps > STEPS {
            return true;
        }
        let include = self.truth(&self.include.root);
        let exclude = self.exclude.map_or(Some(false), |e| self.truth(&e.root));
        match (include, exclude) {
            (Some(false), _) | (_, Some(true)) => return false,
            (Some(true), Some(false)) => return true,
            _ => {}
        }
        let Some(question) = self.open.get(from).cloned() else {
            return true;
        };
        if self.answers.contains_key(&question) {
            return self.possible(from + 1);
        }
        for answer in [true, false] {
            if answer && self.is_taken(&question) {
                continue;
            }
            self.answers.insert(question.clone(), answer);
            if self.possible(from + 1) {
                self.answers.remove(&question);
                return true;
            }
        }
        self.answers.remove(&question);
        false
    }

    /// Whether the property has another value already.
    fn is_taken(&self, question: &Question) -> bool {
        let Question::Has(subject, property, value) = question else {
            return false;
        };
        self.answers.iter().any(|(other, answer)| {
            *answer
                && matches!(other, Question::Has(s, p, v) if s == subject && p == property && v != value)
        })
    }

    /// True, false, or open as long as answers are missing.
    fn truth(&self, node: &Node) -> Option<bool> {
        match &node.expr {
            Expr::Or(parts) => {
                let all: Vec<Option<bool>> = parts.iter().map(|p| self.truth(p)).collect();
                match all.contains(&Some(true)) {
                    true => Some(true),
                    false if all.contains(&None) => None,
                    false => Some(false),
                }
            }
            Expr::And(parts) => {
                let all: Vec<Option<bool>> = parts.iter().map(|p| self.truth(p)).collect();
                match all.contains(&Some(false)) {
                    true => Some(false),
                    false if all.contains(&None) => None,
                    false => Some(true),
                }
            }
            Expr::Not(part) => self.truth(part).map(|t| !t),
            Expr::Term(term, negated) => {
                let answer = self.answers.get(&question(term));
                answer.map(|a| a != negated)
            }
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["threat type T1", "threat type T2"],
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: flow.Encrypted is 'Yes' and flow.Encrypted is 'No'
            - title: '{source.Name} lies'
              id: T2
              include: source is 'GE.P' and flow.Encrypted is 'Yes'
              exclude: flow.Encrypted is 'Yes'
        ",
    ),
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: flow.Encrypted is 'Yes' or flow.Encrypted is 'No'
            - title: '{source.Name} lies'
              id: T2
              include: source is 'GE.P'
              exclude: flow.Encrypted is 'Yes'
        ",
    ),
    // A rule without end is not searched without end.
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: source is 'GE.P'
        ",
    )
    .after(|model| {
        let kb = model.knowledge_base.as_mut().map(std::sync::Arc::make_mut);
        let long = (0..20_000).map(|i| format!("target.a{i} is 'x'"));
        if let Some(threat) = kb.and_then(|kb| kb.threat_types.first_mut()) {
            threat.include = long.collect::<Vec<_>>().join(" and ");
        }
    }),
];

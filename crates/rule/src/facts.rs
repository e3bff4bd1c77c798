//! Deciding: the questions are asked, and their answers joined.

use crate::syntax::{Expr, Node, Rule, Subject, Term};

/// The three questions that rules ask about an interaction.
pub trait Facts {
    /// Is the subject of this type, or is an ancestor of its type this one? Never for `ROOT`.
    fn is(&self, subject: Subject, kind: &str) -> bool;
    /// Is the selected value of this property equal to `value`, without regard to case?
    fn has(&self, subject: Subject, property: &str, value: &str) -> bool;
    /// Does the flow cross at least one boundary of this type?
    fn crosses(&self, kind: &str) -> bool;
}

impl Rule {
    /// Whether it holds for an interaction.
    pub fn holds(&self, facts: &dyn Facts) -> bool {
        holds(&self.root, facts)
    }
}

fn holds(node: &Node, facts: &dyn Facts) -> bool {
    match &node.expr {
        Expr::Or(parts) => parts.iter().any(|p| holds(p, facts)),
        Expr::And(parts) => parts.iter().all(|p| holds(p, facts)),
        Expr::Not(part) => !holds(part, facts),
        Expr::Term(term, negated) => ask(term, facts) != *negated,
    }
}

/// The answer to a question.
pub(crate) fn ask(term: &Term, facts: &dyn Facts) -> bool {
    match term {
        Term::Is(subject, kind) => facts.is(*subject, kind),
        Term::Has(subject, property, value) => facts.has(*subject, property, value),
        Term::Crosses(kind) => facts.crosses(kind),
    }
}

//! Why a rule came out as it did.

use crate::facts::{Facts, ask};
use crate::print::{Names, term as printed};
use crate::syntax::{Expr, Node, Rule, Term};
use std::ops::Range;

/// A part of a rule with its truth for one interaction.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Whether this part holds.
    pub holds: bool,
    /// Where it stands in the rule's text, in bytes.
    pub span: Range<usize>,
    /// What it is made of.
    pub kind: Clause,
}

/// What an explained part is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// Parts joined by `or`.
    Or(Vec<Explanation>),
    /// Parts joined by `and`.
    And(Vec<Explanation>),
    /// The opposite of a part.
    Not(Box<Explanation>),
    /// A question; `true` where it is asked with `is not`.
    Term(Term, bool),
}

fn explain(node: &Node, facts: &dyn Facts) -> Explanation {
    let all = |parts: &[Node]| parts.iter().map(|p| explain(p, facts)).collect::<Vec<_>>();
    let (kind, holds) = match &node.expr {
        Expr::Or(parts) => {
            let parts = all(parts);
            let holds = parts.iter().any(|p| p.holds);
            (Clause::Or(parts), holds)
        }
        Expr::And(parts) => {
            let parts = all(parts);
            let holds = parts.iter().all(|p| p.holds);
            (Clause::And(parts), holds)
        }
        Expr::Not(part) => {
            let part = explain(part, facts);
            let holds = !part.holds;
            (Clause::Not(Box::new(part)), holds)
        }
        Expr::Term(term, negated) => (
            Clause::Term(term.clone(), *negated),
            ask(term, facts) != *negated,
        ),
    };
    Explanation {
        holds,
        span: node.span.clone(),
        kind,
    }
}

impl Explanation {
    /// The questions that decided: were their answers the same, so would the whole be. Each with
    /// whether it is asked with `is not`, and whether it holds.
    pub fn because(&self) -> Vec<(&Term, bool, bool)> {
        match &self.kind {
            Clause::Or(parts) | Clause::And(parts) => {
                let deciding = parts.iter().filter(|p| p.holds == self.holds);
                deciding.flat_map(Explanation::because).collect()
            }
            Clause::Not(part) => part.because(),
            Clause::Term(term, negated) => vec![(term, *negated, self.holds)],
        }
    }

    /// The explanation as lines of text, indented by depth: mark, then the part.
    pub fn lines(&self, names: &dyn Names) -> Vec<(usize, bool, String)> {
        let mut lines = Vec::new();
        self.collect(0, names, &mut lines);
        lines
    }

    fn collect(&self, depth: usize, names: &dyn Names, lines: &mut Vec<(usize, bool, String)>) {
        let (label, parts): (String, &[Explanation]) = match &self.kind {
            Clause::Or(parts) => ("one of".into(), parts),
            Clause::And(parts) => ("all of".into(), parts),
            Clause::Not(part) => ("not".into(), std::slice::from_ref(&**part)),
            Clause::Term(term, negated) => (printed(term, *negated, names), &[]),
        };
        lines.push((depth, self.holds, label));
        for part in parts {
            part.collect(depth + 1, names, lines);
        }
    }
}

impl Rule {
    /// Which parts are true and which false for an interaction, and which of them decided.
    pub fn explain(&self, facts: &dyn Facts) -> Explanation {
        explain(&self.root, facts)
    }

    /// Whether the rule would hold if the answers to some questions were other ones.
    pub fn holds_if(&self, facts: &dyn Facts, other: &dyn Fn(&Term) -> Option<bool>) -> bool {
        fn walk(node: &Node, facts: &dyn Facts, other: &dyn Fn(&Term) -> Option<bool>) -> bool {
            match &node.expr {
                Expr::Or(parts) => parts.iter().any(|p| walk(p, facts, other)),
                Expr::And(parts) => parts.iter().all(|p| walk(p, facts, other)),
                Expr::Not(part) => !walk(part, facts, other),
                Expr::Term(term, negated) => {
                    other(term).unwrap_or_else(|| ask(term, facts)) != *negated
                }
            }
        }
        walk(&self.root, facts, other)
    }
}

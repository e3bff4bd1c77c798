//! The rules of a whole knowledge base, made quick: every distinct question is asked once an
//! interaction, its answer is one bit.

use crate::syntax::{Expr, Node, Rule, Term};
use std::collections::HashMap;

/// A distinct question among all rules.
pub type TermId = usize;

/// Answers to all questions, a bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth(Vec<u64>);

impl Truth {
    /// All false.
    pub fn new(terms: usize) -> Self {
        Self(vec![0; terms.div_ceil(64)])
    }

    /// Answers a question with yes.
    pub fn set(&mut self, term: TermId) {
        if let Some(word) = self.0.get_mut(term / 64) {
            *word |= 1 << (term % 64);
        }
    }

    /// The answer to a question.
    #[inline]
    pub fn get(&self, term: TermId) -> bool {
        self.0
            .get(term / 64)
            .is_some_and(|word| word >> (term % 64) & 1 == 1)
    }

    /// Answers with yes what the other answers with yes.
    pub fn add(&mut self, other: &Truth) {
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// Answers everything with no.
    pub fn clear(&mut self) {
        self.0.fill(0);
    }
}

enum Program {
    Or(Box<[Program]>),
    And(Box<[Program]>),
    Not(Box<Program>),
    Term(TermId, bool),
}

/// Many rules, each a pair of what must hold and what must not.
pub struct Rules {
    terms: Vec<Term>,
    programs: Vec<Option<(Program, Option<Program>)>>,
}

impl Rules {
    /// Makes rules quick. A pair without an include never fires; without an exclude nothing vetoes.
    pub fn compile<'a>(
        pairs: impl IntoIterator<Item = (Option<&'a Rule>, Option<&'a Rule>)>,
    ) -> Self {
        let mut interner = Interner::default();
        let programs = pairs
            .into_iter()
            .map(|(include, exclude)| {
                let include = interner.program(&include?.root);
                Some((include, exclude.map(|rule| interner.program(&rule.root))))
            })
            .collect();
        Self {
            terms: interner.terms,
            programs,
        }
    }

    /// Every distinct question; its place is its id.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The rules that fire, by their place in what was compiled.
    pub fn fire<'a>(&'a self, truth: &'a Truth) -> impl Iterator<Item = usize> + 'a {
        self.programs
            .iter()
            .enumerate()
            .filter_map(move |(i, pair)| {
                let (include, exclude) = pair.as_ref()?;
                (run(include, truth) && !exclude.as_ref().is_some_and(|e| run(e, truth)))
                    .then_some(i)
            })
    }
}

fn run(program: &Program, truth: &Truth) -> bool {
    match program {
        Program::Or(parts) => parts.iter().any(|p| run(p, truth)),
        Program::And(parts) => parts.iter().all(|p| run(p, truth)),
        Program::Not(part) => !run(part, truth),
        Program::Term(term, negated) => truth.get(*term) != *negated,
    }
}

#[derive(Default)]
struct Interner {
    terms: Vec<Term>,
    ids: HashMap<Term, TermId>,
}

impl Interner {
    fn program(&mut self, node: &Node) -> Program {
        match &node.expr {
            Expr::Or(parts) => Program::Or(parts.iter().map(|p| self.program(p)).collect()),
            Expr::And(parts) => Program::And(parts.iter().map(|p| self.program(p)).collect()),
            Expr::Not(part) => Program::Not(Box::new(self.program(part))),
            Expr::Term(term, negated) => Program::Term(self.intern(term), *negated),
        }
    }

    /// Questions that differ in case only are one question.
    fn intern(&mut self, term: &Term) -> TermId {
        let folded = match term {
            Term::Is(s, kind) => Term::Is(*s, kind.to_lowercase()),
            Term::Crosses(kind) => Term::Crosses(kind.to_lowercase()),
            Term::Has(s, property, value) => {
                Term::Has(*s, property.to_lowercase(), value.to_lowercase())
            }
        };
        *self.ids.entry(folded).or_insert_with(|| {
            self.terms.push(term.clone());
            self.terms.len() - 1
        })
    }
}

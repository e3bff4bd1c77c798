//! The expression language of threat rules: parse, decide, explain, print. Knows nothing of
//! models: it asks three questions through [`Facts`].
//!
//! ```text
//! expression = or ;  or = and { "or" and } ;  and = not { "and" not } ;
//! not = "not" not | "(" or ")" | term ;
//! term = subject "is" ["not"] text | "flow" "crosses" text | subject "." property "is" ["not"] text ;
//! subject = "source" | "target" | "flow" ;   text = "'" { any but "'" } "'" ;
//! ```
//!
//! Keywords are case-insensitive, any run of white space separates, `and` binds tighter than `or`.

mod compile;
mod explain;
mod parse;
mod print;
mod spell;

pub use compile::{Rules, TermId, Truth};
pub use explain::Explanation;
pub use parse::RuleError;
pub use print::{Internal, Names};
pub use spell::{Glossary, Spelt, Wanted, internal, readable, wanted};

use std::ops::Range;

/// Which end of an interaction, or its flow, a term asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// The element where the flow begins.
    Source,
    /// The element where the flow ends.
    Target,
    /// The flow itself.
    Flow,
}

impl Subject {
    /// Its keyword.
    pub fn as_str(self) -> &'static str {
        match self {
            Subject::Source => "source",
            Subject::Target => "target",
            Subject::Flow => "flow",
        }
    }
}

/// One question of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// Is the subject of this type?
    Is(Subject, String),
    /// Has this property of the subject this value?
    Has(Subject, String, String),
    /// Does the flow cross a boundary of this type?
    Crosses(String),
}

/// A part of a rule, with the bytes of the text it came from.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it says.
    pub expr: Expr,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
}

/// Equal when they say the same, wherever they stand.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.expr == other.expr
    }
}

/// What a part of a rule says.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// One of these holds.
    Or(Vec<Node>),
    /// All of these hold.
    And(Vec<Node>),
    /// This does not hold.
    Not(Box<Node>),
    /// A question; `true` where it is asked with `is not`.
    Term(Term, bool),
}

/// A parsed rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The whole of it.
    pub root: Node,
}

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
    /// Reads a rule. An empty text is no rule: `None`.
    ///
    /// # Errors
    /// The first thing that does not fit, with its place.
    pub fn parse(text: &str) -> Result<Option<Rule>, RuleError> {
        parse::parse(text)
    }

    /// Whether it holds for an interaction.
    pub fn holds(&self, facts: &dyn Facts) -> bool {
        holds(&self.root, facts)
    }

    /// Which parts are true and which false for an interaction, and which of them decided.
    pub fn explain(&self, facts: &dyn Facts) -> Explanation {
        explain::explain(&self.root, facts)
    }

    /// Every question it asks, in the order of the text.
    pub fn terms(&self) -> Vec<(&Term, Range<usize>)> {
        fn walk<'a>(node: &'a Node, found: &mut Vec<(&'a Term, Range<usize>)>) {
            match &node.expr {
                Expr::Or(parts) | Expr::And(parts) => parts.iter().for_each(|p| walk(p, found)),
                Expr::Not(part) => walk(part, found),
                Expr::Term(term, _) => found.push((term, node.span.clone())),
            }
        }
        let mut found = Vec::new();
        walk(&self.root, &mut found);
        found
    }

    /// The rule as text again, with the names that `names` knows.
    pub fn print(&self, names: &dyn Names) -> String {
        print::print(&self.root, names)
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

fn ask(term: &Term, facts: &dyn Facts) -> bool {
    match term {
        Term::Is(subject, kind) => facts.is(*subject, kind),
        Term::Has(subject, property, value) => facts.has(*subject, property, value),
        Term::Crosses(kind) => facts.crosses(kind),
    }
}

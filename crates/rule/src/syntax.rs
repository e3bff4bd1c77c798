//! What a rule is: questions about an interaction, joined by `and`, `or` and `not`.

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

impl Rule {
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
}

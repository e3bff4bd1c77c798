//! What can be drawn with the stencils of a template, and which rules that can meet.

use std::collections::{BTreeSet, HashSet};
use trustline_model::{KnowledgeBase, Representation, StencilId};
use trustline_rule::{Expr, Node, Rule, Subject, Term};

/// The stencils of a template as interactions can use them, each with the types above it.
pub(crate) struct Usable {
    ends: Vec<Vec<StencilId>>,
    flows: Vec<Vec<StencilId>>,
    pub(crate) boundaries: HashSet<StencilId>,
}

impl Usable {
    pub(crate) fn of(kb: &KnowledgeBase) -> Self {
        let tree = kb.tree();
        let mut usable = Self {
            ends: Vec::new(),
            flows: Vec::new(),
            boundaries: HashSet::new(),
        };
        for stencil in kb.stencils.iter().filter(|s| !s.is_origin()) {
            let above = tree.ancestry(&stencil.id);
            let drawn = above
                .iter()
                .filter_map(|id| tree.get(id))
                .map(|s| &s.representation);
            match drawn.into_iter().find(|r| **r != Representation::Inherited) {
                Some(Representation::LineBoundary | Representation::BorderBoundary) => {
                    usable.boundaries.extend(above);
                }
                Some(Representation::Annotation) => {}
                Some(Representation::Line) => usable.flows.push(above),
                Some(Representation::Other(_)) | None => {
                    usable.flows.push(above.clone());
                    usable.ends.push(above);
                }
                Some(_) => usable.ends.push(above),
            }
        }
        usable
    }

    /// The different answers that stencils give to what a rule asks of a subject's type.
    fn answers(&self, rule: &Rule, subject: Subject) -> BTreeSet<Vec<bool>> {
        let terms = rule.terms();
        let asked: Vec<StencilId> = terms
            .into_iter()
            .filter_map(|(t, _)| match t {
                Term::Is(s, kind) if *s == subject => Some(kind.as_str().into()),
                _ => None,
            })
            .collect();
        self.answers_to(&asked, subject)
    }

    /// The different answers that stencils give to the question whether they are of some types.
    pub(crate) fn answers_to(&self, asked: &[StencilId], subject: Subject) -> BTreeSet<Vec<bool>> {
        let stencils = if subject == Subject::Flow {
            &self.flows
        } else {
            &self.ends
        };
        let root = StencilId::from("ROOT");
        let answers = |above: &Vec<StencilId>| {
            asked
                .iter()
                .map(|k| *k != root && above.contains(k))
                .collect()
        };
        stencils.iter().map(answers).collect()
    }
}

/// Whether some choice of stencils makes the rule true or open. Properties and crossings are
/// left open; types are what the template's stencils are.
pub(crate) fn can_hold(usable: &Usable, rule: &Rule) -> bool {
    let [sources, targets, flows] =
        [Subject::Source, Subject::Target, Subject::Flow].map(|s| usable.answers(rule, s));
    sources.iter().any(|source| {
        targets.iter().any(|target| {
            flows.iter().any(|flow| {
                let mut next = [source.iter(), target.iter(), flow.iter()];
                let possible = possible(&rule.root, &mut |term| match term {
                    Term::Is(subject, _) => {
                        let [s, t, f] = &mut next;
                        let answers = match subject {
                            Subject::Source => s,
                            Subject::Target => t,
                            Subject::Flow => f,
                        };
                        let answer = answers.next().copied().unwrap_or(false);
                        (answer, !answer)
                    }
                    Term::Crosses(kind) => {
                        (usable.boundaries.contains(&kind.as_str().into()), true)
                    }
                    Term::Has(..) => (true, true),
                });
                possible.0
            })
        })
    })
}

/// Whether a part can be true, and whether it can be false. Every question is asked once, in the
/// order of the text.
fn possible(node: &Node, ask: &mut impl FnMut(&Term) -> (bool, bool)) -> (bool, bool) {
    match &node.expr {
        Expr::Or(parts) => parts.iter().fold((false, true), |(yes, no), part| {
            let (y, n) = possible(part, ask);
            (yes | y, no & n)
        }),
        Expr::And(parts) => parts.iter().fold((true, false), |(yes, no), part| {
            let (y, n) = possible(part, ask);
            (yes & y, no | n)
        }),
        Expr::Not(part) => {
            let (y, n) = possible(part, ask);
            (n, y)
        }
        Expr::Term(term, negated) => {
            let (y, n) = ask(term);
            if *negated { (n, y) } else { (y, n) }
        }
    }
}

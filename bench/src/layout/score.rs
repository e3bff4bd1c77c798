//! What is counted on a diagram that was laid out: what overlaps, whether boundary boxes hold what
//! they held, labels on labels, flows that cross.

use super::edges::{boxes, crossings, edges};
use super::measures::Laid;
use std::collections::HashSet;
use trustline_drawing::{Primitive, arrange_all, draw};
use trustline_model::geometry::Rect;
use trustline_model::{Diagram, ElementId, KnowledgeBase, ThreatModel};

/// What is counted on a diagram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Elements, boundaries and flows left out.
    pub elements: usize,
    /// Pairs of elements that talk.
    pub pairs: usize,
    /// Pairs of elements that overlap.
    pub overlaps: usize,
    /// Elements and boxes half in a box, in one that did not hold them, or outside of one that did.
    pub misplaced: usize,
    /// Pairs of labels that lie on one another.
    pub labels_on_labels: usize,
    /// Pairs of flows that cross, one flow for each pair of elements, those left out that share
    /// an end.
    pub crossings: usize,
}

impl Score {
    /// Adds what was counted on another one.
    pub fn add(&mut self, other: Score) {
        self.elements += other.elements;
        self.pairs += other.pairs;
        self.overlaps += other.overlaps;
        self.misplaced += other.misplaced;
        self.labels_on_labels += other.labels_on_labels;
        self.crossings += other.crossings;
    }
}

/// The scores of a model's diagrams once they are arranged.
pub fn scored(model: &ThreatModel) -> Vec<Score> {
    let mut arranged = model.clone();
    arrange_all(&mut arranged);
    let kb = model.knowledge_base.as_deref();
    let both = model.diagrams.iter().zip(arranged.diagrams);
    both.map(|(before, after)| score(before, &after, kb))
        .collect()
}

/// A model's diagrams once they are arranged, as peers' are told.
pub fn laid(model: &ThreatModel) -> Vec<Laid> {
    let mut arranged = model.clone();
    arrange_all(&mut arranged);
    let kb = model.knowledge_base.as_deref();
    let diagrams = arranged.diagrams.iter();
    diagrams
        .map(|diagram| {
            let nodes = diagram.elements.iter().filter(|e| e.form.is_node());
            Laid {
                nodes: nodes.map(|e| e.form.bounds()).collect(),
                edges: edges(diagram, &draw(diagram, kb)),
            }
        })
        .collect()
}

fn score(before: &Diagram, after: &Diagram, kb: Option<&KnowledgeBase>) -> Score {
    let nodes: Vec<Rect> = after
        .elements
        .iter()
        .filter(|e| e.form.is_node())
        .map(|e| e.form.bounds())
        .collect();
    let drawing = draw(after, kb);
    let labels: Vec<Rect> = drawing
        .items
        .iter()
        .flat_map(|item| &item.labels)
        .filter(|part| matches!(part, Primitive::Ground(_)))
        .map(Primitive::bounds)
        .collect();
    let edges = edges(after, &drawing);
    Score {
        elements: nodes.len(),
        pairs: edges.len(),
        overlaps: overlapping(&nodes),
        misplaced: misplaced(before, after),
        labels_on_labels: overlapping(&labels),
        crossings: crossings(&edges),
    }
}

fn apart(a: Rect, b: Rect) -> bool {
    a.right() <= b.left || b.right() <= a.left || a.bottom() <= b.top || b.bottom() <= a.top
}

fn encloses(a: Rect, b: Rect) -> bool {
    a.left <= b.left && a.top <= b.top && a.right() >= b.right() && a.bottom() >= b.bottom()
}

/// How many pairs of rectangles share more than an edge.
fn overlapping(rects: &[Rect]) -> usize {
    let later = |n: usize| rects.iter().skip(n + 1);
    let of = |(n, a): (usize, &Rect)| later(n).filter(|b| !apart(*a, **b)).count();
    rects.iter().enumerate().map(of).sum()
}

/// How many elements and boxes are not wholly in the boxes that held their middles before, or not
/// wholly outside of the others.
fn misplaced(before: &Diagram, after: &Diagram) -> usize {
    let held: HashSet<(&ElementId, &ElementId)> = boxes(before)
        .flat_map(|(b, rect)| {
            let smaller = before.elements.iter().filter(move |e| {
                let own = e.form.bounds();
                e.form.line().is_none()
                    && e.id != b.id
                    && rect.contains(own.center())
                    && own.width * own.height <= rect.width * rect.height
            });
            smaller.map(|e| (&b.id, &e.id))
        })
        .collect();
    let shapes = after.elements.iter().filter(|e| e.form.line().is_none());
    let wrong = shapes.filter(|e| {
        let own = e.form.bounds();
        boxes(after).any(|(b, rect)| {
            let right = if held.contains(&(&b.id, &e.id)) {
                encloses(rect, own)
            } else {
                // What it holds itself is looked at from the other side.
                apart(rect, own) || held.contains(&(&e.id, &b.id))
            };
            b.id != e.id && !right
        })
    });
    wrong.count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use trustline_model::{Element, Form};

    #[test]
    fn what_left_its_box_is_misplaced() {
        let element = |id: &str, form| Element {
            id: id.into(),
            stencil: "x".into(),
            generic: "x".into(),
            properties: Vec::new(),
            form,
            stroke: None,
        };
        let diagram = |left: f64| Diagram {
            elements: vec![
                element(
                    "outer",
                    Form::BoundaryBox(Rect::new(0.0, 0.0, 500.0, 500.0)),
                ),
                element(
                    "inner",
                    Form::BoundaryBox(Rect::new(20.0, 20.0, 200.0, 200.0)),
                ),
                element("shape", Form::Process(Rect::new(left, 50.0, 80.0, 80.0))),
            ],
            ..Diagram::default()
        };
        // Still there, half in the inner box, beside it, outside of both.
        for (left, expected) in [(60.0, 0), (180.0, 1), (300.0, 1), (700.0, 1)] {
            assert_eq!(
                misplaced(&diagram(50.0), &diagram(left)),
                expected,
                "{left}"
            );
        }
        // It was in the outer box alone, and is in the inner one.
        assert_eq!(misplaced(&diagram(300.0), &diagram(50.0)), 1);
    }
}

//! How well imported interaction diagrams are laid out, as numbers: what overlaps, whether
//! boundary boxes hold what they held, labels on labels, flows that cross. Crossings are weighed
//! against those of Graphviz `dot` on the same graphs, where it is installed.

mod documents;
mod graphviz;

pub use documents::{Document, documents};

use std::collections::HashSet;
use trustline_drawing::{Drawing, Part, arrange_all, draw};
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Diagram, Element, ElementId, Form, KnowledgeBase, ThreatModel};

/// Crossings in sum should be at most so many times those of Graphviz.
const AT_MOST: f64 = 1.5;

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
    fn add(&mut self, other: Score) {
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

/// Prints the scores of all documents, and the ratio to Graphviz.
pub fn print() {
    println!(
        "layout of imported interaction diagrams (overlaps and misplaced 0; crossings in sum at most {AT_MOST} of Graphviz)"
    );
    let peer = graphviz::version();
    match &peer {
        Some(version) => println!("  against {version}"),
        None => println!("  the ratio is skipped: there is no Graphviz `dot`"),
    }
    println!(
        "  {:<28} {:>8} {:>5} {:>8} {:>9} {:>6} {:>9} {:>8} {:>6}",
        "",
        "elements",
        "pairs",
        "overlaps",
        "misplaced",
        "labels",
        "crossings",
        "graphviz",
        "ratio"
    );
    // Made ones are larger than all others together: the others have a sum of their own.
    let mut told = false;
    let (mut all, mut theirs) = (Score::default(), Some(0));
    for Document { name, made, model } in documents() {
        if made && all.elements > 0 && !told {
            line("in sum, those not made", all, theirs);
            told = true;
        }
        let Some(model) = model else {
            println!("  {name:<28} skipped: it is not here");
            continue;
        };
        for (n, (diagram, score)) in model.diagrams.iter().zip(scored(&model)).enumerate() {
            let other = peer.as_ref().and_then(|_| graphviz::edges(diagram));
            let other = other.map(|edges| crossings(&edges));
            line(&format!("{name}, {}", n + 1), score, other);
            all.add(score);
            theirs = theirs.zip(other).map(|(sum, n)| sum + n);
        }
    }
    line("in sum, all", all, theirs);
    if let Some(theirs) = theirs {
        let within = all.crossings as f64 <= AT_MOST * theirs as f64;
        let verdict = if within { "within" } else { "above" };
        println!("  crossings in sum are {verdict} the target");
    }
}

fn line(name: &str, score: Score, theirs: Option<usize>) {
    let (other, ratio) = match theirs {
        None => (String::new(), "skipped".into()),
        Some(0) if score.crossings == 0 => ("0".into(), "1.00".into()),
        Some(0) => ("0".into(), "–".into()),
        Some(n) => (
            n.to_string(),
            format!("{:.2}", score.crossings as f64 / n as f64),
        ),
    };
    println!(
        "  {name:<28} {:>8} {:>5} {:>8} {:>9} {:>6} {:>9} {other:>8} {ratio:>6}",
        score.elements,
        score.pairs,
        score.overlaps,
        score.misplaced,
        score.labels_on_labels,
        score.crossings,
    );
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
        .filter(|part| matches!(part, Part::Ground(_)))
        .map(Part::bounds)
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

fn boxes(diagram: &Diagram) -> impl Iterator<Item = (&Element, Rect)> {
    diagram.elements.iter().filter_map(|e| match e.form {
        Form::BoundaryBox(rect) => Some((e, rect)),
        _ => None,
    })
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

/// What joins two elements, as it is drawn.
struct Edge {
    /// The elements that it joins, by their places among the elements.
    ends: (usize, usize),
    /// Where it runs.
    points: Vec<Point>,
}

/// The first flow of each pair of elements, in the order of the diagram.
fn pairs(diagram: &Diagram) -> Vec<(&Element, (usize, usize))> {
    let place = |id: &Option<ElementId>| {
        let id = id.as_ref()?;
        diagram.elements.iter().position(|e| e.id == *id)
    };
    let mut seen = HashSet::new();
    diagram
        .flows()
        .filter_map(|(flow, line)| {
            let (a, b) = (place(&line.source.element)?, place(&line.target.element)?);
            (a != b && seen.insert((a.min(b), a.max(b)))).then_some((flow, (a, b)))
        })
        .collect()
}

fn edges(diagram: &Diagram, drawing: &Drawing) -> Vec<Edge> {
    let drawn = |id: &ElementId| {
        let item = drawing.items.iter().find(|i| i.id == *id)?;
        item.parts.iter().find_map(|part| match part {
            Part::Curve(curve, _) => Some(curve.polyline()),
            _ => None,
        })
    };
    let all = pairs(diagram).into_iter();
    all.filter_map(|(flow, ends)| {
        Some(Edge {
            ends,
            points: drawn(&flow.id)?,
        })
    })
    .collect()
}

fn crossings(edges: &[Edge]) -> usize {
    let apart = |(a, b): (usize, usize), (c, d)| a != c && a != d && b != c && b != d;
    let later = |n: usize| edges.iter().skip(n + 1);
    let of = |(n, a): (usize, &Edge)| {
        later(n)
            .filter(|b| apart(a.ends, b.ends) && cross(&a.points, &b.points))
            .count()
    };
    edges.iter().enumerate().map(of).sum()
}

/// Whether two courses cross somewhere.
fn cross(a: &[Point], b: &[Point]) -> bool {
    let side = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    let parts = |p: Point, q: Point, r: Point, s: Point| {
        (side(p, q, r) > 0.0) != (side(p, q, s) > 0.0)
            && Rect::spanning(p, q).touches(Rect::spanning(r, s))
    };
    a.windows(2).any(|one| {
        b.windows(2).any(|other| match (one, other) {
            ([p, q], [r, s]) => parts(*p, *q, *r, *s) && parts(*r, *s, *p, *q),
            _ => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(ends: (usize, usize), points: [(f64, f64); 2]) -> Edge {
        let points = points.map(|(x, y)| Point::new(x, y)).to_vec();
        Edge { ends, points }
    }

    #[test]
    fn flows_that_share_an_end_do_not_cross() {
        let falling = [(0.0, 0.0), (10.0, 10.0)];
        let rising = [(0.0, 10.0), (10.0, 0.0)];
        let beside = [(20.0, 10.0), (30.0, 0.0)];
        let cases = [
            ((0, 1), (2, 3), rising, 1),
            ((0, 1), (1, 2), rising, 0),
            ((0, 1), (2, 3), beside, 0),
        ];
        for (a, b, course, expected) in cases {
            let edges = [edge(a, falling), edge(b, course)];
            assert_eq!(crossings(&edges), expected, "{a:?} {b:?}");
        }
    }

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

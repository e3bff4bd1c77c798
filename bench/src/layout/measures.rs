//! What is measured alike on any layout: ours, Graphviz's and ELK's.

use super::edges::{Edge, crossings};
use std::collections::HashMap;
use trustline_model::geometry::{Point, Rect};

/// A diagram as somebody laid it out.
pub struct Laid {
    /// The elements, boundaries left out.
    pub nodes: Vec<Rect>,
    /// One edge for each pair of elements that talk.
    pub edges: Vec<Edge>,
}

/// What is measured.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measures {
    /// Pairs of edges that cross.
    pub crossings: f64,
    /// Edges over elements that they do not join.
    pub over: f64,
    /// Ends that share a point with another one.
    pub shared: f64,
    /// How long edges are, as a multiple of the straight distance: mean and largest.
    pub mean: f64,
    /// The largest.
    pub largest: f64,
    /// How far the aspect is from between 4:3 and 2:1, as a factor; 1 within.
    pub aspect: f64,
    /// The area around everything, in millions of square pixels.
    pub area: f64,
}

impl Measures {
    /// The measures with their names; less is better.
    pub fn all(self) -> [(&'static str, f64); 7] {
        [
            ("crossings", self.crossings),
            ("over", self.over),
            ("shared", self.shared),
            ("mean", self.mean),
            ("largest", self.largest),
            ("aspect", self.aspect),
            ("area", self.area),
        ]
    }
}

/// So near two ends are at one point.
const NEAR: f64 = 4.0;

/// The measures of a layout.
pub fn measured(laid: &Laid) -> Measures {
    let points = laid.edges.iter().flat_map(|e| &e.points);
    let around = points.map(|p| Rect::spanning(*p, *p));
    let around = around.chain(laid.nodes.iter().copied()).reduce(Rect::union);
    let around = around.unwrap_or_default();
    let ratio = around.width / around.height.max(1.0);
    let aspect = match ratio {
        r if r < 4.0 / 3.0 => 4.0 / 3.0 / r,
        r if r > 2.0 => r / 2.0,
        _ => 1.0,
    };
    let stretch = laid.edges.iter().filter_map(|edge| {
        let (first, last) = (edge.points.first()?, edge.points.last()?);
        let straight = first.distance(*last);
        (straight > 1.0).then(|| length(&edge.points) / straight)
    });
    let stretch: Vec<f64> = stretch.collect();
    Measures {
        crossings: crossings(&laid.edges) as f64,
        over: over(laid) as f64,
        shared: shared(&laid.edges) as f64,
        mean: stretch.iter().sum::<f64>() / stretch.len().max(1) as f64,
        largest: stretch.iter().copied().fold(1.0, f64::max),
        aspect,
        area: around.width * around.height / 1e6,
    }
}

fn length(points: &[Point]) -> f64 {
    let pieces = points.windows(2);
    pieces
        .map(|piece| match piece {
            [a, b] => a.distance(*b),
            _ => 0.0,
        })
        .sum()
}

/// Edges that run over an element in which they neither begin nor end.
fn over(laid: &Laid) -> usize {
    let runs_over = |edge: &Edge, node: &Rect| {
        let at_end = |p: Option<&Point>| p.is_some_and(|p| node.grown(NEAR * 2.0).contains(*p));
        let inner = node.grown(-NEAR);
        !at_end(edge.points.first())
            && !at_end(edge.points.last())
            && edge.points.windows(2).any(|piece| match piece {
                [a, b] => (0..=8).any(|i| {
                    let t = f64::from(i) / 8.0;
                    inner.contains(Point::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t))
                }),
                _ => false,
            })
    };
    let edges = laid.edges.iter();
    edges
        .filter(|edge| laid.nodes.iter().any(|node| runs_over(edge, node)))
        .count()
}

/// Ends at a point where another one is.
fn shared(edges: &[Edge]) -> usize {
    let mut at: HashMap<(i64, i64), usize> = HashMap::new();
    let ends = edges
        .iter()
        .flat_map(|e| [e.points.first(), e.points.last()]);
    for end in ends.flatten() {
        let place = ((end.x / NEAR).round() as i64, (end.y / NEAR).round() as i64);
        *at.entry(place).or_default() += 1;
    }
    at.values().filter(|n| **n > 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detour_over_an_element_is_measured() {
        let point = |x, y| Point { x, y };
        let laid = Laid {
            nodes: vec![
                Rect::new(0.0, 0.0, 40.0, 40.0),
                Rect::new(300.0, 0.0, 40.0, 40.0),
                Rect::new(150.0, 100.0, 40.0, 40.0),
            ],
            edges: vec![
                Edge {
                    ends: (0, 1),
                    points: vec![point(40.0, 20.0), point(170.0, 120.0), point(300.0, 20.0)],
                },
                Edge {
                    ends: (0, 2),
                    points: vec![point(40.0, 20.0), point(150.0, 120.0)],
                },
            ],
        };
        let found = measured(&laid);
        assert_eq!((found.crossings, found.over, found.shared), (0.0, 1.0, 2.0));
        assert!(found.largest > 1.2 && found.mean < found.largest);
        assert!((found.aspect - 340.0 / 140.0 / 2.0).abs() < 1e-9);
    }
}

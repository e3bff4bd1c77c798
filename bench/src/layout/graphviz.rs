//! The peer: Graphviz `dot` on the elements, boxes and pairs of a diagram. It is a program of its
//! own that need not be there.

use super::edges::{Edge, pairs};
use super::measures::Laid;
use super::peer::{answer, nested};
use std::fmt::Write as _;
use std::process::Command;
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Diagram, Element, Form};

/// Pixels to the inch, Graphviz's measure.
const INCH: f64 = 72.0;
/// How many chords stand for a piece of a spline.
const CHORDS: usize = 16;

/// What it calls itself. `None` where it is not there.
pub fn version() -> Option<String> {
    let output = Command::new("dot").arg("-V").output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr);
    Some(said.trim().to_owned()).filter(|s| output.status.success() && !s.is_empty())
}

/// Where it puts elements of the same sizes, and lets the edge of each pair run, from left to right.
/// `None` where it does not do so.
pub fn laid(diagram: &Diagram) -> Option<Laid> {
    let mut dot = Command::new("dot");
    dot.arg("-Tplain");
    let output = answer(dot, &graph(diagram))?;
    let said = String::from_utf8(output.stdout).ok()?;
    let edges: Option<Vec<Edge>> = said
        .lines()
        .filter_map(|l| l.strip_prefix("edge "))
        .map(edge)
        .collect();
    let edges =
        edges.filter(|edges| output.status.success() && edges.len() == pairs(diagram).len())?;
    let nodes = said
        .lines()
        .filter_map(|l| l.strip_prefix("node "))
        .map(node);
    Some(Laid {
        nodes: nodes.collect::<Option<Vec<Rect>>>()?,
        edges,
    })
}

/// An element from a line of the plain form: name, middle, size.
fn node(line: &str) -> Option<Rect> {
    let mut words = line.split(' ').skip(1);
    let mut number = || Some(words.next()?.parse::<f64>().ok()? * INCH);
    let (x, y, wide, high) = (number()?, number()?, number()?, number()?);
    Some(Rect::new(x - wide / 2.0, y - high / 2.0, wide, high))
}

/// The diagram in Graphviz's language: elements are numbered, boxes are clusters in clusters.
fn graph(diagram: &Diagram) -> String {
    let mut out = String::from("digraph {\n");
    out.push_str("rankdir=LR; splines=true; nodesep=0.83; ranksep=2.6;\n");
    out.push_str("node [fixedsize=true, label=\"\"]; edge [dir=none];\n");
    let node = |n: usize, element: &Element, rect: Rect| {
        let shape = match element.form {
            Form::Process(_) => "ellipse",
            _ => "box",
        };
        let (wide, high) = (rect.width / INCH, rect.height / INCH);
        format!("n{n} [shape={shape}, width={wide:.3}, height={high:.3}];\n")
    };
    let cluster = |n, held: Vec<String>| format!("subgraph cluster{n} {{\n{}}}\n", held.concat());
    out.push_str(&nested(diagram, node, cluster).concat());
    for (_, (a, b)) in pairs(diagram) {
        // Writing to a text cannot fail.
        let _ = writeln!(out, "n{a} -> n{b};");
    }
    out.push_str("}\n");
    out
}

/// An edge from a line of the plain form: tail, head, number of points, the points, and how it
/// looks. The points are those of cubic Bezier curves, one after another.
fn edge(line: &str) -> Option<Edge> {
    let mut words = line.split(' ');
    let mut end = || words.next()?.strip_prefix('n')?.parse().ok();
    let ends = (end()?, end()?);
    let count: usize = words.next()?.parse().ok()?;
    let mut number = || words.next()?.parse::<f64>().ok();
    let points: Option<Vec<Point>> = (0..count)
        .map(|_| Some(Point::new(number()? * INCH, number()? * INCH)))
        .collect();
    let points = points?;
    let mut course = vec![*points.first()?];
    for piece in points.windows(4).step_by(3) {
        if let [a, b, c, d] = piece {
            course.extend((1..=CHORDS).map(|i| at([*a, *b, *c, *d], i as f64 / CHORDS as f64)));
        }
    }
    Some(Edge {
        ends,
        points: course,
    })
}

/// The point of a cubic Bezier curve at `t`.
fn at([a, b, c, d]: [Point; 4], t: f64) -> Point {
    let u = 1.0 - t;
    let mix = |of: fn(Point) -> f64| {
        u * u * u * of(a) + 3.0 * u * u * t * of(b) + 3.0 * u * t * t * of(c) + t * t * t * of(d)
    };
    Point::new(mix(|p| p.x), mix(|p| p.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_plain_form_become_edges() {
        let read = edge("n3 n12 4 0 0 1 0 1 1 2 1 solid black").unwrap();
        assert_eq!(read.ends, (3, 12));
        assert_eq!(read.points.len(), CHORDS + 1);
        assert_eq!(read.points.last(), Some(&Point::new(2.0 * INCH, INCH)));
        assert!(edge("n3 n12 4 0 0 1").is_none());
    }
}

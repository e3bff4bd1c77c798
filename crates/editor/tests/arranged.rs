//! Automatic layout, scored on the examples and, where they are present, the public models: no
//! two shapes overlap that did not, boxes hold what they held; and every flow crosses the boundaries
//! that it crossed, in the same order.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::panic
)]

mod scene;

use scene::Counted;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use trustline_analysis::analyze;
use trustline_editor::{Command, Editor};
use trustline_formats::read;
use trustline_harness::{Case, Folder, Outcome, Trials};
use trustline_model::geometry::Rect;
use trustline_model::{Diagram, Element, ElementId, Form, ThreatModel};

#[derive(Default)]
struct Score {
    diagrams: usize,
    /// Diagrams whose shapes stay where they are.
    stayed: usize,
    /// Diagrams that reach beyond the canvas.
    large: usize,
    crossings: usize,
    lost: usize,
    gained: usize,
    lines: usize,
    lines_lost: usize,
    lines_gained: usize,
    misheld: usize,
    flows: usize,
    over: [usize; 2],
    worst: Vec<(usize, String)>,
}

fn main() {
    let score: Arc<Mutex<Score>> = Arc::default();
    let mut trials = Trials::from_arguments();
    for folder in [Folder::EXAMPLES, Folder::MODELS] {
        let score = Arc::clone(&score);
        trials.each("arranged", folder.cases(&["tm7"]), move |case| {
            arrange(case, &score)
        });
    }
    trials.note_absent(Folder::MODELS);
    let conclusion = trials.run();
    let mut score = score.lock().unwrap();
    if score.diagrams > 0 {
        let changed = 100.0 * (score.lost + score.gained) as f64 / score.crossings.max(1) as f64;
        println!(
            "arranged diagrams: {} ({} with shapes as they were, {} larger than the canvas); shapes in other boxes {}; crossings {}, lost {}, gained {} ({changed:.1} %)",
            score.diagrams,
            score.stayed,
            score.large,
            score.misheld,
            score.crossings,
            score.lost,
            score.gained
        );
        println!(
            "  of lines: {}, lost {}, gained {}",
            score.lines, score.lines_lost, score.lines_gained
        );
        println!(
            "  flows: {}, over shapes that they have nothing to do with {}, drawn by hand {}",
            score.flows, score.over[1], score.over[0]
        );
        score.worst.sort();
        for (n, name) in score.worst.iter().rev().take(12) {
            println!("  {n} crossings changed: {name}");
        }
    }
    conclusion.exit();
}

fn arrange(case: &Case, score: &Mutex<Score>) -> Outcome {
    let model = read(&case.bytes()?)?.model;
    let ids: Vec<_> = model.diagrams.iter().map(|d| d.id.clone()).collect();
    let before = crossings(&model);
    let mut editor = Editor::open(model.clone(), Box::new(Counted::new("new")));
    for id in &ids {
        editor.handle(Command::ShowDiagram(id.clone()));
        editor.handle(Command::SelectNone);
        editor.handle(Command::Layout);
        let notice = editor.take_notice().unwrap_or_default();
        let mut score = score.lock().unwrap();
        score.stayed +=
            usize::from(notice.starts_with("only flows") || notice.starts_with("left as"));
        score.large += usize::from(notice.starts_with("larger"));
    }
    let mut misheld = 0;
    for (old, new) in model.diagrams.iter().zip(&editor.model().diagrams) {
        if let (Some(pair), None) = (overlapping(new), overlapping(old)) {
            return Err(format!("{}: {pair}", new.name).into());
        }
        let (old, new) = (holders(old), holders(new));
        misheld += old
            .iter()
            .filter(|(id, b)| new.get(*id) != Some(*b))
            .count();
    }
    let after = crossings(editor.model());
    let (lost, gained) = (
        before.difference(&after).count(),
        after.difference(&before).count(),
    );
    if lost + gained > 0 || sequences(&model) != sequences(editor.model()) {
        return Err(format!("flows cross other boundaries: {lost} lost, {gained} more").into());
    }
    let of_line = |c: &&Crossing| {
        let b = model.diagrams[c.0].element(&c.2);
        b.is_some_and(|b| matches!(b.form, Form::BoundaryLine(_)))
    };
    let mut score = score.lock().unwrap();
    score.lines += before.iter().filter(of_line).count();
    score.lines_lost += before.difference(&after).filter(of_line).count();
    score.lines_gained += after.difference(&before).filter(of_line).count();
    score.diagrams += ids.len();
    score.crossings += before.len();
    score.lost += lost;
    score.gained += gained;
    score.misheld += misheld;
    score.flows += model
        .diagrams
        .iter()
        .map(|d| d.flows().count())
        .sum::<usize>();
    score.over[0] += model.diagrams.iter().map(over_shapes).sum::<usize>();
    score.over[1] += editor
        .model()
        .diagrams
        .iter()
        .map(over_shapes)
        .sum::<usize>();
    if lost + gained > 0 {
        score.worst.push((
            lost + gained,
            format!(
                "{} (lost {lost}, gained {gained} of {})",
                case.name(),
                before.len()
            ),
        ));
    }
    Ok(())
}

type Crossing = (usize, ElementId, ElementId);

/// Which flow crosses which boundary, on which diagram.
fn crossings(model: &ThreatModel) -> BTreeSet<Crossing> {
    let analysis = analyze(model);
    let all = analysis.interactions.iter();
    all.flat_map(|i| {
        let [_, flow, _] = i.elements(model);
        let crossed = i.boundaries(model).into_iter();
        crossed.map(move |b| (i.diagram, flow.id.clone(), b.id.clone()))
    })
    .collect()
}

/// What each interaction crosses, in order.
fn sequences(model: &ThreatModel) -> Vec<Vec<ElementId>> {
    let analysis = analyze(model);
    let crossed = analysis.interactions.iter().map(|i| {
        let boundaries = i.boundaries(model).into_iter();
        boundaries.map(|b| b.id.clone()).collect()
    });
    crossed.collect()
}

/// The smallest box that holds the middle of each shape.
fn holders(diagram: &Diagram) -> BTreeMap<ElementId, Option<ElementId>> {
    let shapes = diagram.elements.iter().filter(|e| e.form.is_node());
    shapes
        .map(|e| {
            let middle = e.form.bounds().center();
            let boxes = diagram.elements.iter().filter_map(|b| match b.form {
                Form::BoundaryBox(r) if r.contains(middle) => Some((b, r)),
                _ => None,
            });
            let smallest = boxes.min_by(|(_, a), (_, b)| area(a).total_cmp(&area(b)));
            (e.id.clone(), smallest.map(|(b, _)| b.id.clone()))
        })
        .collect()
}

/// How often flows run over shapes that are not their ends.
fn over_shapes(diagram: &Diagram) -> usize {
    let nodes = || diagram.elements.iter().filter(|e| e.form.is_node());
    diagram
        .flows()
        .map(|(_, line)| {
            let points = line.curve().polyline();
            let ends = [&line.source.element, &line.target.element];
            nodes()
                .filter(|e| !ends.contains(&&Some(e.id.clone())))
                .filter(|e| points.iter().any(|p| e.form.bounds().contains(*p)))
                .count()
        })
        .sum()
}

fn area(r: &Rect) -> f64 {
    r.width * r.height
}

/// Two things that share room, though neither is a box that holds the other.
fn overlapping(diagram: &Diagram) -> Option<String> {
    let shapes: Vec<(&Element, Rect)> = diagram
        .elements
        .iter()
        .filter_map(|e| Some((e, e.form.rect()?)))
        .collect();
    for (i, (a, ra)) in shapes.iter().enumerate() {
        for (b, rb) in shapes.iter().skip(i + 1) {
            let apart = ra.right() <= rb.left
                || rb.right() <= ra.left
                || ra.bottom() <= rb.top
                || rb.bottom() <= ra.top;
            let holds = |outer: &Element, o: &Rect, r: &Rect| {
                matches!(outer.form, Form::BoundaryBox(_))
                    && o.left <= r.left
                    && o.top <= r.top
                    && o.right() >= r.right()
                    && o.bottom() >= r.bottom()
            };
            if !apart && !holds(a, ra, rb) && !holds(b, rb, ra) {
                return Some(format!(
                    "`{}` {ra:?} overlaps `{}` {rb:?}",
                    a.name(),
                    b.name()
                ));
            }
        }
    }
    None
}

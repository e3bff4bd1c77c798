//! Every model that is there, the public ones included, in the editor: saved untouched it has the
//! same bytes, and so it has when something was moved there and back, arranged and undone, or
//! decided and undone. What was decided outlives its elements.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::panic
)]

mod scene;

use scene::Counted;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use trustline_editor::{Command, Decision, Editor, Pointer, PointerKind};
use trustline_formats::{Reading, read, write};
use trustline_harness::{Case, Folder, Outcome, Trials};
use trustline_model::geometry::Point;
use trustline_model::{DiagramId, ElementId, State, ThreatModel, invariants};

/// What was gone through.
#[derive(Default)]
struct Sums {
    models: usize,
    nudged: usize,
    saved_between: usize,
    dragged: usize,
    arranged: usize,
    decided: usize,
    deleted: usize,
    kept: usize,
}

fn main() {
    let sums: Arc<Mutex<Sums>> = Arc::default();
    let mut trials = Trials::from_arguments();
    for folder in [Folder::OWN, Folder::EXAMPLES, Folder::MODELS] {
        let sums = Arc::clone(&sums);
        trials.each("edited", folder.cases(&["tm7"]), move |case| {
            laws(case, &sums)
        });
    }
    trials.note_absent(Folder::MODELS);
    let conclusion = trials.run();
    let sums = sums.lock().unwrap();
    if sums.models > 0 {
        println!(
            "in the editor: {} models; elements nudged there and back {}, dragged {}; the same bytes though saved in between {}; diagrams arranged and undone {}; threats decided and undone {}; elements deleted {}, decisions kept {}",
            sums.models,
            sums.nudged,
            sums.dragged,
            sums.saved_between,
            sums.arranged,
            sums.decided,
            sums.deleted,
            sums.kept
        );
    }
    conclusion.exit();
}

fn open(reading: &Reading) -> Editor {
    Editor::open(reading.model.clone(), Box::new(Counted::new("new")))
}

fn same(editor: &mut Editor, reading: &Reading, bytes: &[u8], when: &str) -> Outcome {
    match write(editor.prepare(), &reading.format)?.bytes == bytes {
        true => Ok(()),
        false => Err(format!("{when}: other bytes").into()),
    }
}

/// Every element, with its diagram.
fn elements(model: &ThreatModel) -> Vec<(DiagramId, ElementId)> {
    let all = model.diagrams.iter();
    all.flat_map(|d| d.elements.iter().map(|e| (d.id.clone(), e.id.clone())))
        .collect()
}

/// Elements far apart in the file, a few.
fn some<T: Clone>(all: &[T], count: usize) -> Vec<T> {
    all.iter()
        .step_by((all.len() / count).max(1))
        .take(count)
        .cloned()
        .collect()
}

fn laws(case: &Case, sums: &Mutex<Sums>) -> Outcome {
    let bytes = case.bytes()?;
    let Ok(reading) = read(&bytes) else {
        return Ok(());
    };
    let mut sum = Sums {
        models: 1,
        ..Sums::default()
    };
    let all = elements(&reading.model);

    let mut editor = open(&reading);
    same(&mut editor, &reading, &bytes, "untouched")?;
    for (diagram, id) in &all {
        editor.handle(Command::ShowDiagram(diagram.clone()));
        editor.handle(Command::Select(vec![id.clone()]));
        editor.handle(Command::Nudge(1.0, 0.0));
        // At the edge of the canvas it goes no further, or comes inside, and that is said.
        if editor.take_notice().is_some() {
            editor.handle(Command::Undo);
            continue;
        }
        editor.handle(Command::Nudge(-1.0, 0.0));
        sum.nudged += 1;
    }
    same(&mut editor, &reading, &bytes, "nudged there and back")?;

    // Saved in between, threats that came and went may leave traces: only counted.
    let mut editor = open(&reading);
    if let Some((diagram, id)) = all.first() {
        editor.handle(Command::ShowDiagram(diagram.clone()));
        editor.handle(Command::Select(vec![id.clone()]));
        for dx in [1.0, -1.0] {
            editor.handle(Command::Nudge(dx, 0.0));
            editor.prepare();
            editor.mark_saved(editor.state());
        }
        let back = write(editor.model(), &reading.format)?.bytes == bytes;
        sum.saved_between += usize::from(back);
    }

    let mut editor = open(&reading);
    for (diagram, id) in some(&all, 20) {
        sum.dragged += drag(&mut editor, diagram, id);
    }
    same(&mut editor, &reading, &bytes, "dragged there and back")?;

    let mut editor = open(&reading);
    for diagram in &reading.model.diagrams {
        editor.handle(Command::ShowDiagram(diagram.id.clone()));
        editor.handle(Command::SelectNone);
        editor.handle(Command::Layout);
        sum.arranged += 1;
    }
    let changed = editor.is_changed();
    while editor.undo_label().is_some() {
        editor.handle(Command::Undo);
    }
    same(&mut editor, &reading, &bytes, "arranged and undone")?;
    if changed {
        editor.handle(Command::Redo);
        editor.prepare();
        while editor.undo_label().is_some() {
            editor.handle(Command::Undo);
        }
        same(&mut editor, &reading, &bytes, "arranged, saved and undone")?;
    }

    let mut editor = open(&reading);
    editor.settle();
    let rows = editor.grid().rows().iter().map(|r| r.key.clone());
    let keys: Vec<_> = rows.collect();
    for key in some(&keys, 5) {
        let decision = Decision {
            state: Some(State::NeedsInvestigation),
            fields: vec![("StateInformation".into(), "to be asked".into())],
            ..Decision::default()
        };
        editor.handle(Command::Decide(vec![key], decision));
        editor.handle(Command::Undo);
        sum.decided += 1;
    }
    same(&mut editor, &reading, &bytes, "decided and undone")?;

    let decided = decisions(&reading.model);
    for (diagram, id) in some(&all, 6) {
        let mut editor = open(&reading);
        editor.handle(Command::ShowDiagram(diagram));
        editor.handle(Command::Select(vec![id]));
        editor.handle(Command::Delete);
        let again = read(&write(editor.prepare(), &reading.format)?.bytes)?;
        let now = decisions(&again.model);
        if let Some((key, _)) = decided.iter().find(|(k, d)| now.get(*k) != Some(d)) {
            return Err(format!("deleting an element lost what was decided on {key}").into());
        }
        sum.deleted += 1;
        sum.kept += decided.len();
    }

    let mut sums = sums.lock().unwrap();
    sums.models += sum.models;
    sums.nudged += sum.nudged;
    sums.dragged += sum.dragged;
    sums.saved_between += sum.saved_between;
    sums.arranged += sum.arranged;
    sums.decided += sum.decided;
    sums.deleted += sum.deleted;
    sums.kept += sum.kept;
    Ok(())
}

/// By the pointer, seven pixels to the right and back, freely; whether it was there to be held.
fn drag(editor: &mut Editor, diagram: DiagramId, id: ElementId) -> usize {
    editor.handle(Command::ShowDiagram(diagram.clone()));
    editor.handle(Command::Select(vec![id.clone()]));
    let bounds = |editor: &Editor| {
        let found = editor.diagram().and_then(|d| d.element(&id));
        found.filter(|e| e.form.is_node()).map(|e| e.form.bounds())
    };
    let before = editor.state();
    for by in [7.0, -7.0] {
        let Some(rect) = bounds(editor) else { return 0 };
        editor.handle(Command::ZoomTo(1.0));
        editor.handle(Command::Center(rect.center()));
        let from = editor.camera().screen(rect.center());
        if editor.under(from) != Some(&id) {
            return 0;
        }
        for (kind, x) in [
            (PointerKind::Down, 0.0),
            (PointerKind::Move, by),
            (PointerKind::Up, by),
        ] {
            editor.pointer(Pointer {
                kind,
                at: Point::new(from.x + x, from.y),
                shift: false,
                alt: false,
                free: true,
            });
        }
        if editor.take_notice().is_some() {
            while editor.state() != before {
                editor.handle(Command::Undo);
            }
            return 0;
        }
        // Where two elements share an id, which one moves is anybody's guess.
        if by > 0.0 && invariants(editor.model()).is_ok() {
            let moved = bounds(editor).is_some_and(|r| r.left == rect.left + by.round());
            assert!(moved, "{id} was not moved by dragging it");
        }
    }
    1
}

/// What was decided, by key.
fn decisions(model: &ThreatModel) -> BTreeMap<String, (String, String, String, String)> {
    let touched = model.threats.iter().filter(|t| t.is_touched());
    touched
        .map(|t| {
            let decision = (
                t.state.file_name().to_owned(),
                t.priority.clone(),
                t.justification().to_owned(),
                t.modified_at.clone(),
            );
            (t.key.to_string().to_lowercase(), decision)
        })
        .collect()
}

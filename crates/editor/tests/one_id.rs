//! Diagrams and elements that share an id, as files may have them: what is clicked is what is
//! shown, renamed and deleted, and nothing else changes, in memory and in the file.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod scene;

use scene::Counted;
use trustline_editor::{Command, Editor};
use trustline_formats::{FileKind, Format, read, write};
use trustline_model::{Diagram, ThreatModel};

fn example(name: &str) -> ThreatModel {
    let path = format!("{}/../../examples/{name}.tm7", env!("CARGO_MANIFEST_DIR"));
    read(&std::fs::read(path).unwrap()).unwrap().model
}

/// As it is read from a file.
fn through_a_file(model: &ThreatModel) -> ThreatModel {
    let bytes = write(model, &Format::new(FileKind::TM7)).unwrap().bytes;
    read(&bytes).unwrap().model
}

/// A model whose first diagram is there twice, the second time under another name and with other
/// elements; and whose diagrams have their first shape twice.
fn doubled() -> ThreatModel {
    let mut model = example("web-shop");
    for diagram in &mut model.diagrams {
        let mut twin = diagram.elements[0].clone();
        twin.id = twin.id.copy(1);
        twin.set_name("Twin");
        diagram.elements.insert(1, twin);
    }
    let mut second = example("iot-sensors").diagrams[0].clone();
    second.id = model.diagrams[0].id.copy(1);
    second.name = "Second".into();
    model.diagrams.push(second);
    let model = through_a_file(&model);
    assert!(model.diagrams.iter().any(|d| d.id.is_copy()));
    assert!(model.diagrams[0].elements.iter().any(|e| e.id.is_copy()));
    model
}

/// Diagrams by what files know of them.
fn spelt(model: &ThreatModel) -> Vec<Diagram> {
    let mut diagrams = model.diagrams.clone();
    for diagram in &mut diagrams {
        diagram.id = diagram.id.original();
        for element in &mut diagram.elements {
            element.id = element.id.original();
        }
    }
    diagrams
}

/// Does something to a model, checks that one diagram alone changed, and takes it back.
fn only(model: &ThreatModel, at: usize, commands: &[Command]) -> ThreatModel {
    let mut editor = Editor::open(model.clone(), Box::new(Counted::new("new")));
    for command in commands {
        editor.handle(command.clone());
    }
    assert_eq!(editor.take_notice(), None);
    let after = through_a_file(editor.model());
    assert_eq!(spelt(&after), spelt(editor.model()), "what is written");
    let mut now = spelt(editor.model());
    let mut was = spelt(model);
    if now.len() < was.len() {
        was.remove(at);
    } else {
        assert_ne!(now.remove(at), was.remove(at), "nothing changed");
    }
    assert_eq!(now, was, "another diagram changed");
    let after = editor.model().clone();
    while editor.undo_label().is_some() {
        editor.handle(Command::Undo);
    }
    assert!(*editor.model() == *model, "undo");
    after
}

#[test]
fn the_diagram_that_is_shown_is_the_one_that_changes() {
    let model = doubled();
    for (at, diagram) in model.diagrams.iter().enumerate() {
        let show = Command::ShowDiagram(diagram.id.clone());
        let mut editor = Editor::open(model.clone(), Box::new(Counted::new("new")));
        editor.handle(show.clone());
        assert_eq!(editor.diagram(), Some(diagram), "what is shown");
        let rename = Command::RenameDiagram(diagram.id.clone(), "Another".into());
        assert_eq!(
            only(&model, at, &[show.clone(), rename]).diagrams[at].name,
            "Another"
        );
        let empty = only(
            &model,
            at,
            &[show.clone(), Command::SelectAll, Command::Delete],
        );
        assert!(empty.diagrams[at].elements.is_empty());
        let gone = only(
            &model,
            at,
            &[show, Command::RemoveDiagram(diagram.id.clone())],
        );
        assert_eq!(gone.diagrams.len(), model.diagrams.len() - 1);
    }
}

#[test]
fn the_element_that_is_selected_is_the_one_that_changes() {
    let model = doubled();
    for (at, diagram) in model.diagrams.iter().enumerate() {
        let show = Command::ShowDiagram(diagram.id.clone());
        for (place, element) in diagram.elements.iter().enumerate() {
            let select = Command::Select(vec![element.id.clone()]);
            let rename = Command::SetName("Another".into());
            let renamed = only(&model, at, &[show.clone(), select.clone(), rename]);
            let names = |d: &Diagram| -> Vec<String> {
                d.elements.iter().map(|e| e.name().to_owned()).collect()
            };
            let mut expected = names(diagram);
            expected[place] = "Another".into();
            assert_eq!(names(&renamed.diagrams[at]), expected);
            let gone = only(&model, at, &[show.clone(), select, Command::Delete]);
            expected.remove(place);
            assert_eq!(names(&gone.diagrams[at]), expected);
        }
    }
}

#[test]
fn deleting_what_the_second_of_two_diagrams_shows_leaves_the_threats_of_the_first() {
    let model = doubled();
    let count = |model: &ThreatModel, place: usize| {
        let analysis = trustline_analysis::analyze(model);
        let of = |i: usize| analysis.interactions[i].diagram == place;
        analysis
            .threats
            .iter()
            .filter(|t| t.interaction.is_some_and(of))
            .count()
    };
    let last = model.diagrams.len() - 1;
    let (first, second) = (count(&model, 0), count(&model, last));
    assert!(first > 0 && second > 0);
    let show = Command::ShowDiagram(model.diagrams[last].id.clone());
    let after = only(&model, last, &[show, Command::SelectAll, Command::Delete]);
    assert_eq!((count(&after, 0), count(&after, last)), (first, 0));
}

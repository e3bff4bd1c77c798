//! Applying a template in the editor: one step of the history, and no decision lost.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod scene;

use scene::Counted;
use std::sync::Arc;
use trustline_diff::differences;
use trustline_editor::{Command, Editor, combined};
use trustline_model::{KnowledgeBase, ThreatModel};
use trustline_templates::migrate::{Carry, Choices};

fn example(name: &str) -> ThreatModel {
    let path = format!("{}/../../examples/{name}.tm7", env!("CARGO_MANIFEST_DIR"));
    trustline_formats::read(&std::fs::read(path).unwrap())
        .unwrap()
        .model
}

/// The template of a model with a version more, another title, and one threat type less.
fn newer(model: &ThreatModel) -> Arc<KnowledgeBase> {
    let mut kb = model.knowledge_base.as_deref().unwrap().clone();
    kb.manifest.version = "9.0.0.0".into();
    let decided = model.threats.iter().find(|t| t.is_touched()).unwrap();
    let gone = decided.key.threat_type.clone();
    kb.threat_types.retain(|t| t.id != gone);
    Arc::new(kb)
}

#[test]
fn a_newer_template_is_offered_applied_and_taken_back() {
    let model = example("web-shop");
    let newer = newer(&model);
    let mut editor = Editor::open(model.clone(), Box::new(Counted::new("new")));
    editor.settle();
    assert!(editor.outdated(std::slice::from_ref(&newer)).is_some());
    let decided = |m: &ThreatModel| m.threats.iter().filter(|t| t.is_touched()).count();
    let plan = editor.plan(&newer, &Choices::default()).unwrap();
    assert!(plan.carried(Carry::Kept) + plan.carried(Carry::Guess) > 0);
    assert_eq!(plan.decisions.len(), decided(&model));
    editor.handle(Command::ApplyTemplate(
        Arc::clone(&newer),
        Choices::default(),
    ));
    editor.settle();
    assert_eq!(editor.take_notice(), None);
    assert_eq!(editor.knowledge_base().unwrap().manifest.version, "9.0.0.0");
    assert_eq!(decided(editor.model()), decided(&model));
    assert!(editor.outdated(std::slice::from_ref(&newer)).is_none());
    editor.handle(Command::Undo);
    assert_eq!(*editor.model(), model);
}

#[test]
fn a_declined_version_is_not_offered_again() {
    let model = example("web-shop");
    let newer = newer(&model);
    let mut editor = Editor::open(model, Box::new(Counted::new("new")));
    let offered = editor.outdated(std::slice::from_ref(&newer)).unwrap();
    editor.handle(Command::DeclineTemplate(Box::new(offered)));
    assert!(editor.outdated(std::slice::from_ref(&newer)).is_none());
    let mut newest = newer.as_ref().clone();
    newest.manifest.version = "9.0.0.1".into();
    assert!(editor.outdated(&[Arc::new(newest)]).is_some());
}

#[test]
fn what_is_refused_leaves_a_notice_and_the_model() {
    let model = example("web-shop");
    let same = model.knowledge_base.clone().unwrap();
    let mut editor = Editor::open(model.clone(), Box::new(Counted::new("new")));
    editor.handle(Command::ApplyTemplate(same, Choices::default()));
    assert!(editor.take_notice().is_some_and(|n| n.contains("already")));
    assert_eq!(*editor.model(), model);
}

#[test]
fn one_template_alone_stays_as_it_is() {
    let kb = example("web-shop").knowledge_base.unwrap();
    let (same, conflicts) = combined(std::slice::from_ref(&kb));
    assert!(Arc::ptr_eq(&same, &kb));
    assert!(conflicts.is_empty());
}

#[test]
fn what_differs_in_the_template_is_told() {
    let theirs = example("web-shop");
    let mut ours = theirs.clone();
    let mut kb = ours.knowledge_base.as_deref().unwrap().clone();
    kb.threat_types[0].title = "Another title".into();
    ours.knowledge_base = Some(Arc::new(kb));
    let told = differences(&ours, &theirs);
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("Template: ") && told[0].contains("Another title"));
}

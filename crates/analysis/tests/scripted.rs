//! Scripts and other tools edit threats without setting a date. Whatever differs from what the
//! template would write is an edit: it outlives its flow, and no update writes over it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use trustline_analysis::{Origin, Status, analyze, update, wording::is_decided};
use trustline_harness::{Case, Folder, Outcome, Trials};
use trustline_model::{Threat, ThreatModel, threat_property as field};

fn main() {
    let mut trials = Trials::from_arguments();
    let folders = [Folder::OWN, Folder::EXAMPLES, Folder::MODELS];
    trials.note_absent(Folder::MODELS);
    let all: Vec<Case> = folders.iter().flat_map(|f| f.cases(&["tm7"])).collect();
    trials.each("scripted", all, |case: &Case| scripted(case));
    trials.run().exit();
}

type Script = (&'static str, fn(&mut Threat));

const SCRIPTS: [Script; 9] = [
    ("a title", |t| t.set_property(field::TITLE, "Looked at")),
    ("more of a title", |t| {
        t.set_property(
            field::TITLE,
            t.property(field::TITLE).to_owned() + " - accepted",
        );
    }),
    ("a description", |t| {
        t.set_property(field::DESCRIPTION, "See the ticket")
    }),
    ("a category", |t| {
        t.set_property(field::CATEGORY, "Of our own")
    }),
    ("a property", |t| t.set_property("Ticket", "TR-1")),
    ("an approver", |t| {
        t.set_property("trustline.approver", "Ada")
    }),
    ("a treatment", |t| {
        t.set_property("trustline.resolution", "accept")
    }),
    ("a justification", |t| {
        t.set_property(field::JUSTIFICATION, "None of ours")
    }),
    ("a priority", |t| t.priority = "Whatever".to_owned()),
];

fn scripted(case: &Case) -> Outcome {
    let Ok(reading) = trustline_formats::read(&case.bytes()?) else {
        return Ok(());
    };
    let mut model = reading.model;
    if !model.generates() {
        return Ok(());
    }
    model.threats = update(&model, &analyze(&model)).threats;
    let (kb, analysis) = (model.knowledge_base.clone(), analyze(&model));
    // Untouched threats of the template, each of a flow of its own.
    let mut flows = Vec::new();
    let places = analysis.threats.iter().filter_map(|t| {
        let (place, known) = (t.stored?, t.threat_type?);
        let threat = &model.threats[place];
        let threat_type = &kb.as_ref()?.threat_types[known];
        let untouched = t.origin == Origin::Generated
            && t.standing == Status::Current
            && !is_decided(kb.as_deref(), Some(threat_type), threat);
        let fresh = untouched && !flows.contains(&&threat.key.flow);
        flows.push(&threat.key.flow);
        fresh.then_some(place)
    });
    let places: Vec<usize> = places.take(2).collect();
    let each = places.iter().flat_map(|p| SCRIPTS.map(|s| (p, s)));
    for (place, (what, script)) in each {
        let mut edited = model.clone();
        script(&mut edited.threats[*place]);
        let threat = edited.threats[*place].clone();
        let stays = |m: &ThreatModel| update(m, &analyze(m)).threats.contains(&threat);
        assert!(stays(&edited), "{what} is written over: {threat:?}");
        for model in [&model, &edited] {
            let mut gone = model.clone();
            for diagram in &mut gone.diagrams {
                diagram.elements.retain(|e| e.id != threat.key.flow);
            }
            let is_edited = std::ptr::eq(model, &raw const edited);
            assert_eq!(
                stays(&gone),
                is_edited,
                "{what} goes with its flow: {threat:?}"
            );
        }
    }
    Ok(())
}

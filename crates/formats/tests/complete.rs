//! What `complete` adds to a model that the original tool would not open, and that it keeps the rest.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice
)]

use std::collections::HashSet;
use trustline_formats::{FileKind, Format, complete, read, write};
use trustline_model::{State, ThreatModel, is_guid, threat_property};

fn corpus() -> impl Iterator<Item = (String, ThreatModel)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = [
        "tests/corpus",
        "../shared/corpus/odd",
        "../shared/cases/models",
    ];
    let files = folders.map(|f| std::fs::read_dir(root.join(f)));
    let files = files.into_iter().flatten().flatten().flatten();
    let files = files.filter(|f| f.path().extension().is_some_and(|e| e == "tm7"));
    files.filter_map(|f| {
        let reading = read(&std::fs::read(f.path()).unwrap()).ok()?;
        Some((f.file_name().to_string_lossy().into_owned(), reading.model))
    })
}

#[test]
fn what_is_completed_opens_and_keeps_decisions() {
    let mut count = 0;
    for (name, before) in corpus() {
        let mut model = before.clone();
        complete(&mut model);
        assert_eq!(
            complete(&mut model.clone()),
            Vec::<String>::new(),
            "{name}: twice"
        );
        let bytes = write(&model, &Format::new(FileKind::TM7)).unwrap().bytes;
        let reading = read(&bytes).unwrap();
        let codes: Vec<_> = reading.diagnostics.iter().map(|d| d.code).collect();
        let lacks = [
            "missing-block",
            "nil-port",
            "foreign-namespace",
            "id-on-several-diagrams",
        ];
        assert!(
            !codes.iter().any(|c| lacks.contains(c)),
            "{name}: {codes:?}"
        );
        let model = reading.model;
        assert!(model.version.is_none(), "{name}");
        for diagram in &model.diagrams {
            assert!(is_guid(diagram.id.as_str()), "{name}: {}", diagram.id);
            for element in &diagram.elements {
                assert!(is_guid(element.id.as_str()), "{name}: {}", element.id);
                assert_eq!(element.form, element.form.clone().rounded(), "{name}");
            }
        }
        if let Some(kb) = &model.knowledge_base {
            let has = |n: &str| kb.threat_properties.iter().any(|p| p.name == n);
            assert!(threat_property::NEEDED.iter().all(|n| has(n)), "{name}");
        }
        let decided = |m: &ThreatModel| {
            let threats = m.threats.iter();
            let one = threats.map(|t| (t.number, t.state.clone(), t.properties.clone()));
            one.collect::<Vec<_>>()
        };
        // A state that .NET does not know is said in words.
        let mut expected = before.clone();
        for (threat, own) in expected.threats.iter_mut().zip(&model.threats) {
            if i32::try_from(threat.number).is_err() {
                threat.number = own.number;
            }
        }
        for threat in &mut expected.threats {
            if let State::Other(word) = threat.state.clone() {
                let own = model.threats.iter().find(|t| t.number == threat.number);
                let said = own.unwrap().justification().to_owned();
                assert!(
                    said.contains(&word) && said.contains(threat.justification()),
                    "{name}"
                );
                threat.set_property(threat_property::JUSTIFICATION, said);
                threat.state = State::NeedsInvestigation;
            }
        }
        assert_eq!(decided(&model), decided(&expected), "{name}");
        let names = model
            .threats
            .iter()
            .map(|t| t.file_key.clone().unwrap_or_else(|| t.key.to_string()));
        let names: Vec<String> = names.collect();
        let different: HashSet<&String> = names.iter().collect();
        assert_eq!(different.len(), names.len(), "{name}");
        // Threats are about what they were about.
        let attached = |m: &ThreatModel| {
            let drawn = |id| m.diagrams.iter().any(|d| d.element(id).is_some());
            m.threats.iter().filter(|t| drawn(&t.key.flow)).count()
        };
        assert_eq!(attached(&model), attached(&before), "{name}");
        count += 1;
    }
    assert!(count > 20);
}

#[test]
fn whole_models_are_left_alone() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/web-shop.tm7");
    let model = read(&std::fs::read(root).unwrap()).unwrap().model;
    let mut completed = model.clone();
    assert!(complete(&mut completed).is_empty());
    assert_eq!(completed, model);
}

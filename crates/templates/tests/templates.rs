//! Comparing, combining and applying templates, case by case: Core and small changes of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::path::Path;
use std::sync::Arc;
use trustline_analysis::{analyze, update};
use trustline_checks::{Levels, examine};
use trustline_formats::{FileKind, Format};
use trustline_model::{
    Diagram, Edit, Element, KnowledgeBase, PropertyValue, State, Stencil, Threat, ThreatModel,
    threat_property,
};
use trustline_templates::migrate::{Carry, Choices, PropertyChange, Refusal, Warning, plan};
use trustline_templates::{combine, compare, decline, outdated};

fn read(path: &str) -> ThreatModel {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path);
    let bytes = std::fs::read(path).unwrap();
    trustline_formats::read(&bytes).unwrap().model
}

fn core() -> KnowledgeBase {
    let kb = read("crates/library/core.tb7").knowledge_base.unwrap();
    Arc::unwrap_or_clone(kb)
}

/// A sample model that is up to date with Core.
fn shop() -> ThreatModel {
    let mut model = read("crates/library/samples/web-shop.tm7");
    model.knowledge_base = Some(Arc::new(core()));
    let edit = update(&model, &analyze(&model)).edit(&model);
    model.apply(edit).unwrap();
    model
}

/// Core as somebody else changed it.
fn changed(name: &str, change: impl FnOnce(&mut KnowledgeBase)) -> KnowledgeBase {
    let mut kb = core();
    kb.manifest.name = name.into();
    kb.manifest.id = format!("id of {name}");
    change(&mut kb);
    kb
}

fn stencil<'a>(kb: &'a mut KnowledgeBase, id: &str) -> &'a mut Stencil {
    kb.stencils.iter_mut().find(|s| s.id == id.into()).unwrap()
}

type Change = fn(&mut KnowledgeBase);

#[test]
fn single_edits_are_told_exactly() {
    let cases: &[(Change, &[&str])] = &[
        (|_| {}, &[]),
        (|kb| kb.stencils.reverse(), &[]),
        (|kb| kb.threat_types.reverse(), &[]),
        (
            |kb| kb.manifest.version = "9".into(),
            &["~ template (Trustline Core): version: `VERSION` → `9`"],
        ),
        (
            |kb| stencil(kb, "TL.P.WebApi").name = "Interface".into(),
            &["~ stencil `TL.P.WebApi` (Interface): name: `Web API` → `Interface`"],
        ),
        (
            |kb| stencil(kb, "TL.P.WebApi").parent = "GE.DS".into(),
            &["> stencil `TL.P.WebApi` (Web API): moved from `GE.P` to `GE.DS`"],
        ),
        (
            |kb| stencil(kb, "TL.P.WebApi").image = Some("other".into()),
            &["~ stencil `TL.P.WebApi` (Web API): picture changed"],
        ),
        (
            |kb| kb.stencils.retain(|s| s.id != "TL.P.WebApi".into()),
            &["- stencil `TL.P.WebApi` (Web API)"],
        ),
        (
            |kb| stencil(kb, "GE.DF").attributes.truncate(1),
            &["- attribute"],
        ),
        (
            |kb| kb.categories[0].name = "Masquerade".into(),
            &["~ category `S` (Masquerade): name: `Spoofing` → `Masquerade`"],
        ),
        (
            |kb| kb.threat_types[0].include = "flow is 'GE.DF'".into(),
            &["~ threat type `S01`"],
        ),
        (
            |kb| {
                kb.threat_types.remove(0);
            },
            &["- threat type `S01`"],
        ),
    ];
    let old = core();
    for (change, expected) in cases {
        let mut new = core();
        change(&mut new);
        let told: Vec<String> = compare(&old, &new)
            .iter()
            .map(ToString::to_string)
            .collect();
        let version = &old.manifest.version;
        for line in &told {
            let known = expected
                .iter()
                .any(|e| line.starts_with(&e.replace("VERSION", version)));
            assert!(known, "unexpected: {line}");
        }
        assert_eq!(told.is_empty(), expected.is_empty(), "{told:?}");
        let back = compare(&new, &old).len();
        assert_eq!(told.len(), back);
    }
    // Another order of values is a difference.
    let mut new = core();
    let many = |s: &&mut Stencil| s.attributes.iter().any(|a| a.choices.len() > 1);
    let owner = new.stencils.iter_mut().find(many).unwrap();
    let list = owner.attributes.iter_mut().find(|a| a.choices.len() > 1);
    list.unwrap().choices.reverse();
    assert_eq!(compare(&old, &new).len(), 1);
}

#[test]
fn templates_are_combined() {
    let first = core();
    let second = changed("Other", |kb| {
        kb.manifest.version = "2.0".into();
        let taken = ["TL.P.WebApi", "GE.P", "GE.DF"].map(Into::into);
        kb.stencils.retain(|s| taken.contains(&s.id));
        stencil(kb, "TL.P.WebApi").describe("another text", &["order robot", "api"]);
        let mut own = stencil(kb, "TL.P.WebApi").clone();
        own.id = "X.P.Robot".into();
        own.name = "Robot".into();
        kb.stencils.push(own);
        kb.categories.truncate(1);
        kb.categories[0].id = "SPOOF".into();
        kb.threat_types.truncate(2);
        for kind in &mut kb.threat_types {
            kind.category = "SPOOF".into();
        }
        kb.threat_types[0].title = "Robots take over {target.Name}".into();
        kb.threat_types[0].include = "target is 'X.P.Robot'".into();
    });
    let combined = combine(&[&first, &second]);
    let kb = &combined.knowledge_base;
    assert_eq!(
        kb.stencils.iter().filter(|s| !s.is_origin()).count(),
        first.stencils.len() + 1
    );
    assert_eq!(kb.categories, first.categories);
    // Both vocabularies hold, each name once.
    let api = kb.stencils.iter().find(|s| s.id.as_str() == "TL.P.WebApi");
    let names = api.unwrap().also_called();
    let count = |name: &str| {
        names
            .iter()
            .filter(|n| n.eq_ignore_ascii_case(name))
            .count()
    };
    assert_eq!(
        (count("order robot"), count("API"), count("REST API")),
        (1, 1, 1)
    );
    // The randomness meeting of ids is told from the same threat type.
    let kept = kb.threat_type(&"S01 (Other)".into()).unwrap();
    assert_eq!(kept.category, "S");
    assert_eq!(kb.threat_types.len(), first.threat_types.len() + 1);
    let lines: Vec<String> = combined.conflicts.iter().map(ToString::to_string).collect();
    assert!(
        lines.iter().any(|l| l.contains("kept as `S01 (Other)`")),
        "{lines:#?}"
    );
    assert!(
        lines
            .iter()
            .any(|l| l.contains("description") && l.contains("another text"))
    );
    assert_eq!(kb.manifest.name, format!("{} + Other", first.manifest.name));
    // Where things come from survives both forms of file.
    for form in [FileKind::TM7, FileKind::TB7] {
        let model = ThreatModel {
            knowledge_base: Some(Arc::new(kb.clone())),
            ..ThreatModel::default()
        };
        let bytes = trustline_formats::write(&model, &Format::new(form))
            .unwrap()
            .bytes;
        let read = trustline_formats::read(&bytes)
            .unwrap()
            .model
            .knowledge_base
            .unwrap();
        assert_eq!(read.ingredients(), kb.ingredients());
        assert_eq!(compare(&read, kb), []);
        let of = |id: &str| read.origin_of_stencil(&id.into()).unwrap().name;
        assert_eq!(of("X.P.Robot"), "Other");
        assert_eq!(of("TL.P.WebApi"), first.manifest.name);
        let of = read.origin_of_threat_type(&"S01 (Other)".into());
        assert_eq!(of.unwrap().version, "2.0");
        // The template that says where things come from is no worse for it.
        let model = ThreatModel {
            knowledge_base: Some(read),
            ..ThreatModel::default()
        };
        assert!(examine(&model, &Levels::default()).diagnostics.is_empty());
    }
    // Parts of parts count; what is there already changes nothing.
    let again = combine(&[kb, &second]).knowledge_base;
    assert_eq!(compare(kb, &again), []);
    assert_eq!(combine(&[&first, &first]).knowledge_base, first);
    // A newer part makes a newer whole.
    let mut newer = second.clone();
    newer.manifest.version = "2.1".into();
    let whole = combine(&[&first, &newer]).knowledge_base.manifest;
    assert_eq!(
        whole.version_order(&kb.manifest),
        Some(std::cmp::Ordering::Greater)
    );
    assert!(whole.is_same_template(&kb.manifest));
}

#[test]
fn newer_versions_are_offered_once() {
    let mut model = shop();
    let versions: Vec<Arc<KnowledgeBase>> = ["0.0.1", "99.0", "99.0.1", "not a version"]
        .into_iter()
        .map(|version| {
            let mut kb = core();
            kb.manifest.version = version.into();
            Arc::new(kb)
        })
        .collect();
    let other = Arc::new(changed("Other", |_| {}));
    assert_eq!(outdated(&model, &[Arc::clone(&other)]), None);
    let newer = outdated(&model, &versions).unwrap();
    assert_eq!(newer.knowledge_base.manifest.version, "99.0.1");
    let undo = model.apply(decline(&model, &newer)).unwrap();
    assert_eq!(model.declined, ["99.0.1"]);
    assert_eq!(outdated(&model, &versions), None);
    let bytes = trustline_formats::write(&model, &Format::new(FileKind::TM7))
        .unwrap()
        .bytes;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(text.contains("<PromptedKb xmlns=\"\"><Version>99.0.1</Version></PromptedKb>"));
    assert_eq!(
        trustline_formats::read(&bytes).unwrap().model.declined,
        ["99.0.1"]
    );
    model.apply(undo).expect("what an edit gave back");
    assert!(outdated(&model, &versions).is_some());
    // A part of a combined template.
    let both = combine(&[&core(), &other]).knowledge_base;
    model.knowledge_base = Some(Arc::new(both));
    let newer = outdated(&model, &versions).unwrap();
    assert_eq!(newer.parts.len(), 1);
    assert_eq!(
        newer.knowledge_base.ingredients()[0].manifest.version,
        "99.0.1"
    );
    model.apply(decline(&model, &newer)).unwrap();
    assert_eq!(outdated(&model, &versions), None);
}

/// A decided threat of the sample whose type decides alone over it.
fn decided(model: &ThreatModel) -> &Threat {
    model.threats.iter().find(|t| t.is_touched()).unwrap()
}

#[test]
fn decisions_go_where_they_belong() {
    let model = shop();
    let threat = decided(&model).clone();
    let id = threat.key.threat_type.clone();
    let renamed = |kb: &mut KnowledgeBase, title: Option<&str>| {
        let kind = kb.threat_types.iter_mut().find(|t| t.id == id).unwrap();
        kind.id = "NEW".into();
        if let Some(title) = title {
            kind.title = title.into();
            kind.description = title.into();
        }
    };
    let carry = |kb: KnowledgeBase, choices: &Choices| {
        let plan = plan(&model, &Arc::new(kb), choices).unwrap();
        let found = plan
            .decisions
            .iter()
            .find(|d| d.from == threat.key)
            .unwrap();
        let (carry, to) = (found.carry, found.to.clone());
        let mut moved = model.clone();
        moved.apply(plan.into_edit()).unwrap();
        let now = moved.threats.iter().find(|t| t.key == to).unwrap();
        assert_eq!(
            (
                &now.state,
                &now.priority,
                now.justification(),
                &now.modified_at,
                now.number
            ),
            (
                &threat.state,
                &threat.priority,
                threat.justification(),
                &threat.modified_at,
                threat.number
            )
        );
        assert!(update(&moved, &analyze(&moved)).is_empty());
        (carry, to.threat_type.to_string())
    };
    let none = Choices::default();
    let title = core().threat_type(&id).unwrap().title.clone();
    let near = format!("{title} indeed");
    let same = changed("Same", |_| {});
    assert_eq!(
        carry(same.clone(), &none),
        (Carry::Identity, id.to_string())
    );
    let moved = changed("Moved", |kb| renamed(kb, None));
    assert_eq!(carry(moved, &none), (Carry::Title, "NEW".into()));
    let guessed = changed("Guessed", |kb| renamed(kb, Some(&near)));
    assert_eq!(carry(guessed.clone(), &none), (Carry::Guess, "NEW".into()));
    let mut choices = Choices::default();
    choices.refused.insert(threat.key.clone());
    assert_eq!(carry(guessed, &choices), (Carry::Kept, id.to_string()));
    let foreign = changed("Foreign", |kb| renamed(kb, Some("Nothing like it")));
    assert_eq!(carry(foreign.clone(), &none), (Carry::Kept, id.to_string()));
    let mut choices = Choices::default();
    choices.threats.insert(id.clone(), Some("NEW".into()));
    assert_eq!(carry(foreign, &choices), (Carry::Mapping, "NEW".into()));
    // Told to go nowhere, though the template has the very type: it stands beside it.
    choices.threats.insert(id.clone(), None);
    let beside = format!("{id} (Trustline Core)");
    assert_eq!(carry(same, &choices), (Carry::Kept, beside.clone()));
    // The id means another thing there.
    let randomness = changed("Chance", |kb| {
        let kind = kb.threat_types.iter_mut().find(|t| t.id == id).unwrap();
        kind.title = "Something else".into();
        kind.description = "Something else".into();
        kind.include = "flow is 'GE.DF'".into();
        kind.exclude = String::new();
    });
    assert_eq!(carry(randomness, &none), (Carry::Kept, beside));
}

#[test]
fn words_that_nobody_edited_follow_the_template() {
    let mut model = shop();
    let threat = decided(&model).clone();
    let id = threat.key.threat_type.clone();
    let kb = Arc::new(changed("Reworded", |kb| {
        let kind = kb.threat_types.iter_mut().find(|t| t.id == id).unwrap();
        kind.title = "New words".into();
    }));
    let mut edited = model.clone();
    let mut own = threat.clone();
    own.set_property(threat_property::TITLE, "Our own words");
    edited.apply(Edit::put_threat(own)).unwrap();
    for (model, expected) in [(&mut model, "New words"), (&mut edited, "Our own words")] {
        let edit = plan(model, &kb, &Choices::default()).unwrap().into_edit();
        model.apply(edit).unwrap();
        let now = model
            .threats
            .iter()
            .find(|t| t.number == threat.number)
            .unwrap();
        assert_eq!(now.property(threat_property::TITLE), expected);
    }
}

#[test]
fn priorities_alone_are_decisions_as_well() {
    let mut model = shop();
    let open = |t: &&mut Threat| !t.is_touched() && t.state == State::NotStarted;
    let threat = model.threats.iter_mut().find(open).unwrap();
    threat.priority = "Sometime".into();
    let (number, id) = (threat.number, threat.key.threat_type.clone());
    let kb = Arc::new(changed("Without", |kb| {
        kb.threat_types.retain(|t| t.id != id)
    }));
    let edit = plan(&model, &kb, &Choices::default()).unwrap().into_edit();
    model.apply(edit).unwrap();
    let now = model.threats.iter().find(|t| t.number == number).unwrap();
    assert_eq!(now.priority, "Sometime");
    assert!(update(&model, &analyze(&model)).removed.is_empty());
}

fn api(model: &ThreatModel) -> &Element {
    let all = model.diagrams.iter().flat_map(|d| &d.elements);
    all.into_iter()
        .find(|e| e.stencil == "TL.P.WebApi".into())
        .unwrap()
}

#[test]
fn elements_get_other_stencils_and_values() {
    let mut model = shop();
    // A choice of a person, on every list that the element has.
    let mut element = api(&model).clone();
    let home = |d: &&Diagram| d.element(&element.id).is_some();
    let diagram = model.diagrams.iter().find(home).unwrap().id.clone();
    let mut chosen = None;
    for property in &mut element.properties {
        if let PropertyValue::List {
            choices,
            selected,
            fixed: false,
        } = &mut property.value
        {
            *selected = choices.len() as i64 - 1;
            chosen = Some((property.name.clone(), choices[*selected as usize].clone()));
        }
    }
    let (name, value) = chosen.unwrap();
    model
        .apply(Edit::put_element(&diagram, element.clone()))
        .unwrap();
    let before = model.clone();
    // The stencil goes, one with its name comes; the property loses the value; another goes.
    let other = Arc::new(changed("Other", |kb| {
        stencil(kb, "TL.P.WebApi").id = "X.P.Api".into();
        for stencil in &mut kb.stencils {
            for attribute in stencil.attributes.iter_mut().filter(|a| a.name == name) {
                attribute.choices.retain(|c| *c != value);
            }
        }
    }));
    let found = plan(&model, &other, &Choices::default()).unwrap();
    let moved = found
        .elements
        .iter()
        .find(|e| e.element == element.id)
        .unwrap();
    assert_eq!(moved.to.0, "X.P.Api".into());
    assert_eq!(moved.alternatives[0].0, "X.P.Api".into());
    assert!(moved.properties.iter().any(|p| p.name == name
        && matches!(&p.change, PropertyChange::Value { before, .. } if *before == value)));
    assert_eq!(found.warnings.len(), 1, "{:?}", found.warnings);
    assert_eq!(found.choices().stencils.len(), 1);
    model.apply(found.into_edit()).unwrap();
    assert_eq!(
        model
            .diagram(&diagram)
            .unwrap()
            .element(&element.id)
            .unwrap()
            .name(),
        element.name()
    );
    // Properties that the new template lacks stay with what people chose.
    let without = Arc::new(changed("Without", |kb| {
        for stencil in &mut kb.stencils {
            stencil.attributes.retain(|a| a.name != name);
        }
    }));
    let mut model = before.clone();
    let found = plan(&model, &without, &Choices::default()).unwrap();
    let moved = found
        .elements
        .iter()
        .find(|e| e.element == element.id)
        .unwrap();
    let kept = moved.properties.iter().find(|p| p.name == name).unwrap();
    assert_eq!(
        kept.change,
        PropertyChange::Kept {
            value: value.clone()
        }
    );
    model.apply(found.into_edit()).unwrap();
    let back = plan(&model, &Arc::new(core()), &Choices::default()).unwrap();
    model.apply(back.into_edit()).unwrap();
    assert_eq!(api(&model).property(&name), Some(value.as_str()));
}

#[test]
fn refusals_and_warnings_say_why() {
    let model = shop();
    let own = Arc::new(core());
    let refused =
        |kb: &Arc<KnowledgeBase>, choices: &Choices| plan(&model, kb, choices).unwrap_err();
    assert!(matches!(
        refused(&own, &Choices::default()),
        Refusal::AlreadyApplied { .. }
    ));
    let empty = Arc::new(changed("Empty", |kb| kb.stencils.clear()));
    assert!(matches!(
        refused(&empty, &Choices::default()),
        Refusal::NoStencils { .. }
    ));
    let mut choices = Choices::default();
    choices
        .stencils
        .insert("TL.P.WebApi".into(), "TL.P.WebApii".into());
    assert!(matches!(
        refused(&own, &choices),
        Refusal::UnknownStencil { near: Some(_), .. }
    ));
    choices
        .stencils
        .insert("TL.P.WebApi".into(), "GE.DF".into());
    assert!(matches!(refused(&own, &choices), Refusal::OtherForm { .. }));
    let mut choices = Choices::default();
    choices.threats.insert("S01".into(), Some("S0".into()));
    assert!(matches!(
        refused(&own, &choices),
        Refusal::UnknownThreatType { .. }
    ));
    // A choice about nothing changes nothing.
    let mut choices = Choices::default();
    choices.threats.insert("nothing".into(), None);
    let nothing = plan(&model, &own, &choices).unwrap();
    assert!(nothing.is_empty() && nothing.elements.is_empty());
    assert!(matches!(
        &nothing.warnings[..],
        [Warning::UnusedChoice { .. }]
    ));
    let mut older = core();
    older.manifest.version = "0.0.0.1".into();
    let warned = plan(&model, &Arc::new(older), &Choices::default()).unwrap();
    assert!(matches!(&warned.warnings[..], [Warning::Older { .. }]));
}

//! Laws of merging, on the sample models with edits of all kinds.

use proptest::prelude::*;
use std::collections::HashMap;
use std::sync::LazyLock;
use trustline_analysis::{analyze, update};
use trustline_diff::{Conflict, ConflictKind, Side, Subject, merge, merge_by};
use trustline_model::geometry::{Point, Rect};
use trustline_model::{
    Decision, Edit, Element, ElementId, End, Form, InformationField, Line, ListEdit, Note, Port,
    PropertyValue, State, ThreatKey, ThreatModel, guid_for, invariants,
};

static MODELS: LazyLock<Vec<ThreatModel>> = LazyLock::new(|| {
    let samples = trustline_library::SAMPLES.iter();
    let mut models: Vec<ThreatModel> = samples
        .map(|s| trustline_library::sample(s.name).expect("a sample"))
        .collect();
    for model in &mut models {
        let analysis = analyze(model);
        model.threats = update(model, &analysis).threats;
    }
    models
});

/// What somebody does, by numbers that are taken for places in whatever is there.
#[derive(Clone, Debug)]
struct Step {
    kind: u8,
    at: usize,
    with: usize,
}

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = (0..14u8, 0..10_000usize, 0..10_000usize);
    let step = step.prop_map(|(kind, at, with)| Step { kind, at, with });
    proptest::collection::vec(step, 0..most)
}

fn at<T>(list: &[T], at: usize) -> Option<&T> {
    list.get(at.checked_rem(list.len())?)
}

/// The edit of a step; `who` tells the people apart who add things.
fn edit(model: &ThreatModel, step: &Step, who: &str) -> Option<Edit> {
    let Step { kind, at: n, with } = *step;
    let diagram = at(&model.diagrams, n)?;
    let element = || at(&diagram.elements, with);
    let put = |element: Element| Some(Edit::put_element(&diagram.id, element));
    Some(match kind {
        0 => {
            let mut element = element()?.clone();
            element.set_name(&format!("{who} {n}"));
            return put(element);
        }
        1 => {
            let mut element = element()?.clone();
            let (x, y) = ((n % 900) as f64, (with % 700) as f64);
            match &mut element.form {
                Form::DataFlow(line) | Form::BoundaryLine(line) => line.handle = Point::new(x, y),
                form => {
                    let rect = form.rect_mut()?;
                    *rect = Rect::new(x, y, rect.width, rect.height);
                }
            }
            return put(element);
        }
        2 => Edit::RemoveElement {
            diagram: diagram.id.clone(),
            element: element()?.id.clone(),
        },
        3 | 4 => {
            let threat = at(&model.threats, n)?;
            let state = at(&State::ALL, with)?.0.clone();
            let says = (
                "StateInformation".into(),
                Some(format!("{who} says {with}")),
            );
            Edit::Decide {
                threat: threat.key.clone(),
                decision: Box::new(Decision {
                    state: (kind == 3).then_some(state),
                    properties: if kind == 3 { Vec::new() } else { vec![says] },
                    changed_by: Some(Some(who.into())),
                    modified_at: Some(format!("2026-01-{:02}T00:00:00Z", 1 + n % 28)),
                    ..Decision::default()
                }),
            }
        }
        5 => {
            let mut element = diagram.elements.iter().find(|e| e.form.is_node())?.clone();
            element.id = ElementId::from(guid_for(&format!("{who} {n} {with}")));
            element.set_name(&format!("{who} new {n}"));
            return put(element);
        }
        6 => {
            let all = diagram.elements.iter();
            let nodes: Vec<&Element> = all.filter(|e| e.form.is_node()).collect();
            let mut flow = diagram.flows().next()?.0.clone();
            flow.id = ElementId::from(guid_for(&format!("{who} flow {n} {with}")));
            let end = |e: &Element| End {
                element: Some(e.id.clone()),
                point: e.form.rect().unwrap_or_default().center(),
                port: Port::None,
            };
            flow.form = Form::DataFlow(Line {
                source: end(at(&nodes, n)?),
                target: end(at(&nodes, with)?),
                handle: Point::new(5.0, 5.0),
            });
            return put(flow);
        }
        7 => Edit::SetInformation {
            field: *at(&[InformationField::Owner, InformationField::Description], n)?,
            text: format!("{who} {with}"),
        },
        8 => Edit::Notes(Box::new(ListEdit::Put(Note {
            author: who.into(),
            number: (model.notes.len() + 1).to_string(),
            text: format!("{who} {n}"),
            ..Note::default()
        }))),
        9 => Edit::RenameDiagram {
            diagram: diagram.id.clone(),
            name: format!("{who} {with}"),
        },
        10 if model.diagrams.len() > 1 && n % 5 == 0 => Edit::RemoveDiagram(diagram.id.clone()),
        11 => Edit::OrderElement {
            diagram: diagram.id.clone(),
            element: element()?.id.clone(),
            before: None,
        },
        12 => {
            let mut element = element()?.clone();
            let property = at(&element.properties, n)?.clone();
            let PropertyValue::List { choices, .. } = &property.value else {
                return None;
            };
            element.set_property(&property.name, at(choices, with)?);
            return put(element);
        }
        13 => {
            let analysis = analyze(model);
            update(model, &analysis).edit(model)
        }
        _ => return None,
    })
}

/// A model after the steps of somebody.
fn after(model: &ThreatModel, steps: &[Step], who: &str) -> ThreatModel {
    let mut model = model.clone();
    for step in steps {
        if let Some(edit) = edit(&model, step, who) {
            let _ = model.apply(edit);
        }
    }
    model
}

type Decided = HashMap<ThreatKey, (State, String)>;

fn decisions(model: &ThreatModel) -> Decided {
    let decided = model.threats.iter().filter(|t| t.is_touched());
    let told = |t: &trustline_model::Threat| (t.state.clone(), t.justification().to_owned());
    decided.map(|t| (t.key.clone(), told(t))).collect()
}

fn numbers(model: &ThreatModel) -> HashMap<i64, usize> {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for t in &model.threats {
        *counts.entry(t.number).or_default() += 1;
    }
    counts
}

fn turned(side: Side) -> Side {
    match side {
        Side::Ours => Side::Theirs,
        Side::Theirs => Side::Ours,
    }
}

fn cases() -> ProptestConfig {
    let wanted = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(wanted.and_then(|n| n.parse().ok()).unwrap_or(96))
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn who_changed_nothing_changes_nothing(n in 0..100usize, edits in steps(30)) {
        let base = at(&MODELS, n).expect("a sample");
        let other = after(base, &edits, "A");
        for merged in [
            merge(base, base, &other),
            merge(base, &other, base),
            merge(base, &other, &other),
        ] {
            prop_assert!(merged.model == other);
            prop_assert_eq!(merged.conflicts, Vec::new());
        }
    }

    #[test]
    fn nothing_is_lost_without_a_word(n in 0..100usize, a in steps(30), b in steps(30)) {
        let base = at(&MODELS, n).expect("a sample");
        let (ours, theirs) = (after(base, &a, "A"), after(base, &b, "B"));
        let merged = merge(base, &ours, &theirs);
        prop_assert_eq!(invariants(&merged.model), Ok(()));
        let (before, result) = (decisions(base), decisions(&merged.model));
        let is_told = |key: &ThreatKey| {
            let mut subjects = merged.conflicts.iter().map(|c| &c.subject);
            subjects.any(|s| matches!(s, Subject::Threat(k) if k == key))
        };
        for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
            let others = decisions(other);
            for (key, decision) in decisions(side) {
                if before.get(&key) == Some(&decision) || is_told(&key) {
                    continue;
                }
                let there = result.get(&key);
                prop_assert!(there.is_some(), "the decision on {} is gone", key);
                let (state, why) = there.expect("just seen");
                let was = before.get(&key).cloned().unwrap_or_default();
                // Each part that this side changed is there.
                prop_assert!(decision.0 == was.0 || decision.0 == *state);
                prop_assert!(decision.1 == was.1 || decision.1 == *why);
                if !others.contains_key(&key) {
                    prop_assert_eq!(there, Some(&decision));
                }
            }
        }
        let (mine, other) = (numbers(&ours), numbers(&theirs));
        for (number, count) in numbers(&merged.model) {
            let most = mine.get(&number).max(other.get(&number)).copied().unwrap_or(1);
            prop_assert!(count <= most, "number {} is there {} times", number, count);
        }
    }

    #[test]
    fn sides_differ_in_what_is_taken_alone(n in 0..100usize, a in steps(20), b in steps(20)) {
        let base = at(&MODELS, n).expect("a sample");
        let (ours, theirs) = (after(base, &a, "A"), after(base, &b, "B"));
        let one = merge(base, &ours, &theirs);
        let other = merge_by(base, &theirs, &ours, &|c: &Conflict| match c.kind {
            // What was changed is kept on either side.
            ConflictKind::DeletedChanged | ConflictKind::Dangling => c.taken,
            _ => turned(c.taken),
        });
        let told = |c: &Conflict| (c.kind, c.subject.clone(), c.field.clone());
        let mut left: Vec<_> = one.conflicts.iter().map(told).collect();
        for conflict in &other.conflicts {
            let place = left.iter().position(|c| *c == told(conflict));
            prop_assert!(place.is_some(), "{:?}", conflict);
            left.swap_remove(place.expect("just seen"));
        }
        prop_assert_eq!(left, Vec::new());
        prop_assert_eq!(decisions(&one.model), decisions(&other.model));
    }
}

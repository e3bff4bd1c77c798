//! Random sequences of commands and pointer gestures: the invariants hold after each, everything
//! undone gives the model that was opened, everything redone the last one again, and no decision
//! is lost but by deleting threats or undoing, nor made by copying.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod scene;

use proptest::prelude::*;
use scene::told::difference;
use scene::{Counted, small};
use std::collections::HashSet;
use trustline_diff::differences;
use trustline_editor::{Alignment, Axis, Command, Decision, Editor, Group, Pointer, PointerKind};
use trustline_model::geometry::Point;
use trustline_model::{State, ThreatKey, ThreatModel, invariants};

/// What a person does; numbers stand for elements, diagrams and threats there are at the time.
#[derive(Clone, Debug)]
enum Act {
    Command(Command),
    Select(Vec<usize>),
    Rename(usize, String),
    Diagram(u8, usize),
    Threat(u8, usize),
    Drag(Vec<(f64, f64)>, [bool; 3]),
    /// A press, a command in the middle of the gesture, and letting go.
    Interrupted((f64, f64), (f64, f64), Box<Act>),
    Save,
    /// The clipboard goes to another model and comes back.
    Elsewhere,
}

fn stencil() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "GE.P", "GE.EI", "GE.DS", "GE.DF", "GE.TB.B", "GE.TB.L", "GE.A", "S.Web", "S.Api", "S.Db",
        "S.Https", "S.User", "NONE",
    ])
    .prop_map(str::to_owned)
}

fn point() -> impl Strategy<Value = (f64, f64)> {
    (0..80u16, 0..60u16).prop_map(|(x, y)| (f64::from(x) * 10.0, f64::from(y) * 10.0))
}

fn command() -> impl Strategy<Value = Command> {
    use Command as C;
    let plain = prop::sample::select(vec![
        C::SelectAll,
        C::SelectNone,
        C::SelectNext(true, false),
        C::SelectNext(false, true),
        C::SelectAlike,
        C::Delete,
        C::Copy,
        C::Cut,
        C::Paste(false),
        C::Paste(true),
        C::Paste(false),
        C::Duplicate,
        C::Nudge(1.0, 0.0),
        C::Nudge(-30.0, 10.0),
        C::Align(Alignment::Left),
        C::Align(Alignment::Middle),
        C::Distribute(Axis::Horizontal),
        C::SameSize,
        C::ToBack,
        C::ToFront,
        C::Layout,
        C::Connect(false),
        C::Connect(true),
        C::Reverse,
        C::Straighten,
        C::Escape,
        C::SetName("x".into()),
        C::SetProperty("auth".into(), "Yes".into()),
        C::SetScope(true),
        C::SetScope(false),
        C::SetPlace(Some(40.0), None, Some(5.0), None),
        C::ZoomBy(1.5),
        C::Pan(30.0, -20.0),
        C::Fit,
        C::AddDiagram,
        C::NextUnedited,
        C::RestoreThreats,
        C::OnlySelection(true),
        C::GroupBy(Some(Group::Element)),
        C::SetGeneration(false),
        C::SetGeneration(true),
        C::AddNote("n".into()),
        C::RemoveNote(0),
        C::Dismiss(0, true),
        C::Undo,
        C::Undo,
        C::Redo,
    ]);
    prop_oneof![
        6 => plain,
        2 => stencil().prop_map(|s| C::Insert(s.into())),
        3 => (stencil(), point()).prop_map(|(s, (x, y))| C::InsertAt(s.into(), Point::new(x, y))),
        2 => stencil().prop_map(|s| C::Draw(s.into())),
        1 => stencil().prop_map(|s| C::ChangeStencil(s.into())),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    let leaf = prop_oneof![
        8 => command().prop_map(Act::Command),
        4 => prop::collection::vec(0..9usize, 1..4).prop_map(Act::Select),
        1 => (0..9usize, "[a-z]{0,3}").prop_map(|(n, name)| Act::Rename(n, name)),
        1 => (0..5u8, 0..3usize).prop_map(|(what, n)| Act::Diagram(what, n)),
        3 => (0..4u8, 0..12usize).prop_map(|(what, n)| Act::Threat(what, n)),
        6 => (prop::collection::vec(point(), 1..4), any::<[bool; 3]>())
            .prop_map(|(points, keys)| Act::Drag(points, keys)),
        1 => Just(Act::Save),
        1 => Just(Act::Elsewhere),
    ];
    leaf.prop_recursive(1, 2, 1, |inner| {
        (point(), point(), inner).prop_map(|(a, b, act)| Act::Interrupted(a, b, Box::new(act)))
    })
}

/// A shop of three, in a box, with a flow there and back, and one decision.
fn opened() -> Editor {
    let mut editor = Editor::create("m", small(), Box::new(Counted::new("a")));
    let at = |x, y| Point::new(x, y);
    for (stencil, x, y) in [
        ("GE.TB.B", 300.0, 250.0),
        ("S.User", 60.0, 250.0),
        ("S.Web", 240.0, 250.0),
        ("S.Db", 380.0, 250.0),
        ("GE.TB.L", 150.0, 250.0),
    ] {
        editor.handle(Command::InsertAt(stencil.into(), at(x, y)));
    }
    let ids: Vec<_> = editor.diagram().unwrap().elements[..4]
        .iter()
        .map(|e| e.id.clone())
        .collect();
    for pair in [[1, 2], [2, 3]] {
        editor.handle(Command::Select(pair.map(|i| ids[i].clone()).to_vec()));
        editor.handle(Command::Connect(pair[0] == 1));
    }
    editor.handle(Command::SelectNone);
    decide(&mut editor, 0);
    let model = editor.prepare().clone();
    Editor::open(model, Box::new(Counted::new("b")))
}

fn decide(editor: &mut Editor, n: usize) {
    editor.settle();
    let rows = editor.grid().rows();
    let Some(key) = rows.get(n % rows.len().max(1)).map(|r| r.key.clone()) else {
        return;
    };
    let decision = Decision {
        state: Some(State::Mitigated),
        fields: vec![("StateInformation".into(), format!("because of {n}"))],
        ..Decision::default()
    };
    editor.handle(Command::Decide(vec![key], decision));
}

fn touched(model: &ThreatModel) -> HashSet<ThreatKey> {
    let touched = model.threats.iter().filter(|t| t.is_touched());
    touched.map(|t| t.key.clone()).collect()
}

fn press(editor: &mut Editor, kind: PointerKind, (x, y): (f64, f64), keys: [bool; 3]) {
    editor.pointer(Pointer {
        kind,
        at: Point::new(x, y),
        shift: keys[0],
        alt: keys[1],
        free: keys[2],
    });
    // What a page asks while it draws.
    let _ = (editor.preview(), editor.hidden(), editor.grips());
    let _ = (editor.shown_ports(), editor.lit(), editor.pane());
}

/// Does it; whether decisions may be fewer afterwards.
fn perform(editor: &mut Editor, act: Act) -> bool {
    let element = |editor: &Editor, n: usize| {
        let all = editor.diagram().map_or(&[][..], |d| &d.elements);
        all.get(n % all.len().max(1)).map(|e| e.id.clone())
    };
    match act {
        Act::Command(command) => {
            let back = matches!(command, Command::Undo | Command::Redo);
            editor.handle(command);
            return back;
        }
        Act::Select(places) => {
            let ids = places.iter().filter_map(|n| element(editor, *n));
            editor.handle(Command::Select(ids.collect()));
        }
        Act::Rename(n, name) => {
            if let Some(id) = element(editor, n) {
                editor.handle(Command::Rename(id, name));
            }
        }
        Act::Diagram(what, n) => {
            let all = &editor.model().diagrams;
            let id = all[n % all.len()].id.clone();
            editor.handle(match what {
                0 => Command::ShowDiagram(id),
                1 => Command::RenameDiagram(id, format!("D{n}")),
                2 => Command::DuplicateDiagram(id),
                3 => Command::RemoveDiagram(id),
                _ => Command::MoveDiagram(id, n),
            });
        }
        Act::Threat(what, n) => match what {
            0 | 1 => decide(editor, n),
            2 => {
                if let Some(id) = element(editor, n) {
                    editor.handle(Command::AddThreat(id));
                }
            }
            _ => {
                editor.settle();
                let keys = editor.grid().rows().iter().skip(n).take(1);
                let keys = keys.map(|r| r.key.clone()).collect();
                editor.handle(Command::RemoveThreats(keys));
                return true;
            }
        },
        Act::Drag(points, keys) => {
            let none = [false; 3];
            press(editor, PointerKind::Move, points[0], none);
            press(editor, PointerKind::Down, points[0], none);
            for point in &points {
                press(editor, PointerKind::Move, *point, keys);
            }
            press(editor, PointerKind::Up, points[points.len() - 1], keys);
        }
        Act::Interrupted(from, to, act) => {
            press(editor, PointerKind::Move, from, [false; 3]);
            press(editor, PointerKind::Down, from, [false; 3]);
            press(editor, PointerKind::Move, to, [false; 3]);
            let back = perform(editor, *act);
            press(editor, PointerKind::Move, from, [false; 3]);
            press(editor, PointerKind::Up, to, [false; 3]);
            return back;
        }
        Act::Save => {
            editor.prepare();
            let state = editor.state();
            editor.mark_saved(state);
            assert!(!editor.is_changed(), "saved, and changed at once");
        }
        Act::Elsewhere => {
            if let Some(clip) = editor.clip_model() {
                let mut other = Editor::create("o", small(), Box::new(Counted::new("c")));
                other.set_clip(clip);
                other.handle(Command::Paste(false));
                invariants(other.model()).unwrap();
                other.handle(Command::SelectAll);
                other.handle(Command::Copy);
                if let Some(clip) = other.clip_model() {
                    editor.set_clip(clip);
                }
            }
        }
    }
    false
}

/// Enough for two seconds; more by `PROPTEST_CASES`.
fn cases() -> u32 {
    let said = std::env::var("PROPTEST_CASES").ok();
    said.and_then(|s| s.parse().ok()).unwrap_or(1500)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_done_can_be_undone(acts in prop::collection::vec(act(), 1..40)) {
        let mut editor = opened();
        let start = editor.model().clone();
        let mut ever = touched(&start);
        for act in acts {
            let before = touched(editor.model());
            let shown = format!("{act:?}");
            let decides = shown.contains("Threat(") || shown.contains("Paste(true)");
            let may_lose = perform(&mut editor, act);
            prop_assert_eq!(invariants(editor.model()), Ok(()), "{}", shown);
            for element in editor.model().diagrams.iter().flat_map(|d| &d.elements) {
                let form = &element.form;
                prop_assert!(form.is_on_canvas(), "{} placed {:?}", shown, form);
                prop_assert_eq!(form, &form.clone().rounded(), "{}", shown);
            }
            let diagram = editor.diagram().unwrap();
            for id in editor.selection() {
                prop_assert!(diagram.element(id).is_some(), "selected, but gone: {}", shown);
            }
            if !may_lose {
                let now = touched(editor.model());
                let lost: Vec<_> = before.difference(&now).collect();
                prop_assert!(lost.is_empty(), "{} lost {:?}", shown, lost);
            }
            let now = touched(editor.model());
            if !decides {
                let doubled: Vec<_> = now.difference(&ever).collect();
                prop_assert!(doubled.is_empty(), "{} decided on {:?}", shown, doubled);
            }
            ever.extend(now);
        }
        let last = editor.model().clone();
        let mut steps = 0;
        while editor.undo_label().is_some() {
            editor.handle(Command::Undo);
            steps += 1;
        }
        prop_assert!(*editor.model() == start, "undone: {}", difference(editor.model(), &start));
        for _ in 0..steps {
            editor.handle(Command::Redo);
        }
        prop_assert!(*editor.model() == last, "redone: {:?}", differences(editor.model(), &last));
    }
}

//! Any sequence of commands and pointer gestures in the editor: the invariants hold after each,
//! what is selected is there, and undoing everything gives the model that was opened.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use trustline_editor::{Alignment, Axis, Command, Decision, Editor, Pointer, PointerKind, World};
use trustline_model::geometry::Point;
use trustline_model::{ElementId, State, StencilId, ThreatModel, invariants};

struct Counted(u32);

impl World for Counted {
    fn now(&self) -> String {
        "2026-01-02T03:04:05.678+00:00".into()
    }

    fn author(&self) -> String {
        "fuzzer".into()
    }

    fn new_id(&mut self) -> String {
        self.0 += 1;
        format!("new-{}", self.0)
    }
}

#[derive(Arbitrary, Debug)]
enum Step {
    Plain(u8),
    Select(Vec<u8>),
    Insert { stencil: u8, at: Option<(i16, i16)> },
    Draw(u8),
    Change(u8),
    Pointer { kind: u8, at: (i16, i16), keys: u8 },
    Nudge(i8, i8),
    Place([Option<i16>; 4]),
    Zoom(u8),
    Diagram { what: u8, which: u8, to: u8 },
    Decide { which: u8, state: u8 },
    Own(u8),
    Forget(u8),
    Name(String),
    Search(String),
    Save,
    Undo,
    Redo,
}

static SAMPLE: LazyLock<ThreatModel> =
    LazyLock::new(|| trustline_library::sample("web-shop").expect("a sample"));

fn stencil(n: u8) -> StencilId {
    let stencils = SAMPLE.knowledge_base.as_ref().map(|kb| &kb.stencils);
    let found = stencils.and_then(|all| all.get(usize::from(n) % all.len().max(1)));
    found.map(|s| s.id.clone()).unwrap_or_default()
}

fn element(editor: &Editor, n: u8) -> Option<ElementId> {
    let all = &editor.diagram()?.elements;
    all.get(usize::from(n) % all.len().max(1)).map(|e| e.id.clone())
}

fn plain(n: u8) -> Command {
    use Command as C;
    let all = [
        C::SelectAll, C::SelectNone, C::SelectNext(true, false), C::SelectNext(false, true), C::SelectAlike,
        C::Delete, C::Copy, C::Cut, C::Paste(false), C::Paste(true), C::Duplicate,
        C::Align(Alignment::Left), C::Align(Alignment::Center), C::Align(Alignment::Bottom),
        C::Distribute(Axis::Horizontal), C::Distribute(Axis::Vertical), C::SameSize, C::ToBack,
        C::ToFront, C::Layout, C::Connect(false), C::Connect(true), C::Reverse, C::Straighten,
        C::Escape, C::SetScope(true), C::SetScope(false), C::Fit, C::FitSelection, C::AddDiagram,
        C::NextUnedited, C::RestoreThreats, C::OnlySelection(true), C::ClearFilters,
        C::SetGeneration(false), C::SetGeneration(true), C::AddNote("n".into()), C::RemoveNote(0),
        C::Dismiss(0, true), C::SnapToGrid(false), C::SnapToNeighbours(false),
    ];
    let n = usize::from(n) % all.len();
    all.into_iter().nth(n).unwrap_or(C::Escape)
}

fn perform(editor: &mut Editor, step: Step) {
    let key = |editor: &mut Editor, n: u8| {
        editor.settle();
        let rows = editor.grid().rows();
        rows.get(usize::from(n) % rows.len().max(1)).map(|r| r.key.clone())
    };
    let command = match step {
        Step::Plain(n) => plain(n),
        Step::Select(all) => {
            let ids = all.into_iter().take(8).filter_map(|n| element(editor, n));
            Command::Select(ids.collect())
        }
        Step::Insert { stencil: n, at: None } => Command::Insert(stencil(n)),
        Step::Insert { stencil: n, at: Some((x, y)) } => {
            Command::InsertAt(stencil(n), Point::new(x.into(), y.into()))
        }
        Step::Draw(n) => Command::Draw(stencil(n)),
        Step::Change(n) => Command::ChangeStencil(stencil(n)),
        Step::Pointer { kind, at: (x, y), keys } => {
            use PointerKind as K;
            let kinds = [K::Down, K::Move, K::Move, K::Up, K::Up, K::Grab, K::Cancel];
            editor.pointer(Pointer {
                kind: kinds[usize::from(kind) % kinds.len()],
                at: Point::new(x.into(), y.into()),
                shift: keys & 1 > 0,
                alt: keys & 2 > 0,
                free: keys & 4 > 0,
            });
            let _ = (editor.preview(), editor.hidden(), editor.grips(), editor.shown_ports());
            return;
        }
        Step::Nudge(x, y) => Command::Nudge(x.into(), y.into()),
        Step::Place(place) => {
            let [l, t, w, h] = place.map(|p| p.map(f64::from));
            Command::SetPlace(l, t, w, h)
        }
        Step::Zoom(n) => Command::ZoomTo(f64::from(n) / 64.0),
        Step::Diagram { what, which, to } => {
            let all = &editor.model().diagrams;
            let id = all[usize::from(which) % all.len()].id.clone();
            match what % 5 {
                0 => Command::ShowDiagram(id),
                1 => Command::RenameDiagram(id, format!("D{to}")),
                2 if all.len() < 6 => Command::DuplicateDiagram(id),
                3 => Command::RemoveDiagram(id),
                _ => Command::MoveDiagram(id, to.into()),
            }
        }
        Step::Decide { which, state } => {
            let state = State::ALL[usize::from(state) % State::ALL.len()].0.clone();
            let decision = Decision { state: Some(state), ..Decision::default() };
            Command::Decide(key(editor, which).into_iter().collect(), decision)
        }
        Step::Own(n) => match element(editor, n) {
            Some(id) => Command::AddThreat(id),
            None => return,
        },
        Step::Forget(n) => Command::RemoveThreats(key(editor, n).into_iter().collect()),
        Step::Name(name) => Command::SetName(name),
        Step::Search(text) => Command::FilterText(text),
        Step::Save => {
            editor.prepare();
            editor.mark_saved(editor.state());
            return;
        }
        Step::Undo => Command::Undo,
        Step::Redo => Command::Redo,
    };
    editor.handle(command);
}

fuzz_target!(|steps: Vec<Step>| {
    let mut editor = Editor::open(SAMPLE.clone(), Box::new(Counted(0)));
    for step in steps.into_iter().take(60) {
        perform(&mut editor, step);
        // Pasting everything again and again is slow, not wrong.
        if editor.model().diagrams.iter().map(|d| d.elements.len()).sum::<usize>() > 400 {
            break;
        }
        invariants(editor.model()).expect("the invariants");
        let diagram = editor.diagram().expect("a diagram");
        for id in editor.selection() {
            assert!(diagram.element(id).is_some(), "selected, but not there");
        }
    }
    while editor.undo_label().is_some() {
        editor.handle(Command::Undo);
    }
    assert!(*editor.model() == *SAMPLE, "undoing does not give the same model");
});

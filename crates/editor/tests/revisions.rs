//! What a page has to look at again: whatever is seen to differ after an input was signalled, and
//! looking alone signals nothing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod scene;

use scene::{Counted, small};
use trustline_editor::{
    Alignment, Column, Command, Decision, Editor, Group, Pointer, PointerKind, ReviewCommand,
    Revisions, TemplateCommand, TemplateItem, TemplateKey,
};
use trustline_model::geometry::Point;
use trustline_model::{State, StencilId};

/// All that a page shows, by the signal that it hangs on.
fn shown(e: &Editor) -> [String; 8] {
    [
        format!("{:?} {}", e.model(), e.is_changed()),
        format!("{:?} {:?}", e.current(), e.drawing()),
        format!("{:?} {:?}", e.selection(), e.selected_threats()),
        format!("{:?} {:?}", e.camera(), e.size()),
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            e.tool(),
            e.snap(),
            e.preview(),
            e.marquee(),
            e.guides(),
            e.shown_ports(),
            e.grips()
        ),
        format!(
            "{:?} {:?} {}",
            e.grid().lines(),
            e.counts(),
            e.can_restore()
        ),
        format!("{:?} {:?}", e.template_pane(), e.trial_name()),
        format!("{:?}", e.walk()),
    ]
}

fn told(r: Revisions) -> [u64; 8] {
    [
        r.model,
        r.drawing,
        r.selection,
        r.camera,
        r.gesture,
        r.threats,
        r.template,
        r.model + r.walk,
    ]
}

/// Does something, and holds what is seen against what is signalled.
fn watched(editor: &mut Editor, what: &str, act: impl FnOnce(&mut Editor)) {
    let (before, counted) = (shown(editor), told(editor.revisions()));
    act(editor);
    let (after, now) = (shown(editor), told(editor.revisions()));
    for (i, part) in [
        "model",
        "drawing",
        "selection",
        "camera",
        "gesture",
        "threats",
        "template",
        "walk",
    ]
    .iter()
    .enumerate()
    {
        assert!(
            before[i] == after[i] || counted[i] != now[i],
            "{what}: {part} changed, and nobody is told"
        );
    }
}

fn at(kind: PointerKind, x: f64, y: f64) -> Pointer {
    Pointer {
        kind,
        at: Point::new(x, y),
        shift: false,
        alt: false,
        free: false,
    }
}

#[test]
fn no_change_goes_untold() {
    let mut editor = Editor::create("m", small(), Box::new(Counted::new("n")));
    let put = |id: &str, x, y| Command::InsertAt(StencilId::from(id), Point::new(x, y));
    use Command as C;
    let commands = [
        put("S.Web", 150.0, 150.0),
        put("S.Db", 450.0, 150.0),
        C::SelectAll,
        C::Connect(false),
        C::Resize(900.0, 700.0),
        C::OnlySelection(true),
        C::GroupBy(Some(Group::State)),
        C::Sort(Column::Title, false),
        C::FilterText("x".into()),
        C::ClearFilters,
        C::NextUnedited,
        C::SetName("y".into()),
        C::Align(Alignment::Top),
        C::Copy,
        C::Paste(false),
        C::Fit,
        C::ZoomBy(2.0),
        C::Pan(3.0, 4.0),
        C::Draw("S.Web".into()),
        C::Escape,
        C::SnapToGrid(false),
        C::AddDiagram,
        C::Undo,
        C::Redo,
        C::AddNote("n".into()),
        C::SetGeneration(false),
        C::Undo,
        C::Template(TemplateCommand::Show(TemplateItem::Stencil("S.Web".into()))),
        C::Template(TemplateCommand::Set(
            TemplateItem::Manifest,
            TemplateKey::Author,
            "a".into(),
        )),
        C::Undo,
        C::Review(ReviewCommand::BeginMeeting),
        C::Review(ReviewCommand::NextStop),
        C::Review(ReviewCommand::PreviousStop),
        C::AddNote("n".into()),
        C::Review(ReviewCommand::Walk),
        C::Review(ReviewCommand::SignOff("s".into())),
        C::StepDiagram(1),
        C::StepThreats(1, false),
        C::StepThreats(1, true),
        C::SelectShownThreats,
        C::FilterColumn(Column::Category, vec!["Tampering".into()]),
        C::ClearFilters,
    ];
    for command in commands {
        let what = format!("{command:?}");
        watched(&mut editor, &what, |e| e.handle(command));
        watched(&mut editor, "settle", Editor::settle);
    }
    let first = editor.model().diagrams[0].id.clone();
    watched(&mut editor, "show", |e| e.handle(C::ShowDiagram(first)));
    let keys: Vec<_> = editor.grid().rows().iter().map(|r| r.key.clone()).collect();
    assert!(!keys.is_empty(), "no threat to decide on");
    let decision = Decision {
        state: Some(State::Mitigated),
        ..Decision::default()
    };
    watched(&mut editor, "decide", |e| {
        e.handle(C::Decide(keys, decision))
    });
    let saved = editor.state();
    watched(&mut editor, "save", |e| e.mark_saved(saved));
    watched(&mut editor, "restore", Editor::mark_unsaved);
    watched(&mut editor, "prepare", |e| {
        e.prepare();
    });
    editor.handle(C::ZoomTo(1.0));
    editor.handle(C::Center(Point::new(400.0, 300.0)));
    for (kind, x, y) in [
        (PointerKind::Move, 150.0, 150.0),
        (PointerKind::Down, 150.0, 150.0),
        (PointerKind::Move, 190.0, 210.0),
        (PointerKind::Up, 190.0, 210.0),
        (PointerKind::Down, 20.0, 20.0),
        (PointerKind::Move, 600.0, 500.0),
        (PointerKind::Cancel, 600.0, 500.0),
        (PointerKind::Grab, 20.0, 20.0),
        (PointerKind::Move, 50.0, 60.0),
        (PointerKind::Up, 50.0, 60.0),
    ] {
        watched(&mut editor, &format!("{kind:?} {x} {y}"), |e| {
            e.pointer(at(kind, x, y));
        });
    }
}

#[test]
fn where_nothing_changes_nothing_is_told() {
    let mut editor = Editor::create("m", small(), Box::new(Counted::new("n")));
    editor.settle();
    let before = editor.revisions();
    editor.pointer(at(PointerKind::Move, 700.0, 500.0));
    editor.pointer(at(PointerKind::Up, 700.0, 500.0));
    editor.settle();
    editor.handle(Command::SelectNone);
    editor.handle(Command::Undo);
    editor.handle(Command::SetGeneration(true));
    editor.handle(Command::Resize(800.0, 600.0));
    assert_eq!(editor.revisions(), before);
}

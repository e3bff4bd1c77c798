//! Everything that people can do, in one table: menus, shortcuts, the command palette and the
//! list of shortcuts are made from it.

use crate::app::{After, App, Dialog, Lower, Place, Side};
use crate::method::{self, Part};
use crate::{dom, store, texts};
use leptos::prelude::*;
use trustline_editor::{Alignment, Axis, Command, Decision, Group};
use trustline_model::State;
use web_sys::KeyboardEvent;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Action {
    Start,
    Open,
    Save,
    SaveAs,
    Download,
    Information,
    Report,
    Picture,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    PasteDecided,
    Duplicate,
    Delete,
    SelectAll,
    SelectAlike,
    SelectNext,
    SelectPrevious,
    AlsoNext,
    AlsoPrevious,
    Rename,
    ChangeStencil,
    Find,
    Insert,
    Connect,
    ConnectBoth,
    Reverse,
    Straighten,
    AlignLeft,
    AlignCenter,
    AlignRight,
    AlignTop,
    AlignMiddle,
    AlignBottom,
    SpreadAcross,
    SpreadDown,
    SameSize,
    ToFront,
    ToBack,
    Layout,
    ZoomIn,
    ZoomOut,
    ZoomOne,
    Fit,
    FitSelection,
    SnapGrid,
    SnapNeighbours,
    Minimap,
    Left,
    Right,
    Bottom,
    ResetLayout,
    Dark,
    AddDiagram,
    DuplicateDiagram,
    DeleteDiagram,
    NextDiagram,
    PreviousDiagram,
    Narrative,
    Generation,
    ShowThreats,
    ShowMessages,
    ShowNotes,
    ShowReview,
    Meeting,
    Tables,
    OpenChild,
    ShowOn,
    NextUntouched,
    AddThreat,
    DeleteThreats,
    RestoreThreats,
    StateNotStarted,
    StateInvestigate,
    StateNotApplicable,
    StateMitigated,
    CopyThreats,
    ExportCsv,
    ClearFilters,
    OnlySelection,
    Palette,
    Shortcuts,
    Tour,
    EditTemplate,
    ApplyTemplate,
    DrawModel,
    BackToDrawing,
}

/// Where a menu's line comes from: an action, or a rule between groups.
pub struct Menu {
    pub name: &'static str,
    pub actions: &'static [&'static [Action]],
}

use self::Action as A;

pub const MENUS: &[Menu] = &[
    Menu {
        name: texts::MENU_FILE,
        actions: &[
            &[A::Start, A::Open],
            &[A::Save, A::SaveAs, A::Download],
            &[A::Information, A::Report, A::Picture, A::ExportCsv],
            &[
                A::EditTemplate,
                A::ApplyTemplate,
                A::BackToDrawing,
                A::DrawModel,
            ],
        ],
    },
    Menu {
        name: texts::MENU_EDIT,
        actions: &[
            &[A::Undo, A::Redo],
            &[
                A::Cut,
                A::Copy,
                A::Paste,
                A::PasteDecided,
                A::Duplicate,
                A::Delete,
            ],
            &[
                A::SelectAll,
                A::SelectAlike,
                A::SelectNext,
                A::SelectPrevious,
                A::AlsoNext,
                A::AlsoPrevious,
            ],
            &[A::Rename, A::ChangeStencil, A::Find],
        ],
    },
    Menu {
        name: texts::MENU_VIEW,
        actions: &[
            &[A::ZoomIn, A::ZoomOut, A::ZoomOne, A::Fit, A::FitSelection],
            &[A::SnapGrid, A::SnapNeighbours, A::Minimap],
            &[A::Left, A::Right, A::Bottom, A::ResetLayout, A::Dark],
            &[A::Palette],
        ],
    },
    Menu {
        name: texts::MENU_DIAGRAM,
        actions: &[
            &[
                A::AddDiagram,
                A::DuplicateDiagram,
                A::DeleteDiagram,
                A::NextDiagram,
                A::PreviousDiagram,
            ],
            &[
                A::Insert,
                A::Connect,
                A::ConnectBoth,
                A::Reverse,
                A::Straighten,
            ],
            &[A::OpenChild, A::ShowOn],
            &[A::Layout, A::Narrative],
        ],
    },
    Menu {
        name: texts::MENU_ARRANGE,
        actions: &[
            &[A::AlignLeft, A::AlignCenter, A::AlignRight],
            &[A::AlignTop, A::AlignMiddle, A::AlignBottom],
            &[A::SpreadAcross, A::SpreadDown, A::SameSize],
            &[A::ToFront, A::ToBack],
        ],
    },
    Menu {
        name: texts::MENU_THREATS,
        actions: &[
            &[A::ShowThreats, A::ShowMessages, A::ShowNotes, A::ShowReview],
            &[A::Meeting, A::Tables],
            &[
                A::NextUntouched,
                A::StateNotStarted,
                A::StateInvestigate,
                A::StateNotApplicable,
                A::StateMitigated,
            ],
            &[A::AddThreat, A::DeleteThreats, A::RestoreThreats],
            &[A::OnlySelection, A::ClearFilters, A::CopyThreats],
            &[A::Generation],
        ],
    },
    Menu {
        name: texts::MENU_HELP,
        actions: &[&[A::Tour, A::Shortcuts]],
    },
];

impl Action {
    /// The keys that do it everywhere on the page, and those that do it on the canvas and in the
    /// grid only (where nobody writes).
    pub fn keys(self) -> &'static str {
        match self {
            A::Open => "Ctrl+O",
            A::Save => "Ctrl+S",
            A::SaveAs => "Ctrl+Shift+S",
            A::Report => "Ctrl+Shift+R",
            A::Information => "Ctrl+I",
            A::Undo => "Ctrl+Z",
            A::Redo => "Ctrl+Y",
            A::Cut => "Ctrl+X",
            A::Copy => "Ctrl+C",
            A::Paste => "Ctrl+V",
            A::PasteDecided => "Ctrl+Shift+V",
            A::Duplicate => "Ctrl+D",
            A::Delete => "Delete",
            A::SelectAll => "Ctrl+A",
            A::SelectNext => "]",
            A::SelectPrevious => "[",
            A::AlsoNext => "}",
            A::AlsoPrevious => "{",
            A::Rename => "F2",
            A::Find => "Ctrl+F",
            A::Insert => "I",
            A::Connect => "C",
            A::ConnectBoth => "Shift+C",
            A::Layout => "Ctrl+Shift+L",
            A::ZoomIn => "+",
            A::ZoomOut => "-",
            A::ZoomOne => "0",
            A::Fit => "F",
            A::FitSelection => "Shift+F",
            A::ToFront => "Ctrl+Shift+ArrowUp",
            A::ToBack => "Ctrl+Shift+ArrowDown",
            A::NextDiagram => "PageDown",
            A::PreviousDiagram => "PageUp",
            A::ShowThreats => "Alt+1",
            A::ShowMessages => "Alt+2",
            A::ShowNotes => "Alt+3",
            A::Narrative => "Alt+4",
            A::ShowReview => "Alt+5",
            A::OpenChild => "Ctrl+Enter",
            A::NextUntouched => "N",
            A::StateNotStarted => "1",
            A::StateInvestigate => "2",
            A::StateNotApplicable => "3",
            A::StateMitigated => "4",
            A::AddThreat => "T",
            A::Palette => "Ctrl+K",
            A::Shortcuts => "?",
            _ => "",
        }
    }

    pub fn label(self) -> &'static str {
        texts::action(self)
    }

    /// Whether it stays where people write: keys with Ctrl, but not those that fields know.
    fn works_in_fields(self) -> bool {
        matches!(
            self,
            A::Save
                | A::SaveAs
                | A::Open
                | A::Report
                | A::Palette
                | A::Information
                | A::ShowThreats
                | A::ShowMessages
                | A::ShowNotes
                | A::Narrative
                | A::ShowReview
        )
    }

    /// Whether it decides on the selected threats.
    fn decides(self) -> bool {
        matches!(
            self,
            A::StateNotStarted | A::StateInvestigate | A::StateNotApplicable | A::StateMitigated
        )
    }

    /// Whether a mark stands before it: it is switched on.
    pub fn is_on(self, app: App) -> Option<bool> {
        Some(match self {
            A::SnapGrid => app.with(|e| e.snap().grid)?,
            A::SnapNeighbours => app.with(|e| e.snap().neighbours)?,
            A::Minimap => app.minimap.get(),
            A::Left => app.left_open.get(),
            A::Right => app.right_open.get(),
            A::Bottom => app.lower_open.get(),
            A::Generation => app.with(|e| e.model().generates())?,
            A::OnlySelection => app.with(|e| e.grid().only_selection())?,
            _ => return None,
        })
    }

    /// Whether it can be done now.
    pub fn is_enabled(self, app: App) -> bool {
        if app.place.get_untracked() == Place::Start {
            return matches!(
                self,
                A::Open | A::Shortcuts | A::Tour | A::Dark | A::Palette
            );
        }
        let editing_template = app.place.get_untracked() == Place::Template;
        if editing_template && !self.is_for_templates() {
            return false;
        }
        let selected = || app.with(|e| e.selection().len()).unwrap_or(0);
        let threats = || app.with(|e| e.selected_threats().len()).unwrap_or(0);
        match self {
            A::Undo => app.with(|e| e.undo_label().is_some()) == Some(true),
            A::Redo => app.with(|e| e.redo_label().is_some()) == Some(true),
            A::EditTemplate => app.with(|e| e.knowledge_base().is_some()) == Some(true),
            A::BackToDrawing => editing_template && !app.is_template(),
            A::DrawModel => editing_template,
            A::Cut
            | A::Duplicate
            | A::Rename
            | A::SelectAlike
            | A::ToFront
            | A::ToBack
            | A::ChangeStencil
            | A::FitSelection
            | A::Reverse
            | A::Straighten => selected() > 0,
            A::OpenChild => selected() == 1,
            A::ShowOn => selected() > 0 && app.with(|e| e.model().diagrams.len() > 1) == Some(true),
            A::Delete | A::Copy => selected() + threats() > 0,
            A::AlignLeft
            | A::AlignCenter
            | A::AlignRight
            | A::AlignTop
            | A::AlignMiddle
            | A::AlignBottom
            | A::SameSize => selected() > 1,
            A::SpreadAcross | A::SpreadDown => selected() > 2,
            A::Connect | A::ConnectBoth => app.with(|e| e.can_connect()) == Some(true),
            A::StateNotStarted
            | A::StateInvestigate
            | A::StateNotApplicable
            | A::StateMitigated
            | A::DeleteThreats => threats() > 0,
            A::RestoreThreats => app.with(|e| e.can_restore()) == Some(true),
            A::ClearFilters => app.with(|e| e.grid().is_narrowed()) == Some(true),
            A::DeleteDiagram => app.with(|e| e.model().diagrams.len() > 1) == Some(true),
            A::NextDiagram | A::PreviousDiagram => {
                app.with(|e| e.model().diagrams.len() > 1) == Some(true)
            }
            _ => true,
        }
    }

    /// Whether it can be done while the template is edited.
    fn is_for_templates(self) -> bool {
        matches!(
            self,
            A::Start
                | A::Open
                | A::Save
                | A::SaveAs
                | A::Download
                | A::Undo
                | A::Redo
                | A::Dark
                | A::Palette
                | A::Shortcuts
                | A::Tour
                | A::BackToDrawing
                | A::DrawModel
        )
    }

    /// Does it.
    pub fn run(self, app: App) {
        if !self.is_enabled(app) {
            return;
        }
        let state = |state: State| {
            let keys = app
                .with(|e| e.selected_threats().to_vec())
                .unwrap_or_default();
            app.act(Command::Decide(
                keys,
                Decision {
                    state: Some(state),
                    ..Decision::default()
                },
            ));
        };
        match self {
            A::Open if !app.changed.get_untracked() => store::pick_file(app),
            // What is not saved would be lost by either.
            A::Start | A::Open => {
                if app.changed.get_untracked() {
                    app.dialog.set(Some(Dialog::Unsaved(After::Close)));
                } else {
                    app.close();
                }
            }
            A::Save => {
                dom::leave_field();
                app.after.set(None);
                store::save(app);
            }
            A::SaveAs => store::save_as(app),
            A::Download => store::save_by_download(app),
            A::Information => {
                app.dialog.set(Some(Dialog::Information));
                dom::focus_soon("#info-0");
            }
            A::Report => app.take_time(texts::REPORTING, move || {
                app.dialog.set(Some(Dialog::Report))
            }),
            A::Picture => app.dialog.set(Some(Dialog::Picture)),
            A::Undo => app.act(Command::Undo),
            A::Redo => app.act(Command::Redo),
            A::Cut => {
                app.act(Command::Cut);
                share_clip(app);
            }
            A::Copy => {
                if self.in_grid(app) {
                    A::CopyThreats.run(app);
                } else {
                    app.act(Command::Copy);
                    share_clip(app);
                }
            }
            A::Paste => paste(app, false),
            A::PasteDecided => paste(app, true),
            A::Duplicate => app.act(Command::Duplicate),
            A::Delete => {
                if self.in_grid(app) {
                    A::DeleteThreats.run(app);
                } else {
                    app.act(Command::Delete);
                }
            }
            A::SelectAll => {
                if self.in_grid(app) {
                    let keys = app.with(|e| e.grid().shown().map(|r| r.key.clone()).collect());
                    app.act(Command::SelectThreats(keys.unwrap_or_default()));
                } else {
                    app.act(Command::SelectAll);
                }
            }
            A::SelectAlike => app.act(Command::SelectAlike),
            A::SelectNext => app.act(Command::SelectNext(true, false)),
            A::AlsoNext => app.act(Command::SelectNext(true, true)),
            A::AlsoPrevious => app.act(Command::SelectNext(false, true)),
            A::SelectPrevious => app.act(Command::SelectNext(false, false)),
            A::Rename => app
                .renaming
                .set(app.with(|e| e.selection().last().cloned()).flatten()),
            A::ChangeStencil => app.dialog.set(Some(Dialog::ChangeStencil)),
            A::Find => app.dialog.set(Some(Dialog::Find)),
            A::Insert => app.dialog.set(Some(Dialog::Insert(None))),
            A::Connect => app.act(Command::Connect(false)),
            A::ConnectBoth => app.act(Command::Connect(true)),
            A::Reverse => app.act(Command::Reverse),
            A::Straighten => app.act(Command::Straighten),
            A::AlignLeft => app.act(Command::Align(Alignment::Left)),
            A::AlignCenter => app.act(Command::Align(Alignment::Center)),
            A::AlignRight => app.act(Command::Align(Alignment::Right)),
            A::AlignTop => app.act(Command::Align(Alignment::Top)),
            A::AlignMiddle => app.act(Command::Align(Alignment::Middle)),
            A::AlignBottom => app.act(Command::Align(Alignment::Bottom)),
            A::SpreadAcross => app.act(Command::Distribute(Axis::Horizontal)),
            A::SpreadDown => app.act(Command::Distribute(Axis::Vertical)),
            A::SameSize => app.act(Command::SameSize),
            A::ToFront => app.act(Command::ToFront),
            A::ToBack => app.act(Command::ToBack),
            A::Layout => app.take_time(texts::ARRANGING, move || {
                app.act(Command::Layout);
                app.act(Command::Fit);
            }),
            A::ZoomIn => app.act(Command::ZoomBy(1.25)),
            A::ZoomOut => app.act(Command::ZoomBy(0.8)),
            A::ZoomOne => app.act(Command::ZoomTo(1.0)),
            A::Fit => app.act(Command::Fit),
            A::FitSelection => app.act(Command::FitSelection),
            A::SnapGrid => {
                let on = app.with(|e| e.snap().grid) == Some(true);
                app.act(Command::SnapToGrid(!on));
            }
            A::SnapNeighbours => {
                let on = app.with(|e| e.snap().neighbours) == Some(true);
                app.act(Command::SnapToNeighbours(!on));
            }
            A::Minimap => toggle(app.minimap, "minimap"),
            A::Left => toggle(app.left_open, "left"),
            A::Right => toggle(app.right_open, "right"),
            A::Bottom => toggle(app.lower_open, "lower"),
            A::ResetLayout => {
                for (signal, name) in [
                    (app.left_open, "left"),
                    (app.right_open, "right"),
                    (app.lower_open, "lower"),
                ] {
                    signal.set(true);
                    dom::set_setting(name, "true");
                }
                app.lower_height.set(dom::usual_lower_height());
                dom::set_setting("lower-height", "");
                dom::set_setting("columns", "");
                app.threats.update(|v| *v += 1);
            }
            A::Dark => crate::shell::toggle_dark(app),
            A::AddDiagram => app.act(Command::AddDiagram),
            A::DuplicateDiagram => with_diagram(app, Command::DuplicateDiagram),
            A::DeleteDiagram => with_diagram(app, Command::RemoveDiagram),
            A::NextDiagram => step_diagram(app, 1),
            A::PreviousDiagram => step_diagram(app, -1),
            A::Narrative => lower(app, Lower::Narrative),
            A::ShowThreats => lower(app, Lower::Threats),
            A::ShowMessages => lower(app, Lower::Messages),
            A::ShowNotes => lower(app, Lower::Notes),
            A::ShowReview => lower(app, Lower::Review),
            A::Meeting => method::show(app, Part::Meeting),
            A::Tables => method::show(app, Part::Tables),
            A::OpenChild => app.act(Command::OpenChild),
            A::ShowOn => app.dialog.set(Some(Dialog::ShowOn)),
            A::Generation => {
                let on = app.with(|e| e.model().generates()) == Some(true);
                app.act(Command::SetGeneration(!on));
            }
            A::NextUntouched => {
                app.act(Command::NextUntouched);
                lower(app, Lower::Threats);
                app.side.set(Side::Threat);
                let key = app.with(|e| e.selected_threats().last().cloned()).flatten();
                if let Some(key) = key {
                    app.open_threat(key);
                }
            }
            A::StateNotStarted => state(State::NotStarted),
            A::StateInvestigate => state(State::NeedsInvestigation),
            A::StateNotApplicable => state(State::NotApplicable),
            A::StateMitigated => state(State::Mitigated),
            A::AddThreat => {
                let flow = app.with(|e| e.selection().last().cloned()).flatten();
                match flow {
                    Some(flow) => {
                        app.act(Command::AddThreat(flow));
                        app.side.set(Side::Threat);
                        dom::focus_soon("#threat-title");
                    }
                    None => app.say(texts::SELECT_FLOW),
                }
            }
            A::DeleteThreats => {
                let keys = app
                    .with(|e| e.selected_threats().to_vec())
                    .unwrap_or_default();
                app.act(Command::RemoveThreats(keys));
            }
            A::RestoreThreats => app.act(Command::RestoreThreats),
            A::CopyThreats => crate::grid::copy_rows(app),
            A::ExportCsv => crate::report::download(app, trustline_report::Kind::CSV),
            A::ClearFilters => app.act(Command::ClearFilters),
            A::OnlySelection => {
                let on = app.with(|e| e.grid().only_selection()) == Some(true);
                app.act(Command::OnlySelection(!on));
            }
            A::Palette => app.dialog.set(Some(Dialog::Palette)),
            A::Shortcuts => app.dialog.set(Some(Dialog::Shortcuts)),
            A::Tour => app.dialog.set(Some(Dialog::Tour)),
            A::EditTemplate => crate::template::open(app),
            A::ApplyTemplate => app.dialog.set(Some(Dialog::Apply(Vec::new()))),
            A::BackToDrawing => {
                dom::leave_field();
                app.place.set(Place::Editor);
                dom::focus_soon("#canvas");
            }
            A::DrawModel => {
                dom::leave_field();
                match app.changed.get_untracked() {
                    true => app.dialog.set(Some(Dialog::Unsaved(After::Draw))),
                    false => store::draw_with_template(app),
                }
            }
        }
    }

    /// Whether the keyboard is in the grid of threats, or only threats are selected.
    fn in_grid(self, app: App) -> bool {
        let focused = dom::document()
            .active_element()
            .and_then(|a| a.closest(".grid").ok().flatten())
            .is_some();
        let nothing_drawn =
            app.with(|e| e.selection().is_empty() && !e.selected_threats().is_empty());
        focused || (self == A::Delete && nothing_drawn == Some(true))
    }
}

/// How people are told about the ways to group rows.
pub fn group_label(group: Group) -> &'static str {
    match group {
        Group::Interaction => texts::GROUP_INTERACTION,
        Group::Element => texts::GROUP_ELEMENT,
        Group::Category => texts::GROUP_CATEGORY,
        Group::State => texts::GROUP_STATE,
        Group::Diagram => texts::GROUP_DIAGRAM,
    }
}

fn toggle(signal: RwSignal<bool>, name: &str) {
    signal.update(|v| *v = !*v);
    dom::set_setting(
        name,
        if signal.get_untracked() {
            "true"
        } else {
            "false"
        },
    );
}

fn lower(app: App, what: Lower) {
    app.lower.set(what);
    app.lower_open.set(true);
}

fn with_diagram(app: App, command: fn(trustline_model::DiagramId) -> Command) {
    if let Some(id) = app.with(|e| e.current().clone()) {
        app.act(command(id));
    }
}

fn step_diagram(app: App, step: isize) {
    let next = app.with(|e| {
        let diagrams = &e.model().diagrams;
        let at = diagrams.iter().position(|d| d.id == *e.current())?;
        let next = (at as isize + step).rem_euclid(diagrams.len() as isize) as usize;
        Some(diagrams.get(next)?.id.clone())
    });
    if let Some(Some(id)) = next {
        app.act(Command::ShowDiagram(id));
    }
}

/// Hands the clip to other models: as a file's text on the system's clipboard.
fn share_clip(app: App) {
    let model = app.with(|e| e.clip_model()).flatten();
    let format = trustline_formats::Format::new(trustline_formats::Kind::Tm7);
    let bytes = model.and_then(|m| trustline_formats::write(&m, &format).ok());
    if let Some(text) = bytes.and_then(|b| String::from_utf8(b).ok()) {
        dom::copy_text(&text);
    }
}

/// Pastes from a menu: the browser is asked for the clipboard's text.
fn paste(app: App, decided: bool) {
    let promise = dom::window().navigator().clipboard().read_text();
    leptos::task::spawn_local(async move {
        let text = wasm_bindgen_futures::JsFuture::from(promise).await;
        let text = text.ok().and_then(|t| t.as_string()).unwrap_or_default();
        paste_text(app, &text, decided);
    });
}

/// Pastes the elements that a text holds, else those copied last on this page.
pub fn paste_text(app: App, text: &str, decided: bool) {
    if text.starts_with("<ThreatModel")
        && let Ok(reading) = trustline_formats::read(text.as_bytes())
    {
        app.edit(|e| e.set_clip(reading.model));
    }
    if app.with(|e| e.can_paste()) == Some(true) {
        app.act(Command::Paste(decided));
    } else {
        app.say(texts::NOTHING_TO_PASTE);
    }
}

/// A key as the table writes it.
fn pressed(e: &KeyboardEvent) -> String {
    let mut name = String::new();
    if e.ctrl_key() || e.meta_key() {
        name.push_str("Ctrl+");
    }
    if e.alt_key() {
        name.push_str("Alt+");
    }
    let key = e.key();
    let single = key.chars().count() == 1;
    let is_letter = key.chars().all(char::is_alphabetic);
    if e.shift_key() && (!single || is_letter) {
        name.push_str("Shift+");
    }
    name.push_str(&if single { key.to_uppercase() } else { key });
    name
}

/// Does what the keys say.
pub fn on_key(app: App, e: &KeyboardEvent) {
    if e.default_prevented() {
        return;
    }
    let key = pressed(e);
    let dialog = app.dialog.with_untracked(Option::is_some);
    if dialog && key != "Ctrl+K" {
        return;
    }
    let writing = dom::is_writing(e.target());
    let key = match key.as_str() {
        "Backspace" => "Delete".to_owned(),
        "Ctrl+Shift+Z" => "Ctrl+Y".to_owned(),
        "=" => "+".to_owned(),
        _ => key,
    };
    if !writing && app.place.get_untracked() == Place::Editor {
        let on_canvas = dom::document()
            .active_element()
            .is_none_or(|a| a.id() == "canvas" || a.tag_name() == "BODY");
        if on_canvas {
            let step = if e.shift_key() { 10.0 } else { 1.0 };
            let by = match e.key().as_str() {
                "ArrowLeft" => Some((-step, 0.0)),
                "ArrowRight" => Some((step, 0.0)),
                "ArrowUp" => Some((0.0, -step)),
                "ArrowDown" => Some((0.0, step)),
                _ => None,
            };
            if let Some((dx, dy)) = by.filter(|_| !e.ctrl_key() && !e.alt_key()) {
                e.prevent_default();
                match app.with(|e| e.selection().is_empty()) {
                    Some(true) => app.act(Command::Pan(-dx * 40.0, -dy * 40.0)),
                    _ => app.act(Command::Nudge(dx, dy)),
                }
                return;
            }
            if key == "Escape" {
                app.context.set(None);
                app.act(Command::Escape);
                return;
            }
            if key == "Enter" {
                e.prevent_default();
                A::Rename.run(app);
                return;
            }
        }
    }
    let found = MENUS
        .iter()
        .flat_map(|m| m.actions.iter().copied().flatten())
        .find(|a| a.keys() == key);
    if let Some(action) = found {
        if writing && !action.works_in_fields() {
            return;
        }
        // What means nothing here may mean something to the browser.
        if app.place.get_untracked() == Place::Template && !action.is_enabled(app) {
            return;
        }
        // A key decides on a threat only where that threat is looked at.
        if action.decides() && app.side.get_untracked() != Side::Threat && !action.in_grid(app) {
            return;
        }
        // The browser hands over what is pasted by an event of its own.
        if matches!(action, A::Paste | A::PasteDecided) {
            app.paste_decided.set_value(*action == A::PasteDecided);
            return;
        }
        e.prevent_default();
        action.run(app);
    }
}

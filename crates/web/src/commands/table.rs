//! The table of everything that people can do. A line holds all of an action: its name in the page
//! and its text, its keys, where and when it can be used, and what it does. Menus, the palette, the
//! list of shortcuts and the keyboard are made from it.

use crate::browser::dom;
use crate::commands::keys::Keys::{self, Always, Browser, OnThreat, Press, Unbound};
use crate::commands::rooms::Rooms;
use crate::commands::when::*;
use crate::commands::{diagrams, edit, threats};
use crate::files::{export, leave, save};
use crate::state::{Dialog, Lower, ReviewTab, Screen};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{Alignment, Axis, Command};
use trustline_model::State;

/// Where an action can be used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// On the start page too.
    Anywhere,
    /// Wherever something is open.
    Document,
    /// While a model is drawn.
    Drawing,
    /// While a template is edited.
    Template,
}

/// A line of the table.
struct Line {
    text: &'static str,
    keys: Keys,
    reach: Reach,
    when: fn(Rooms) -> bool,
    does: fn(Rooms),
    /// Whether it is switched on, where it is a switch.
    on: Option<fn(Rooms) -> Option<bool>>,
}

/// A menu: groups of actions with a rule between them.
pub struct Menu {
    pub name: &'static str,
    pub groups: &'static [&'static [Action]],
}

/// A switch where there is one.
macro_rules! switch {
    () => {
        None
    };
    ($on:expr) => {
        Some($on)
    };
}

macro_rules! actions {
    ($( $menu:ident { $( [ $(
        $action:ident $text:ident $keys:expr, $reach:ident, $when:ident => $does:expr $(, on $on:expr)?;
    )* ] )* } )*) => {
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Action {
            $( $( $( $action, )* )* )*
        }

        pub const MENUS: &[Menu] = &[ $( Menu {
            name: texts::$menu,
            groups: &[ $( &[ $( Action::$action, )* ], )* ],
        }, )* ];

        impl Action {
            fn line(self) -> &'static Line {
                match self {
                    $( $( $( Action::$action => const { &Line {
                        text: texts::actions::$text,
                        keys: $keys,
                        reach: Reach::$reach,
                        when: $when,
                        does: $does,
                        on: switch!($($on)?),
                    } }, )* )* )*
                }
            }
        }
    };
}

actions! {
    // action             text                 keys                           where     when                  what it does
    MENU_FILE {
        [
            Start              START                Unbound,                       Document, always             => |r| leave::to_start(r.files);
            Open               OPEN                 Always("Ctrl+O"),              Anywhere, always             => |r| leave::open_another(r.files);
        ]
        [
            Save               SAVE                 Always("Ctrl+S"),              Document, always             => save;
            SaveAs             SAVE_AS              Always("Ctrl+Shift+S"),        Document, always             => |r| save::save_as(r.files);
            Download           DOWNLOAD             Unbound,                       Document, always             => |r| save::save_by_download(r.files);
        ]
        [
            Information        INFORMATION          Always("Ctrl+I"),              Drawing,  always             => information;
            Report             REPORT               Always("Ctrl+Shift+R"),        Drawing,  always             => report;
            Picture            PICTURE              Unbound,                       Drawing,  always             => |r| r.dialogs.open(Dialog::Picture);
            ExportCsv          EXPORT_CSV           Unbound,                       Drawing,  always             => |r| export::download_named(r.files, "csv");
        ]
        [
            EditTemplate       EDIT_TEMPLATE        Unbound,                       Drawing,  has_template       => |r| r.tabs.open();
            ApplyTemplate      APPLY_TEMPLATE       Unbound,                       Drawing,  always             => |r| r.dialogs.open(Dialog::Apply(Vec::new()));
            BackToDrawing      BACK_TO_DRAWING      Unbound,                       Template, has_drawing        => back_to_drawing;
            DrawModel          DRAW_MODEL           Unbound,                       Template, always             => draw_model;
        ]
    }
    MENU_EDIT {
        [
            Undo               UNDO                 Press("Ctrl+Z"),               Document, can_undo           => |r| r.act(Command::Undo);
            Redo               REDO                 Press("Ctrl+Y"),               Document, can_redo           => |r| r.act(Command::Redo);
        ]
        [
            Cut                CUT                  Press("Ctrl+X"),               Drawing,  selected           => edit::cut;
            Copy               COPY                 Press("Ctrl+C"),               Drawing,  any_selected       => edit::copy;
            CopyPicture        COPY_PICTURE         Unbound,                       Drawing,  always             => edit::copy_picture;
            Paste              PASTE                Browser("Ctrl+V"),             Drawing,  always             => |r| edit::paste(r, false);
            PasteDecided       PASTE_DECIDED        Browser("Ctrl+Shift+V"),       Drawing,  always             => |r| edit::paste(r, true);
            Duplicate          DUPLICATE            Press("Ctrl+D"),               Drawing,  selected           => |r| r.act(Command::Duplicate);
            Delete             DELETE               Press("Delete"),               Drawing,  any_selected       => edit::delete;
        ]
        [
            SelectAll          SELECT_ALL           Press("Ctrl+A"),               Drawing,  always             => edit::select_all;
            SelectAlike        SELECT_ALIKE         Unbound,                       Drawing,  selected           => |r| r.act(Command::SelectAlike);
            SelectNext         SELECT_NEXT          Press("]"),                    Drawing,  always             => |r| r.act(Command::SelectNext(true, false));
            SelectPrevious     SELECT_PREVIOUS      Press("["),                    Drawing,  always             => |r| r.act(Command::SelectNext(false, false));
            AlsoNext           ALSO_NEXT            Press("}"),                    Drawing,  always             => |r| r.act(Command::SelectNext(true, true));
            AlsoPrevious       ALSO_PREVIOUS        Press("{"),                    Drawing,  always             => |r| r.act(Command::SelectNext(false, true));
        ]
        [
            Rename             RENAME               Press("F2"),                   Drawing,  selected           => edit::rename;
            ChangeStencil      CHANGE_STENCIL       Unbound,                       Drawing,  selected           => |r| r.dialogs.open(Dialog::ChangeStencil);
            Find               FIND                 Press("Ctrl+F"),               Drawing,  always             => |r| r.dialogs.open(Dialog::Find);
        ]
    }
    MENU_VIEW {
        [
            ZoomIn             ZOOM_IN              Press("+"),                    Drawing,  always             => |r| r.act(Command::ZoomBy(1.25));
            ZoomOut            ZOOM_OUT             Press("-"),                    Drawing,  always             => |r| r.act(Command::ZoomBy(0.8));
            ZoomOne            ZOOM_ONE             Press("0"),                    Drawing,  always             => |r| r.act(Command::ZoomTo(1.0));
            Fit                FIT                  Press("F"),                    Drawing,  always             => |r| r.act(Command::Fit);
            FitSelection       FIT_SELECTION        Press("Shift+F"),              Drawing,  selected           => |r| r.act(Command::FitSelection);
        ]
        [
            SnapGrid           SNAP_GRID            Unbound,                       Drawing,  always             => |r| r.turn(snap_grid(r), Command::SnapToGrid), on snap_grid;
            SnapNeighbours     SNAP_NEIGHBOURS      Unbound,                       Drawing,  always             => |r| r.turn(snap_neighbours(r), Command::SnapToNeighbours), on snap_neighbours;
            Minimap            MINIMAP              Unbound,                       Drawing,  always             => |r| r.layout.toggle_minimap(), on |r| Some(r.layout.minimap.get());
            Badges             BADGES               Unbound,                       Drawing,  always             => |r| r.layout.toggle_badges(), on |r| Some(r.layout.badges.get());
        ]
        [
            Left               LEFT                 Unbound,                       Drawing,  always             => |r| r.layout.toggle_left(), on |r| Some(r.layout.left_open.get());
            Right              RIGHT                Unbound,                       Drawing,  always             => |r| r.layout.toggle_right(), on |r| Some(r.layout.right_open.get());
            Bottom             BOTTOM               Unbound,                       Drawing,  always             => |r| r.layout.toggle_lower(), on |r| Some(r.layout.lower_open.get());
            ResetLayout        RESET_LAYOUT         Unbound,                       Drawing,  always             => reset_layout;
            Dark               DARK                 Unbound,                       Anywhere, always             => |r| r.theme.toggle();
        ]
        [
            Palette            PALETTE              Always("Ctrl+K"),              Anywhere, always             => |r| r.dialogs.open(Dialog::Palette);
        ]
    }
    MENU_DIAGRAM {
        [
            AddDiagram         ADD_DIAGRAM          Unbound,                       Drawing,  always             => |r| r.act(Command::AddDiagram);
            DuplicateDiagram   DUPLICATE_DIAGRAM    Unbound,                       Drawing,  always             => |r| diagrams::with_current(r, Command::DuplicateDiagram);
            DeleteDiagram      DELETE_DIAGRAM       Unbound,                       Drawing,  several_diagrams   => |r| diagrams::with_current(r, Command::RemoveDiagram);
            NextDiagram        NEXT_DIAGRAM         Press("PageDown"),             Drawing,  several_diagrams   => |r| r.act(Command::StepDiagram(1));
            PreviousDiagram    PREVIOUS_DIAGRAM     Press("PageUp"),               Drawing,  several_diagrams   => |r| r.act(Command::StepDiagram(-1));
        ]
        [
            Insert             INSERT               Press("I"),                    Drawing,  always             => |r| r.dialogs.open(Dialog::Insert(None));
            Connect            CONNECT              Press("C"),                    Drawing,  can_connect        => |r| r.act(Command::Connect(false));
            ConnectBoth        CONNECT_BOTH         Press("Shift+C"),              Drawing,  can_connect        => |r| r.act(Command::Connect(true));
            Reverse            REVERSE              Unbound,                       Drawing,  selected           => |r| r.act(Command::Reverse);
            Straighten         STRAIGHTEN           Unbound,                       Drawing,  selected           => |r| r.act(Command::Straighten);
        ]
        [
            OpenChild          OPEN_CHILD           Press("Ctrl+Enter"),           Drawing,  one_selected       => |r| r.act(Command::OpenChild);
            ShowOn             SHOW_ON              Unbound,                       Drawing,  can_show_elsewhere => |r| r.dialogs.open(Dialog::ShowOn);
        ]
        [
            Layout             LAYOUT               Press("Ctrl+Shift+L"),         Drawing,  always             => arrange;
            Narrative          NARRATIVE            Always("Alt+4"),               Drawing,  always             => |r| r.lower(Lower::Narrative);
        ]
    }
    MENU_ARRANGE {
        [
            AlignLeft          ALIGN_LEFT           Unbound,                       Drawing,  two_selected       => |r| r.act(Command::Align(Alignment::Left));
            AlignCenter        ALIGN_CENTER         Unbound,                       Drawing,  two_selected       => |r| r.act(Command::Align(Alignment::Center));
            AlignRight         ALIGN_RIGHT          Unbound,                       Drawing,  two_selected       => |r| r.act(Command::Align(Alignment::Right));
        ]
        [
            AlignTop           ALIGN_TOP            Unbound,                       Drawing,  two_selected       => |r| r.act(Command::Align(Alignment::Top));
            AlignMiddle        ALIGN_MIDDLE         Unbound,                       Drawing,  two_selected       => |r| r.act(Command::Align(Alignment::Middle));
            AlignBottom        ALIGN_BOTTOM         Unbound,                       Drawing,  two_selected       => |r| r.act(Command::Align(Alignment::Bottom));
        ]
        [
            SpreadAcross       SPREAD_ACROSS        Unbound,                       Drawing,  three_selected     => |r| r.act(Command::Distribute(Axis::Horizontal));
            SpreadDown         SPREAD_DOWN          Unbound,                       Drawing,  three_selected     => |r| r.act(Command::Distribute(Axis::Vertical));
            SameSize           SAME_SIZE            Unbound,                       Drawing,  two_selected       => |r| r.act(Command::SameSize);
        ]
        [
            ToFront            TO_FRONT             Press("Ctrl+Shift+ArrowUp"),   Drawing,  selected           => |r| r.act(Command::ToFront);
            ToBack             TO_BACK              Press("Ctrl+Shift+ArrowDown"), Drawing,  selected           => |r| r.act(Command::ToBack);
        ]
    }
    MENU_THREATS {
        [
            ShowThreats        SHOW_THREATS         Always("Alt+1"),               Drawing,  always             => |r| r.lower(Lower::Threats);
            ShowMessages       SHOW_MESSAGES        Always("Alt+2"),               Drawing,  always             => |r| r.lower(Lower::Messages);
            ShowNotes          SHOW_NOTES           Always("Alt+3"),               Drawing,  always             => |r| r.lower(Lower::Notes);
            ShowReview         SHOW_REVIEW          Always("Alt+5"),               Drawing,  always             => |r| r.lower(Lower::Review);
        ]
        [
            Meeting            MEETING              Unbound,                       Drawing,  always             => |r| r.layout.show_review(ReviewTab::Meeting);
            Tables             TABLES               Unbound,                       Drawing,  always             => |r| r.layout.show_review(ReviewTab::Tables);
        ]
        [
            NextUnedited      NEXT_UNEDITED       Press("N"),                    Drawing,  always             => threats::next_unedited;
            StateNotStarted    STATE_NOT_STARTED    OnThreat("1"),                 Drawing,  threats_selected   => |r| threats::decide(r, State::NotStarted);
            StateInvestigate   STATE_INVESTIGATE    OnThreat("2"),                 Drawing,  threats_selected   => |r| threats::decide(r, State::NeedsInvestigation);
            StateNotApplicable STATE_NOT_APPLICABLE OnThreat("3"),                 Drawing,  threats_selected   => |r| threats::decide(r, State::NotApplicable);
            StateMitigated     STATE_MITIGATED      OnThreat("4"),                 Drawing,  threats_selected   => |r| threats::decide(r, State::Mitigated);
        ]
        [
            AddThreat          ADD_THREAT           Press("T"),                    Drawing,  always             => threats::add;
            AddSystemThreat    ADD_SYSTEM_THREAT    Unbound,                       Drawing,  always             => threats::add_to_system;
            DeleteThreats      DELETE_THREATS       Unbound,                       Drawing,  threats_selected   => threats::delete;
            RestoreThreats     RESTORE_THREATS      Unbound,                       Drawing,  can_restore        => |r| r.act(Command::RestoreThreats);
        ]
        [
            OnlySelection      ONLY_SELECTION       Unbound,                       Drawing,  always             => |r| r.turn(only_selection(r), Command::OnlySelection), on only_selection;
            ClearFilters       CLEAR_FILTERS        Unbound,                       Drawing,  narrowed           => |r| r.act(Command::ClearFilters);
            CopyThreats        COPY_THREATS         Unbound,                       Drawing,  always             => threats::copy;
        ]
        [
            Generation         GENERATION           Unbound,                       Drawing,  always             => |r| r.turn(generation(r), Command::SetGeneration), on generation;
        ]
    }
    MENU_HELP {
        [
            Tour               TOUR                 Unbound,                       Anywhere, always             => |r| r.dialogs.open(Dialog::Tour);
            Shortcuts          SHORTCUTS            Press("?"),                    Anywhere, always             => |r| r.dialogs.open(Dialog::Shortcuts);
        ]
    }
}

impl Action {
    /// What people read.
    pub fn label(self) -> &'static str {
        self.line().text
    }

    pub fn keys(self) -> Keys {
        self.line().keys
    }

    /// Whether a mark stands before it: it is switched on.
    pub fn is_on(self, rooms: Rooms) -> Option<bool> {
        self.line().on?(rooms)
    }

    /// Whether it can be done now.
    pub fn is_enabled(self, rooms: Rooms) -> bool {
        let line = self.line();
        let fits = match rooms.layout.screen.get_untracked() {
            Screen::Start => line.reach == Reach::Anywhere,
            Screen::Editor => line.reach != Reach::Template,
            Screen::Template => line.reach != Reach::Drawing,
        };
        fits && (line.when)(rooms)
    }

    /// Does it.
    pub fn run(self, rooms: Rooms) {
        if self.is_enabled(rooms) {
            (self.line().does)(rooms);
        }
    }
}

fn save(rooms: Rooms) {
    dom::leave_field();
    rooms.files.after.set(None);
    save::save(rooms.files);
}

fn information(rooms: Rooms) {
    rooms.dialogs.open(Dialog::Information);
    dom::focus_soon("#info-0");
}

fn report(rooms: Rooms) {
    let open = move || rooms.dialogs.open(Dialog::Report);
    rooms.editing.take_time(texts::REPORTING, open);
}

fn arrange(rooms: Rooms) {
    rooms.editing.take_time(texts::ARRANGING, move || {
        rooms.act(Command::Layout);
        rooms.act(Command::Fit);
    });
}

fn reset_layout(rooms: Rooms) {
    rooms.layout.reset();
    rooms.columns.reset();
}

fn back_to_drawing(rooms: Rooms) {
    dom::leave_field();
    rooms.layout.screen.set(Screen::Editor);
    dom::focus_soon("#canvas");
}

fn draw_model(rooms: Rooms) {
    dom::leave_field();
    leave::draw(rooms.files);
}

fn snap_grid(rooms: Rooms) -> Option<bool> {
    rooms.editing.with(|e| e.snap().grid)
}

fn snap_neighbours(rooms: Rooms) -> Option<bool> {
    rooms.editing.with(|e| e.snap().neighbours)
}

fn generation(rooms: Rooms) -> Option<bool> {
    rooms.editing.with(|e| e.model().generates())
}

fn only_selection(rooms: Rooms) -> Option<bool> {
    rooms.editing.with(|e| e.grid().only_selection())
}

#[cfg(test)]
mod tests {
    use super::MENUS;

    #[test]
    fn no_two_actions_have_the_same_keys() {
        let all = MENUS
            .iter()
            .flat_map(|m| m.groups.iter().copied().flatten());
        let mut keys: Vec<&str> = all.map(|a| a.keys().text()).collect();
        keys.retain(|k| !k.is_empty());
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }
}

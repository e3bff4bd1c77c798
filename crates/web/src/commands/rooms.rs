//! All of the page's state together: what actions work on. The shell makes it and hands out its
//! parts; nobody else holds it whole.

use crate::files::Files;
use crate::state::{Dialogs, Editing, Layout, Lower, Notices, Tabs, Theme};
use crate::threats::Columns;
use leptos::prelude::*;
use trustline_editor::Command;

#[derive(Clone, Copy)]
pub struct Rooms {
    pub editing: Editing,
    pub files: Files,
    pub layout: Layout,
    pub dialogs: Dialogs,
    pub notices: Notices,
    pub tabs: Tabs,
    pub theme: Theme,
    pub columns: Columns,
    /// Whether the next paste takes decisions along.
    pub paste_decided: StoredValue<bool>,
}

impl Rooms {
    pub fn new() -> Self {
        let notices = Notices::new();
        let (editing, dialogs) = (Editing::new(notices), Dialogs::new(notices));
        let layout = Layout::new();
        let tabs = Tabs::new(editing, layout);
        Self {
            editing,
            files: Files::new(editing, dialogs, layout, notices, tabs),
            layout,
            dialogs,
            notices,
            tabs,
            theme: Theme::new(),
            columns: Columns::new(),
            paste_decided: StoredValue::new(false),
        }
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// Each part for those who need it.
    pub fn provide(self) {
        provide_context(self.editing);
        provide_context(self.files);
        provide_context(self.layout);
        provide_context(self.dialogs);
        provide_context(self.notices);
        provide_context(self.tabs);
        provide_context(self.columns);
        provide_context(self);
    }

    /// A command to the editor.
    pub fn act(self, command: Command) {
        self.editing.act(command);
    }

    /// Turns something over that is on or off.
    pub fn turn(self, on: Option<bool>, command: fn(bool) -> Command) {
        self.act(command(on != Some(true)));
    }

    /// Opens the lower pane with something.
    pub fn lower(self, what: Lower) {
        self.layout.show_lower(what);
    }
}

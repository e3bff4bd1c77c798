//! What stands above the page for a while: a dialog, the menu of the canvas, a name that is edited
//! in its place.

use crate::state::notices::Notices;
use leptos::prelude::*;
use serde::Deserialize;
use trustline_model::ElementId;

/// A dialog that is open.
#[derive(Clone, PartialEq, Debug)]
pub enum Dialog {
    SaveAs,
    Report,
    Information,
    Shortcuts,
    Tour,
    Find,
    Palette,
    /// A stencil is searched by typing; the point of the screen where it goes.
    Insert(Option<(f64, f64)>),
    ChangeStencil,
    Compare(Vec<String>),
    /// Something unsaved would be lost by what follows.
    Unsaved(After),
    Picture,
    Error(String, Option<String>),
    NewTemplate,
    /// Shows the selected elements on another diagram.
    ShowOn,
    /// Applies a template; the ones that are chosen to begin with.
    Apply(Vec<String>),
}

/// What people wanted to do when there was something unsaved.
#[derive(Clone, PartialEq, Debug)]
pub enum After {
    Close,
    /// Opens the file that was dropped or chosen.
    Open,
    /// Begins a model that is drawn with the template.
    Draw,
}

/// A menu at a place of the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextMenu {
    pub at: (f64, f64),
    pub on: Option<ElementId>,
}

/// What failed, with advice.
#[derive(Clone, Debug, Deserialize)]
pub struct Failure {
    #[serde(rename = "error")]
    pub text: String,
    pub help: Option<String>,
}

impl Failure {
    pub fn new(text: impl Into<String>, help: Option<&str>) -> Self {
        Self {
            text: text.into(),
            help: help.map(str::to_owned),
        }
    }
}

#[derive(Clone, Copy)]
pub struct Dialogs {
    pub dialog: RwSignal<Option<Dialog>>,
    pub menu: RwSignal<Option<ContextMenu>>,
    pub renaming: RwSignal<Option<ElementId>>,
    notices: Notices,
}

impl Dialogs {
    pub fn new(notices: Notices) -> Self {
        Self {
            dialog: RwSignal::new(None),
            menu: RwSignal::new(None),
            renaming: RwSignal::new(None),
            notices,
        }
    }

    pub fn here() -> Self {
        expect_context()
    }

    pub fn open(&self, dialog: Dialog) {
        self.dialog.set(Some(dialog));
    }

    pub fn close(&self) {
        self.dialog.set(None);
    }

    /// Nothing stands above the page any more.
    pub fn clear(&self) {
        self.dialog.set(None);
        self.menu.set(None);
        self.renaming.set(None);
    }

    /// Tells people what went wrong, and waits.
    pub fn fail(&self, failure: Failure) {
        self.notices.busy.set(None);
        self.open(Dialog::Error(failure.text, failure.help));
    }
}

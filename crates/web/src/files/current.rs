//! The file behind the document: where it comes from and goes to, and what happened to it meanwhile.

use crate::browser::files::Handle;
use crate::browser::settings;
use crate::browser::world::Browser;
use crate::files::kept::Recovery;
use crate::files::server::Session;
use crate::files::told::Found;
use crate::state::{After, Dialogs, Editing, Layout, Notices, Tabs};
use leptos::prelude::*;
use trustline_editor::World;
use trustline_templates::Newer;

/// Where a file comes from and goes to.
#[derive(Clone, Debug)]
pub enum FileHome {
    /// A path of the served folder, and the tag of its content as we know it.
    Server { path: String, tag: String },
    /// A file that the browser lets us write again.
    Handle(Handle),
    /// No file yet, or one that can only be downloaded.
    None,
}

/// The file behind the model.
#[derive(Clone, Debug)]
pub struct FileState {
    /// Its name for people.
    pub name: String,
    /// Where it comes from and goes to.
    pub home: FileHome,
}

/// The file on disk is another one than the model was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub tag: Option<String>,
}

#[derive(Clone, Copy)]
pub struct Files {
    pub file: RwSignal<Option<FileState>>,
    pub session: RwSignal<Option<Session>>,
    pub conflict: RwSignal<Option<Conflict>>,
    pub offline: RwSignal<bool>,
    /// What people wanted to do, once it is saved.
    pub after: RwSignal<Option<After>>,
    /// Unsaved work on the file that is open, kept by another page or an earlier one.
    pub kept: RwSignal<Option<Recovery>>,
    /// A newer version of the model's template.
    pub newer: RwSignal<Option<Newer>>,
    /// What is wrong with the document that the model was made from.
    pub imported: RwSignal<Vec<Found>>,
    // What opening and saving are told to.
    pub(super) editing: Editing,
    pub(super) dialogs: Dialogs,
    pub(super) layout: Layout,
    pub(super) notices: Notices,
    pub(super) tabs: Tabs,
}

impl Files {
    pub fn new(
        editing: Editing,
        dialogs: Dialogs,
        layout: Layout,
        notices: Notices,
        tabs: Tabs,
    ) -> Self {
        Self {
            file: RwSignal::new(None),
            session: RwSignal::new(None),
            conflict: RwSignal::new(None),
            offline: RwSignal::new(false),
            after: RwSignal::new(None),
            kept: RwSignal::new(None),
            newer: RwSignal::new(None),
            imported: RwSignal::new(Vec::new()),
            editing,
            dialogs,
            layout,
            notices,
            tabs,
        }
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// What the editor asks for.
    pub fn world(&self) -> Box<dyn World> {
        let session = self.session.get_untracked();
        Box::new(Browser {
            author: session
                .map(|s| s.author)
                .or_else(|| settings::get("author"))
                .unwrap_or_default(),
        })
    }

    /// The name of the file behind the model; empty where none is open.
    pub fn file_name(&self) -> String {
        let file = self.file.get_untracked();
        file.map_or_else(String::new, |f| f.name)
    }

    /// The path of that file in the served folder and the tag of its content, if it is one.
    pub fn served_file(&self) -> Option<(String, String)> {
        match self.file.get_untracked()?.home {
            FileHome::Server { path, tag } => Some((path, tag)),
            _ => None,
        }
    }
}

//! What the whole page shares: the document being edited, signals that say what changed, and the
//! one way in for everything that people do.

use crate::method::Part;
use crate::store::{self, Origin};
use crate::template::Tab;
use crate::{dom, recovery, template};
use leptos::prelude::*;
use trustline_editor::{Command, Editor, Pointer, Revisions, World};
use trustline_formats::{Format, Kind};
use trustline_model::{Diagnostic, ElementId, ThreatKey};

/// What fills the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Start,
    Editor,
    Template,
}

/// What the lower pane shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lower {
    Threats,
    Messages,
    Notes,
    Narrative,
    Review,
}

/// What the right pane shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Properties,
    Threat,
}

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

/// The file behind the model.
#[derive(Clone, Debug)]
pub struct FileState {
    /// Its name for people.
    pub name: String,
    /// Where it comes from and goes to.
    pub origin: Origin,
}

/// The document: the model being edited with the form it is written in.
pub struct Document {
    pub editor: Editor,
    pub format: Format,
    /// Names its recovery copy.
    pub recovery: String,
    /// The state that the recovery copy holds.
    pub recovered: u64,
}

impl Document {
    /// Begins to edit; nothing is kept of it yet.
    pub fn new(editor: Editor, format: Format) -> Self {
        Self {
            editor,
            format,
            recovery: format!("m{}", dom::guid()),
            recovered: 0,
        }
    }
}

/// A menu at a place of the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextMenu {
    pub at: (f64, f64),
    pub on: Option<ElementId>,
}

#[derive(Clone, Copy)]
pub struct App {
    document: StoredValue<Option<Document>, LocalStorage>,
    pub place: RwSignal<Place>,
    pub file: RwSignal<Option<FileState>>,
    pub session: RwSignal<Option<store::Session>>,
    // What changed, by revision.
    pub model: RwSignal<u64>,
    pub drawing: RwSignal<u64>,
    pub selection: RwSignal<u64>,
    pub camera: RwSignal<u64>,
    pub gesture: RwSignal<u64>,
    pub threats: RwSignal<u64>,
    pub template: RwSignal<u64>,
    pub changed: RwSignal<bool>,
    /// A newer version of the model's template.
    pub newer: RwSignal<Option<trustline_templates::Newer>>,
    // The page itself.
    pub lower: RwSignal<Lower>,
    pub side: RwSignal<Side>,
    pub tab: RwSignal<Tab>,
    /// The part of the review that is shown.
    pub part: RwSignal<Part>,
    /// What is wrong with the document that the model was made from.
    pub imported: RwSignal<Vec<Diagnostic>>,
    pub lower_height: RwSignal<f64>,
    pub left_open: RwSignal<bool>,
    pub right_open: RwSignal<bool>,
    pub lower_open: RwSignal<bool>,
    pub minimap: RwSignal<bool>,
    pub dialog: RwSignal<Option<Dialog>>,
    pub context: RwSignal<Option<ContextMenu>>,
    pub renaming: RwSignal<Option<ElementId>>,
    pub notice: RwSignal<Option<String>>,
    pub busy: RwSignal<Option<String>>,
    pub conflict: RwSignal<Option<store::Conflict>>,
    pub dark: RwSignal<Option<bool>>,
    /// What people wanted to do, once it is saved.
    pub after: RwSignal<Option<After>>,
    /// Unsaved work on the file that is open, kept by another page or an earlier one.
    pub kept: RwSignal<Option<recovery::Recovery>>,
    pub offline: RwSignal<bool>,
    /// Whether the next paste takes decisions along.
    pub paste_decided: StoredValue<bool>,
    settling: StoredValue<bool>,
    seen: StoredValue<Revisions>,
}

/// Time, names and ids as the browser has them.
struct Browser {
    author: String,
}

impl World for Browser {
    fn now(&self) -> String {
        dom::now()
    }

    fn author(&self) -> String {
        self.author.clone()
    }

    fn new_id(&mut self) -> String {
        dom::guid()
    }
}

impl App {
    pub fn new() -> Self {
        let stored = |name: &str, default: bool| {
            RwSignal::new(dom::setting(name).map_or(default, |v| v == "true"))
        };
        let height = dom::setting("lower-height").and_then(|v| v.parse().ok());
        let dark = dom::setting("dark").map(|v| v == "true");
        Self {
            document: StoredValue::new_local(None),
            place: RwSignal::new(Place::Start),
            file: RwSignal::new(None),
            session: RwSignal::new(None),
            model: RwSignal::new(0),
            drawing: RwSignal::new(0),
            selection: RwSignal::new(0),
            camera: RwSignal::new(0),
            gesture: RwSignal::new(0),
            threats: RwSignal::new(0),
            template: RwSignal::new(0),
            changed: RwSignal::new(false),
            newer: RwSignal::new(None),
            lower: RwSignal::new(Lower::Threats),
            side: RwSignal::new(Side::Properties),
            tab: RwSignal::new(Tab::Stencils),
            part: RwSignal::new(Part::Meeting),
            imported: RwSignal::new(Vec::new()),
            lower_height: RwSignal::new(height.unwrap_or_else(dom::usual_lower_height)),
            left_open: stored("left", true),
            right_open: stored("right", true),
            lower_open: stored("lower", true),
            minimap: stored("minimap", true),
            dialog: RwSignal::new(None),
            context: RwSignal::new(None),
            renaming: RwSignal::new(None),
            notice: RwSignal::new(None),
            busy: RwSignal::new(None),
            conflict: RwSignal::new(None),
            dark: RwSignal::new(dark),
            after: RwSignal::new(None),
            kept: RwSignal::new(None),
            offline: RwSignal::new(false),
            paste_decided: StoredValue::new(false),
            settling: StoredValue::new(false),
            seen: StoredValue::new(Revisions::default()),
        }
    }

    /// The page's one state.
    pub fn here() -> Self {
        expect_context()
    }

    /// What the core asks for.
    pub fn world(&self) -> Box<dyn World> {
        let session = self.session.get_untracked();
        Box::new(Browser {
            author: session
                .map(|s| s.author)
                .or_else(|| dom::setting("author"))
                .unwrap_or_default(),
        })
    }

    /// Shows a document.
    pub fn show(&self, document: Document, file: FileState) {
        let last = self
            .document
            .with_value(|d| d.as_ref().map(|d| d.recovery.clone()));
        if let Some(last) = last.filter(|r| *r != document.recovery) {
            recovery::forget(*self, last);
        }
        self.document.set_value(Some(document));
        dom::show_address(match &file.origin {
            Origin::Server { path, .. } => Some(path),
            _ => None,
        });
        self.kept.set(None);
        if let Origin::Server { path, .. } = &file.origin {
            let own = self
                .with_document(|d| d.recovery.clone())
                .unwrap_or_default();
            recovery::mention(*self, path.clone(), own);
        }
        self.file.set(Some(file));
        self.seen.set_value(Revisions::default());
        self.conflict.set(None);
        self.dialog.set(None);
        self.context.set(None);
        self.renaming.set(None);
        self.side.set(Side::Properties);
        self.template.update(|v| *v += 1);
        if self.is_template() {
            self.edit(|e| e.settle());
            return template::open(*self);
        }
        self.newer.set(None);
        self.imported.set(Vec::new());
        crate::apply::offer(*self);
        self.place.set(Place::Editor);
        self.edit(|e| e.settle());
        // The canvas knows its size only when it is there.
        let app = *self;
        request_animation_frame(move || app.act(Command::Fit));
    }

    /// Back to the start page.
    pub fn close(&self) {
        if let Some(id) = self
            .document
            .with_value(|d| d.as_ref().map(|d| d.recovery.clone()))
        {
            recovery::forget(*self, id);
        }
        dom::show_address(None);
        self.place.set(Place::Start);
        self.document.set_value(None);
        self.file.set(None);
        self.dialog.set(None);
        self.changed.set(false);
    }

    /// The name of the file behind the model; empty where none is open.
    pub fn file_name(&self) -> String {
        let file = self.file.get_untracked();
        file.map_or_else(String::new, |f| f.name)
    }

    /// Whether what is open is a template and nothing else.
    pub fn is_template(&self) -> bool {
        self.with_document(|d| d.format.kind().is_template()) == Some(true)
    }

    /// A template is written in the form that an ending stands for, from now on.
    pub fn write_as(&self, ending: &str) {
        let kind = match ending {
            ".tb7" => Kind::Tb7,
            ".yaml" | ".yml" => Kind::Yaml,
            _ => return,
        };
        self.with_document(|d| {
            if d.format.kind() != kind {
                d.format = Format::new(kind);
            }
        });
    }

    /// Whether it is a template as text.
    pub fn is_yaml(&self) -> bool {
        self.with_document(|d| d.format.kind() == Kind::Yaml) == Some(true)
    }

    /// The path of that file in the served folder and the tag of its content, if it is one.
    pub fn served_file(&self) -> Option<(String, String)> {
        match self.file.get_untracked()?.origin {
            Origin::Server { path, tag } => Some((path, tag)),
            _ => None,
        }
    }

    /// Looks at the editor.
    pub fn with<R>(&self, look: impl FnOnce(&Editor) -> R) -> Option<R> {
        self.document
            .try_with_value(|d| d.as_ref().map(|d| look(&d.editor)))?
    }

    /// Looks at the document.
    pub fn with_document<R>(&self, look: impl FnOnce(&mut Document) -> R) -> Option<R> {
        self.document.try_update_value(|d| d.as_mut().map(look))?
    }

    /// Does something with the editor, and tells everybody what changed by it.
    pub fn edit<R>(&self, change: impl FnOnce(&mut Editor) -> R) -> Option<R> {
        let result = self.with_document(|d| change(&mut d.editor));
        self.publish();
        result
    }

    /// A command.
    pub fn act(&self, command: Command) {
        self.edit(|e| e.handle(command));
    }

    /// What happens to the pointer on the canvas.
    pub fn pointer(&self, pointer: Pointer) {
        self.edit(|e| e.pointer(pointer));
    }

    fn publish(&self) {
        let Some((now, notice, changed, stale)) = self.with_document(|d| {
            let e = &mut d.editor;
            (e.revisions(), e.take_notice(), e.is_changed(), e.is_stale())
        }) else {
            return;
        };
        let before = self.seen.get_value();
        self.seen.set_value(now);
        let pairs = [
            (self.model, before.model, now.model),
            (self.drawing, before.drawing, now.drawing),
            (self.selection, before.selection, now.selection),
            (self.camera, before.camera, now.camera),
            (self.gesture, before.gesture, now.gesture),
            (self.threats, before.threats, now.threats),
            (self.template, before.template, now.template),
        ];
        for (signal, before, now) in pairs {
            if before != now {
                signal.update(|v| *v += 1);
            }
        }
        if self.changed.get_untracked() != changed {
            self.changed.set(changed);
        }
        if let Some(notice) = notice {
            self.say(notice);
        }
        if stale && !self.settling.get_value() {
            // Threats follow in a turn of their own: the edit is seen first.
            self.settling.set_value(true);
            let app = *self;
            set_timeout(
                move || {
                    app.settling.set_value(false);
                    app.edit(|e| e.settle());
                },
                std::time::Duration::from_millis(20),
            );
        }
        if before.model != now.model {
            recovery::keep(*self);
        }
    }

    /// Does something that may take long: people are told first.
    pub fn take_time(&self, text: &str, work: impl FnOnce() + 'static) {
        let elements = self.with(|e| {
            let all = e.model().diagrams.iter().map(|d| d.elements.len());
            all.sum::<usize>()
        });
        if elements.unwrap_or(0) < 800 {
            return work();
        }
        self.busy.set(Some(text.to_owned()));
        let busy = self.busy;
        leptos::task::spawn_local(async move {
            dom::painted().await;
            work();
            busy.set(None);
        });
    }

    /// Tells people something, for a while.
    pub fn say(&self, text: impl Into<String>) {
        let text = text.into();
        self.notice.set(Some(text.clone()));
        let notice = self.notice;
        set_timeout(
            move || {
                if notice.get_untracked().as_ref() == Some(&text) {
                    notice.set(None);
                }
            },
            std::time::Duration::from_secs(6),
        );
    }

    /// Tells people what went wrong, and waits.
    pub fn fail(&self, error: store::Failure) {
        self.busy.set(None);
        self.dialog.set(Some(Dialog::Error(error.text, error.help)));
    }

    /// Opens a threat in the side pane.
    pub fn open_threat(&self, key: ThreatKey) {
        let place = self
            .with(|e| {
                let view = e.threat(&key)?;
                let diagram = view.diagram()?.id.clone();
                Some((diagram != *e.current()).then_some(diagram))
            })
            .flatten()
            .flatten();
        if let Some(diagram) = place {
            self.act(Command::ShowDiagram(diagram));
        }
        self.act(Command::SelectThreats(vec![key]));
        self.side.set(Side::Threat);
    }
}

//! The document being edited, signals that say what changed of it, and the one way in for
//! everything that people do to it.

use crate::browser::world;
use crate::state::notices::Notices;
use leptos::prelude::*;
use std::time::Duration;
use trustline_editor::{Command, Editor, Pointer, Revisions};
use trustline_formats::{FileKind, Format};

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
            recovery: format!("m{}", world::guid()),
            recovered: 0,
        }
    }
}

#[derive(Clone, Copy)]
pub struct Editing {
    document: StoredValue<Option<Document>, LocalStorage>,
    // What changed, by revision.
    pub model: RwSignal<u64>,
    pub drawing: RwSignal<u64>,
    pub selection: RwSignal<u64>,
    pub camera: RwSignal<u64>,
    pub gesture: RwSignal<u64>,
    pub threats: RwSignal<u64>,
    pub template: RwSignal<u64>,
    pub walk: RwSignal<u64>,
    /// Whether there is something to be saved.
    pub changed: RwSignal<bool>,
    notices: Notices,
    settling: StoredValue<bool>,
    seen: StoredValue<Revisions>,
}

impl Editing {
    pub fn new(notices: Notices) -> Self {
        Self {
            document: StoredValue::new_local(None),
            model: RwSignal::new(0),
            drawing: RwSignal::new(0),
            selection: RwSignal::new(0),
            camera: RwSignal::new(0),
            gesture: RwSignal::new(0),
            threats: RwSignal::new(0),
            template: RwSignal::new(0),
            walk: RwSignal::new(0),
            changed: RwSignal::new(false),
            notices,
            settling: StoredValue::new(false),
            seen: StoredValue::new(Revisions::default()),
        }
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// Another document takes the place of the one that was open.
    pub fn begin(&self, document: Document) {
        self.document.set_value(Some(document));
        self.seen.set_value(Revisions::default());
        self.template.update(|v| *v += 1);
    }

    /// Nothing is edited any more.
    pub fn end(&self) {
        self.document.set_value(None);
        self.changed.set(false);
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

    /// Names the recovery copy of what is open.
    pub fn recovery(&self) -> Option<String> {
        self.with_document(|d| d.recovery.clone())
    }

    /// Whether what is open is a template and nothing else.
    pub fn is_template(&self) -> bool {
        self.with_document(|d| d.format.kind().is_template()) == Some(true)
    }

    /// Whether it is a template as text.
    pub fn is_yaml(&self) -> bool {
        self.with_document(|d| d.format.kind() == FileKind::YAML) == Some(true)
    }

    /// A template is written in the form that an ending stands for, from now on.
    pub fn write_as(&self, ending: &str) {
        let kind = FileKind::of_extension(ending.trim_start_matches('.'));
        let Some(kind) = kind.filter(|k| k.is_template()) else {
            return;
        };
        self.with_document(|d| {
            if d.format.kind() != kind {
                d.format = Format::new(kind);
            }
        });
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
            (self.walk, before.walk, now.walk),
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
            self.notices.say(notice);
        }
        if stale && !self.settling.get_value() {
            // Threats follow in a turn of their own: the edit is seen first.
            self.settling.set_value(true);
            let editing = *self;
            set_timeout(
                move || {
                    editing.settling.set_value(false);
                    editing.edit(|e| e.settle());
                },
                Duration::from_millis(20),
            );
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
        let busy = self.notices.busy;
        busy.set(Some(text.to_owned()));
        leptos::task::spawn_local(async move {
            world::painted().await;
            work();
            busy.set(None);
        });
    }
}

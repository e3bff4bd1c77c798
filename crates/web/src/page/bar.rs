//! What stands above everything that is edited: menus, the name of the file, undo, save.

use crate::commands::{Action, Rooms};
use crate::files::{FileHome, Files};
use crate::page::mark::Mark;
use crate::page::menus::MenuBar;
use crate::state::{Editing, Layout, Screen};
use crate::texts;
use leptos::prelude::*;

/// What stands above everything that is edited.
#[component]
pub fn Bar() -> impl IntoView {
    let rooms = Rooms::here();
    let layout = Layout::here();
    view! {
        <header class="bar">
            <button type="button" class="home" title=Action::Start.label() aria-label=Action::Start.label()
                on:click=move |_| Action::Start.run(rooms)>
                <Mark/>
            </button>
            <MenuBar/>
            <FileName/>
            <div class="tools">
                <ToolButton action=Action::Undo glyph="↶"/>
                <ToolButton action=Action::Redo glyph="↷"/>
                <button type="button" class="find" on:click=move |_| Action::Palette.run(rooms)>
                    {texts::COMMANDS}<kbd>{texts::keys(Action::Palette.keys().text())}</kbd>
                </button>
                <ToolButton action=Action::Dark glyph="◐"/>
                <Show when=move || layout.screen.get() == Screen::Editor>
                    <button type="button" on:click=move |_| Action::Report.run(rooms)>{texts::REPORT}</button>
                </Show>
                <button
                    type="button"
                    class="primary"
                    data-action="SaveButton"
                    on:click=move |_| Action::Save.run(rooms)
                >
                    {texts::SAVE}
                </button>
            </div>
        </header>
    }
}

#[component]
fn ToolButton(action: Action, glyph: &'static str) -> impl IntoView {
    let rooms = Rooms::here();
    let editing = Editing::here();
    let disabled = move || {
        editing.model.track();
        !action.is_enabled(rooms)
    };
    let title = move || {
        editing.model.track();
        let what = match action {
            Action::Undo => editing
                .with(|e| e.undo_label().map(str::to_owned))
                .flatten(),
            Action::Redo => editing
                .with(|e| e.redo_label().map(str::to_owned))
                .flatten(),
            _ => None,
        };
        let what = what.map(|w| format!(": {w}")).unwrap_or_default();
        format!("{}{what} ({})", action.label(), action.keys().text())
    };
    view! {
        <button
            type="button"
            class="icon"
            title=title
            aria-label=action.label()
            disabled=disabled
            on:click=move |_| action.run(rooms)
        >
            {glyph}
        </button>
    }
}

#[component]
fn FileName() -> impl IntoView {
    let editing = Editing::here();
    let files = Files::here();
    view! {
        <div class="file" id="file-name">
            <span class="name" title=move || match files.file.get().map(|f| f.home) {
                Some(FileHome::Server { path, .. }) => path,
                _ => String::new(),
            }>
                {move || files.file.get().map(|f| f.name)}
            </span>
            <Show when=move || editing.changed.get()>
                <span class="unsaved" id="unsaved">{texts::UNSAVED}</span>
            </Show>
        </div>
    }
}

//! The page as a whole: what stands where, light and dark, and what is told to everybody.

use crate::browser::{address, dom};
use crate::commands::{Action, Rooms, on_key, paste_text};
use crate::files::leave::open_given;
use crate::files::{copies, open, restore, server, watch};
use crate::page::bar::Bar;
use crate::page::context::ContextMenuView;
use crate::page::dialogs::OpenDialog;
use crate::page::start::Start;
use crate::page::warnings::ConflictBar;
use crate::page::workbench::Workbench;
use crate::state::Screen;
use crate::template::TemplateScreen;
use crate::texts;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

#[component]
pub fn Page() -> impl IntoView {
    address::keep_key();
    let rooms = Rooms::new();
    rooms.provide();
    let Rooms {
        editing,
        files,
        layout,
        dialogs,
        notices,
        ..
    } = rooms;
    rooms.theme.wear();
    copies::keep_up(files);
    Effect::new(move |_| {
        let name = files.file.get().map(|f| f.name);
        let mark = if editing.changed.get() { "● " } else { "" };
        dom::document().set_title(&match name {
            Some(name) => format!("{mark}{name} – {}", texts::NAME),
            None => texts::NAME.to_owned(),
        });
    });
    leptos::task::spawn_local(async move {
        let session = server::session().await.unwrap_or_else(|failure| {
            dialogs.fail(failure);
            None
        });
        let open = session.as_ref().and_then(|s| s.open.clone());
        let served = session.is_some();
        files.session.set(session);
        let copy = match address::to_restore() {
            Some(id) => copies::found(served).await.into_iter().find(|c| c.id == id),
            None => None,
        };
        match copy {
            Some(copy) => restore::restore(files, copy),
            None => {
                if let Some(path) = address::asked_for().or(open) {
                    open::open_path(files, path);
                }
            }
        }
        if let Some(host) = dom::by_id("app") {
            let _ = host.set_attribute("data-ready", "");
        }
    });
    watch::watch(files);
    let _ = window_event_listener(ev::keydown, move |e| on_key(rooms, &e));
    let _ = window_event_listener(ev::beforeunload, move |e| {
        if !dom::has_crashed() && editing.changed.get_untracked() {
            e.prevent_default();
        }
    });
    // Links of threats lead to other pages: not in place of this one.
    let _ = window_event_listener(ev::click, move |e| {
        let target = e
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let link = target.and_then(|t| t.closest("a[href^=http], a[href^=mailto]").ok().flatten());
        if let Some(address) = link.and_then(|l| l.get_attribute("href")) {
            e.prevent_default();
            let _ = dom::window().open_with_url_and_target_and_features(
                &address,
                "_blank",
                "noopener,noreferrer",
            );
        }
    });
    let _ = window_event_listener(ev::paste, move |e| {
        if dom::is_writing(e.target())
            || layout.screen.get_untracked() != Screen::Editor
            || dialogs.dialog.with_untracked(Option::is_some)
        {
            return;
        }
        e.prevent_default();
        let text = e
            .clipboard_data()
            .and_then(|d| d.get_data("text/plain").ok());
        let decided = rooms.paste_decided.get_value();
        rooms.paste_decided.set_value(false);
        paste_text(rooms, &text.unwrap_or_default(), decided);
    });
    let _ = window_event_listener(ev::dragover, move |e| {
        if e.data_transfer()
            .is_some_and(|d| d.types().includes(&"Files".into(), 0))
        {
            e.prevent_default();
        }
    });
    let _ = window_event_listener(ev::drop, move |e| {
        let file = e
            .data_transfer()
            .and_then(|d| d.files())
            .and_then(|f| f.get(0));
        if let Some(file) = file {
            e.prevent_default();
            open_given(files, file);
        }
    });
    view! {
        {move || match layout.screen.get() {
            Screen::Start => view! { <Start/> }.into_any(),
            Screen::Editor => view! { <Workbench/> }.into_any(),
            Screen::Template => view! { <TemplateBench/> }.into_any(),
        }}
        <OpenDialog/>
        <ContextMenuView/>
        <input
            id="file-input"
            type="file"
            accept=".tm7,.tb7,.yaml,.yml,.md,.csv,.xlsx,.docx,.html"
            class="unseen"
            tabindex="-1"
            aria-hidden="true"
            on:change=move |e| {
                let input = event_target::<web_sys::HtmlInputElement>(&e);
                if let Some(file) = input.files().and_then(|f| f.get(0)) {
                    open_given(files, file);
                }
                input.set_value("");
            }
        />
        <div class="toast" role="status" aria-live="polite" class:shown=move || notices.said.with(Option::is_some)>
            {move || notices.said.get()}
        </div>
        <Show when=move || notices.busy.with(Option::is_some)>
            <div class="busy" role="status">
                <span class="spinner" aria-hidden="true"></span>
                {move || notices.busy.get()}
            </div>
        </Show>
    }
}

/// The screen on which templates are edited.
#[component]
fn TemplateBench() -> impl IntoView {
    let rooms = Rooms::here();
    let leave = match rooms.editing.is_template() {
        true => Action::DrawModel,
        false => Action::BackToDrawing,
    };
    view! {
        <a class="skip" href="#template-panel">{texts::SKIP_TEMPLATE}</a>
        <div class="bench">
            <Bar/>
            <ConflictBar/>
            <TemplateScreen>
                <button type="button" data-action=format!("{leave:?}") on:click=move |_| leave.run(rooms)>{leave.label()}</button>
            </TemplateScreen>
        </div>
    }
}

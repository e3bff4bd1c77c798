//! The page as a whole: what stands where, light and dark, and what is told to everybody.

use crate::actions::{self, Action};
use crate::app::{App, Lower, Place, Side};
use crate::canvas::Canvas;
use crate::dialogs::Dialogs;
use crate::grid::ThreatGrid;
use crate::menus::{ContextMenuView, MenuBar};
use crate::method::{Crumbs, Method};
use crate::palette::Palette;
use crate::panels::{Messages, Narrative, Notes};
use crate::properties::Properties;
use crate::start::Start;
use crate::store::{self, Origin};
use crate::template::TemplateScreen;
use crate::threat::ThreatPane;
use crate::{dom, recovery, texts};
use leptos::ev;
use leptos::prelude::*;
use trustline_editor::Command;
use wasm_bindgen::JsCast;

pub fn toggle_dark(app: App) {
    let now = app.dark.get_untracked().unwrap_or_else(system_dark);
    app.dark.set(Some(!now));
    dom::set_setting("dark", if now { "false" } else { "true" });
}

fn system_dark() -> bool {
    let query = dom::window().match_media("(prefers-color-scheme: dark)");
    query.ok().flatten().is_some_and(|q| q.matches())
}

#[component]
pub fn Page() -> impl IntoView {
    dom::keep_key();
    let app = App::new();
    provide_context(app);
    Effect::new(move |_| {
        let theme = match app.dark.get() {
            None => "",
            Some(true) => "dark",
            Some(false) => "light",
        };
        if let Some(root) = dom::document().document_element() {
            let _ = root.set_attribute("data-theme", theme);
        }
    });
    Effect::new(move |_| {
        let name = app.file.get().map(|f| f.name);
        let mark = if app.changed.get() { "● " } else { "" };
        dom::document().set_title(&match name {
            Some(name) => format!("{mark}{name} – {}", texts::NAME),
            None => texts::NAME.to_owned(),
        });
    });
    leptos::task::spawn_local(async move {
        let session = store::session().await.unwrap_or_else(|failure| {
            app.fail(failure);
            None
        });
        let open = session.as_ref().and_then(|s| s.open.clone());
        app.session.set(session);
        if let Some(path) = asked_for().or(open) {
            store::open_path(app, path);
        }
        if let Some(host) = dom::by_id("app") {
            let _ = host.set_attribute("data-ready", "");
        }
    });
    store::watch(app);
    let _ = window_event_listener(ev::keydown, move |e| actions::on_key(app, &e));
    let _ = window_event_listener(ev::beforeunload, move |e| {
        if app.changed.get_untracked() {
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
            || app.place.get_untracked() != Place::Editor
            || app.dialog.with_untracked(Option::is_some)
        {
            return;
        }
        e.prevent_default();
        let text = e
            .clipboard_data()
            .and_then(|d| d.get_data("text/plain").ok());
        let decided = app.paste_decided.get_value();
        app.paste_decided.set_value(false);
        actions::paste_text(app, &text.unwrap_or_default(), decided);
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
            store::open_given(app, file);
        }
    });
    view! {
        {move || match app.place.get() {
            Place::Start => view! { <Start/> }.into_any(),
            Place::Editor => view! { <Workbench/> }.into_any(),
            Place::Template => view! { <TemplateScreen/> }.into_any(),
        }}
        <Dialogs/>
        <ContextMenuView/>
        <input
            id="file-input"
            type="file"
            accept=".tm7,.tb7,.yaml,.yml,.md,.csv,.xlsx"
            class="unseen"
            tabindex="-1"
            aria-hidden="true"
            on:change=move |e| {
                let input = event_target::<web_sys::HtmlInputElement>(&e);
                if let Some(file) = input.files().and_then(|f| f.get(0)) {
                    store::open_given(app, file);
                }
                input.set_value("");
            }
        />
        <div class="toast" role="status" aria-live="polite" class:shown=move || app.notice.with(Option::is_some)>
            {move || app.notice.get()}
        </div>
        <Show when=move || app.busy.with(Option::is_some)>
            <div class="busy" role="status">
                <span class="spinner" aria-hidden="true"></span>
                {move || app.busy.get()}
            </div>
        </Show>
    }
}

/// A file that the address names: `?file=PATH`.
fn asked_for() -> Option<String> {
    let search = dom::window().location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search)
        .ok()?
        .get("file")
}

#[component]
fn Workbench() -> impl IntoView {
    let app = App::here();
    let shown = move |open: RwSignal<bool>| move || !open.get();
    view! {
        <a class="skip" href="#canvas">{texts::SKIP}</a>
        <div class="bench">
            <Bar/>
            <ConflictBar/>
            <crate::apply::Newer/>
            <div class="middle">
                <aside class="left" aria-label=texts::STENCILS class:closed=shown(app.left_open)>
                    <Palette/>
                </aside>
                <main class="center">
                    <Tabs/>
                    <Crumbs/>
                    <Canvas/>
                    <LowerPane/>
                </main>
                <aside class="right" aria-label=texts::PROPERTIES class:closed=shown(app.right_open)>
                    <div class="tabs small" role="tablist">
                        <SideTab side=Side::Properties label=texts::PROPERTIES/>
                        <SideTab side=Side::Threat label=texts::THREAT/>
                    </div>
                    <div class="side-body" role="tabpanel" id="side-panel" aria-label=texts::PROPERTIES tabindex="-1">
                        {move || match app.side.get() {
                            Side::Properties => view! { <Properties/> }.into_any(),
                            Side::Threat => view! { <ThreatPane/> }.into_any(),
                        }}
                    </div>
                </aside>
            </div>
        </div>
    }
}

/// What stands above everything that is edited.
#[component]
pub fn Bar() -> impl IntoView {
    let app = App::here();
    view! {
        <header class="bar">
            <button type="button" class="home" title=Action::Start.label() aria-label=Action::Start.label()
                on:click=move |_| Action::Start.run(app)>
                <Mark/>
            </button>
            <MenuBar/>
            <FileName/>
            <div class="tools">
                <ToolButton action=Action::Undo glyph="↶"/>
                <ToolButton action=Action::Redo glyph="↷"/>
                <button type="button" class="find" on:click=move |_| Action::Palette.run(app)>
                    {texts::COMMANDS}<kbd>"Ctrl+K"</kbd>
                </button>
                <ToolButton action=Action::Dark glyph="◐"/>
                <Show when=move || app.place.get() == Place::Editor>
                    <button type="button" on:click=move |_| Action::Report.run(app)>{texts::REPORT}</button>
                </Show>
                <button
                    type="button"
                    class="primary"
                    data-action="SaveButton"
                    on:click=move |_| Action::Save.run(app)
                >
                    {texts::SAVE}
                </button>
            </div>
        </header>
    }
}

#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true" class="mark">
            <circle cx="6.5" cy="12" r="4"/>
            <rect x="14.5" y="8" width="8" height="8" rx="1"/>
            <path d="M12.5 2.5v19" class="mark-line"/>
        </svg>
    }
}

#[component]
fn ToolButton(action: Action, glyph: &'static str) -> impl IntoView {
    let app = App::here();
    let disabled = move || {
        app.model.track();
        !action.is_enabled(app)
    };
    let title = move || {
        app.model.track();
        let what = match action {
            Action::Undo => app.with(|e| e.undo_label().map(str::to_owned)).flatten(),
            Action::Redo => app.with(|e| e.redo_label().map(str::to_owned)).flatten(),
            _ => None,
        };
        let what = what.map(|w| format!(": {w}")).unwrap_or_default();
        format!("{}{what} ({})", action.label(), action.keys())
    };
    view! {
        <button
            type="button"
            class="icon"
            title=title
            aria-label=action.label()
            disabled=disabled
            on:click=move |_| action.run(app)
        >
            {glyph}
        </button>
    }
}

#[component]
fn FileName() -> impl IntoView {
    let app = App::here();
    view! {
        <div class="file" id="file-name">
            <span class="name" title=move || match app.file.get().map(|f| f.origin) {
                Some(Origin::Server { path, .. }) => path,
                _ => String::new(),
            }>
                {move || app.file.get().map(|f| f.name)}
            </span>
            <Show when=move || app.changed.get()>
                <span class="unsaved" id="unsaved">{texts::UNSAVED}</span>
            </Show>
        </div>
    }
}

#[component]
pub fn ConflictBar() -> impl IntoView {
    let app = App::here();
    let again = move |_| {
        if let Some(kept) = app.kept.get_untracked() {
            recovery::restore(app, kept);
        }
    };
    let forget = move |_| {
        if let Some(kept) = app.kept.get_untracked() {
            app.kept.set(None);
            recovery::forget(app, kept.id);
        }
    };
    let gone = move || app.conflict.get().is_some_and(|c| c.tag.is_none());
    view! {
        <Show when=move || app.offline.get()>
            <div class="conflict" role="alert" id="offline"><span>{texts::OFFLINE}</span></div>
        </Show>
        <Show when=move || app.kept.with(Option::is_some)>
            <div class="conflict" role="alert" id="kept">
                <span>{texts::KEPT}</span>
                <button type="button" on:click=again>{texts::RESTORE}</button>
                <button type="button" on:click=forget>{texts::FORGET}</button>
                <button type="button" on:click=move |_| app.kept.set(None)>{texts::LATER}</button>
            </div>
        </Show>
        <Show when=move || app.conflict.with(Option::is_some)>
            <div class="conflict" role="alert">
                <span>{move || if gone() { texts::GONE_FROM_DISK } else { texts::CHANGED_ON_DISK }}</span>
                <Show when=move || !gone()>
                    <button type="button" data-action="Reload" on:click=move |_| store::reload(app)>{texts::RELOAD}</button>
                    <button type="button" data-action="Compare" on:click=move |_| store::compare(app)>{texts::COMPARE}</button>
                </Show>
                <button type="button" data-action="Keep" on:click=move |_| store::keep_mine(app)>{texts::KEEP}</button>
                <button type="button" on:click=move |_| store::save_as(app)>{texts::SAVE_AS}</button>
            </div>
        </Show>
    }
}

/// The diagrams of the model as tabs: shown by a click, renamed by a double click, moved by
/// dragging or by Alt and an arrow.
#[component]
fn Tabs() -> impl IntoView {
    let app = App::here();
    let editing: RwSignal<Option<String>> = RwSignal::new(None);
    let dragged: RwSignal<Option<String>> = RwSignal::new(None);
    let tabs = move || {
        app.model.track();
        app.drawing.track();
        app.with(|e| {
            e.model()
                .diagrams
                .iter()
                .map(|d| (d.id.clone(), d.name.trim().to_owned(), d.id == *e.current()))
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    };
    let view_tabs = move || {
        tabs()
            .into_iter()
            .enumerate()
            .map(|(i, (id, name, current))| {
                let key = id.to_string();
                if editing.get().as_ref() == Some(&key) {
                    let id2 = id.clone();
                    dom::focus_soon(".tab-name");
                    return view! {
                        <input
                            class="tab-name"
                            aria-label=texts::RENAME
                            prop:value=name.clone()
                            on:keydown=move |e| {
                                e.stop_propagation();
                                match e.key().as_str() {
                                    "Enter" => {
                                        let value = event_target_value(&e);
                                        editing.set(None);
                                        app.act(Command::RenameDiagram(id2.clone(), value));
                                    }
                                    "Escape" => editing.set(None),
                                    _ => {}
                                }
                            }
                            on:blur=move |e| {
                                if editing.get_untracked().is_some() {
                                    editing.set(None);
                                    app.act(Command::RenameDiagram(id.clone(), event_target_value(&e)));
                                }
                            }
                        />
                    }
                    .into_any();
                }
                let (show, drop_id) = (id.clone(), key.clone());
                let (rename, drag, moving) = (key.clone(), key.clone(), id.clone());
                let label = if name.is_empty() { "–".to_owned() } else { name };
                view! {
                    <button
                        type="button"
                        role="tab"
                        class="tab"
                        draggable="true"
                        aria-selected=current.to_string()
                        aria-controls="canvas"
                        on:click=move |_| app.act(Command::ShowDiagram(show.clone()))
                        on:dblclick=move |_| editing.set(Some(rename.clone()))
                        on:dragstart=move |_| dragged.set(Some(drag.clone()))
                        on:dragover=move |e| {
                            if dragged.get_untracked().is_some() {
                                e.prevent_default();
                            }
                        }
                        on:drop=move |e| {
                            if let Some(from) = dragged.get_untracked().filter(|f| *f != drop_id) {
                                e.prevent_default();
                                app.act(Command::MoveDiagram(from.as_str().into(), i));
                            }
                            dragged.set(None);
                        }
                        on:keydown=move |e| {
                            let to = match e.key().as_str() {
                                "ArrowLeft" if e.alt_key() => i.checked_sub(1),
                                "ArrowRight" if e.alt_key() => Some(i + 1),
                                "F2" => {
                                    e.stop_propagation();
                                    editing.set(Some(key.clone()));
                                    None
                                }
                                _ => None,
                            };
                            if let Some(to) = to {
                                e.prevent_default();
                                app.act(Command::MoveDiagram(moving.clone(), to));
                            }
                        }
                    >
                        {label}
                    </button>
                }
                .into_any()
            })
            .collect_view()
    };
    view! {
        <div class="tabs diagrams">
            <div class="tab-list" role="tablist" aria-label=texts::DIAGRAMS>{view_tabs}</div>
            <button type="button" class="icon" title=texts::TAB_ADD aria-label=texts::TAB_ADD
                on:click=move |_| app.act(Command::AddDiagram)>"+"</button>
        </div>
    }
}

#[component]
fn SideTab(side: Side, label: &'static str) -> impl IntoView {
    let app = App::here();
    view! {
        <button
            type="button"
            role="tab"
            class="tab"
            aria-controls="side-panel"
            aria-selected=move || (app.side.get() == side).to_string()
            on:click=move |_| app.side.set(side)
        >
            {label}
        </button>
    }
}

#[component]
fn LowerPane() -> impl IntoView {
    let app = App::here();
    let counts = move || {
        app.threats.track();
        app.with(|e| e.counts()).unwrap_or_default()
    };
    let messages = move || {
        app.threats.track();
        app.model.track();
        app.with(|e| e.messages().iter().filter(|m| !m.dismissed).count())
            .unwrap_or(0)
    };
    let notes = move || {
        app.model.track();
        app.with(|e| e.model().notes.len()).unwrap_or(0)
    };
    let tab = move |what: Lower, label: &'static str, count: Option<Signal<usize>>| {
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                data-lower=format!("{what:?}")
                aria-controls="lower-panel"
                aria-selected=move || (app.lower.get() == what).to_string()
                on:click=move |_| {
                    app.lower.set(what);
                    app.lower_open.set(true);
                }
            >
                {label}
                {count.map(|c| view! { <span class="count">{move || c.get()}</span> })}
            </button>
        }
    };
    // The edge between canvas and pane is dragged, or moved by arrows.
    let start: StoredValue<Option<(f64, f64)>> = StoredValue::new(None);
    let set_height = move |height: f64| {
        let room = dom::window()
            .inner_height()
            .ok()
            .and_then(|v| v.as_f64())
            .unwrap_or(800.0);
        let height = height.clamp(90.0, (room - 260.0).max(120.0));
        app.lower_height.set(height);
        dom::set_setting("lower-height", &height.round().to_string());
    };
    let all = Signal::derive(move || counts().0);
    let said = Signal::derive(messages);
    let written = Signal::derive(notes);
    view! {
        <div
            class="edge"
            role="separator"
            tabindex="0"
            aria-orientation="horizontal"
            aria-label=Action::Bottom.label()
            aria-valuenow=move || app.lower_height.get().round()
            aria-valuemin="90"
            aria-valuemax="900"
            on:pointerdown=move |e| {
                e.prevent_default();
                start.set_value(Some((f64::from(e.client_y()), app.lower_height.get_untracked())));
                let edge = event_target::<web_sys::Element>(&e);
                let _ = edge.set_pointer_capture(e.pointer_id());
            }
            on:pointermove=move |e| {
                if let Some((y, height)) = start.get_value() {
                    set_height(height + y - f64::from(e.client_y()));
                }
            }
            on:pointerup=move |_| start.set_value(None)
            on:keydown=move |e| {
                let by = match e.key().as_str() {
                    "ArrowUp" => 20.0,
                    "ArrowDown" => -20.0,
                    _ => return,
                };
                e.prevent_default();
                set_height(app.lower_height.get_untracked() + by);
            }
        ></div>
        <section
            class="lower"
            aria-label=texts::THREATS
            class:closed=move || !app.lower_open.get()
            style:height=move || format!("{}px", if app.lower_open.get() { app.lower_height.get() } else { 34.0 })
        >
            <div class="tabs small">
                <div class="tab-list" role="tablist" aria-label=texts::THREATS>
                    {tab(Lower::Threats, texts::THREATS, Some(all))}
                    {tab(Lower::Messages, texts::MESSAGES, Some(said))}
                    {tab(Lower::Notes, texts::NOTES, Some(written))}
                    {tab(Lower::Narrative, texts::NARRATIVE, None)}
                    {tab(Lower::Review, texts::REVIEW, None)}
                </div>
                <span class="status" id="status">
                    {move || {
                        let (all, open, orphans, gone) = counts();
                        texts::counts(all, open, orphans, gone)
                    }}
                </span>
                <button
                    type="button"
                    class="icon"
                    aria-label=Action::Bottom.label()
                    title=Action::Bottom.label()
                    aria-expanded=move || app.lower_open.get().to_string()
                    on:click=move |_| Action::Bottom.run(app)
                >
                    {move || if app.lower_open.get() { "▾" } else { "▴" }}
                </button>
            </div>
            <div class="lower-body" role="tabpanel" id="lower-panel" aria-label=texts::THREATS>
                {move || match app.lower.get() {
                    Lower::Threats => view! { <ThreatGrid/> }.into_any(),
                    Lower::Messages => view! { <Messages/> }.into_any(),
                    Lower::Notes => view! { <Notes/> }.into_any(),
                    Lower::Narrative => view! { <Narrative/> }.into_any(),
                    Lower::Review => view! { <Method/> }.into_any(),
                }}
            </div>
        </section>
    }
}

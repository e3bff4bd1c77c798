//! The diagrams of the model as tabs.

use crate::browser::dom;
use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_editor::Command;

/// The diagrams of the model as tabs: shown by a click, renamed by a double click, moved by
/// dragging or by Alt and an arrow.
#[component]
pub fn DiagramTabs() -> impl IntoView {
    let editing = Editing::here();
    let renamed: RwSignal<Option<String>> = RwSignal::new(None);
    let dragged: RwSignal<Option<String>> = RwSignal::new(None);
    let tabs = move || {
        editing.model.track();
        editing.drawing.track();
        editing
            .with(|e| {
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
                if renamed.get().as_ref() == Some(&key) {
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
                                        renamed.set(None);
                                        editing.act(Command::RenameDiagram(id2.clone(), value));
                                    }
                                    "Escape" => renamed.set(None),
                                    _ => {}
                                }
                            }
                            on:blur=move |e| {
                                if renamed.get_untracked().is_some() {
                                    renamed.set(None);
                                    editing.act(Command::RenameDiagram(id.clone(), event_target_value(&e)));
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
                        on:click=move |_| editing.act(Command::ShowDiagram(show.clone()))
                        on:dblclick=move |_| renamed.set(Some(rename.clone()))
                        on:dragstart=move |_| dragged.set(Some(drag.clone()))
                        on:dragover=move |e| {
                            if dragged.get_untracked().is_some() {
                                e.prevent_default();
                            }
                        }
                        on:drop=move |e| {
                            if let Some(from) = dragged.get_untracked().filter(|f| *f != drop_id) {
                                e.prevent_default();
                                editing.act(Command::MoveDiagram(from.as_str().into(), i));
                            }
                            dragged.set(None);
                        }
                        on:keydown=move |e| {
                            let to = match e.key().as_str() {
                                "ArrowLeft" if e.alt_key() => i.checked_sub(1),
                                "ArrowRight" if e.alt_key() => Some(i + 1),
                                "F2" => {
                                    e.stop_propagation();
                                    renamed.set(Some(key.clone()));
                                    None
                                }
                                _ => None,
                            };
                            if let Some(to) = to {
                                e.prevent_default();
                                editing.act(Command::MoveDiagram(moving.clone(), to));
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
                on:click=move |_| editing.act(Command::AddDiagram)>"+"</button>
        </div>
    }
}

//! The lower pane: threats, messages, notes, the narrative and the review.

use crate::commands::{Action, Rooms};
use crate::drawing::Narrative;
use crate::review::{Notes, ReviewPane};
use crate::state::{Editing, Layout, Lower};
use crate::texts;
use crate::threats::{Messages, ThreatGrid};
use leptos::prelude::*;

#[component]
pub fn LowerPane() -> impl IntoView {
    let rooms = Rooms::here();
    let editing = Editing::here();
    let layout = Layout::here();
    let counts = move || {
        editing.threats.track();
        editing.with(|e| e.counts()).unwrap_or_default()
    };
    let messages = move || {
        editing.threats.track();
        editing.model.track();
        editing
            .with(|e| e.messages().iter().filter(|m| !m.dismissed).count())
            .unwrap_or(0)
    };
    let notes = move || {
        editing.model.track();
        editing.with(|e| e.model().notes.len()).unwrap_or(0)
    };
    let tab = move |what: Lower, label: &'static str, count: Option<Signal<usize>>| {
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                data-lower=format!("{what:?}")
                aria-controls="lower-panel"
                aria-selected=move || (layout.lower.get() == what).to_string()
                on:click=move |_| {
                    layout.show_lower(what);
                }
            >
                {label}
                {count.map(|c| view! { <span class="count">{move || c.get()}</span> })}
            </button>
        }
    };
    // The edge between canvas and pane is dragged, or moved by arrows.
    let start: StoredValue<Option<(f64, f64)>> = StoredValue::new(None);
    let set_height = move |height: f64| layout.set_lower_height(height);
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
            aria-valuenow=move || layout.lower_height.get().round()
            aria-valuemin="90"
            aria-valuemax="900"
            on:pointerdown=move |e| {
                e.prevent_default();
                start.set_value(Some((f64::from(e.client_y()), layout.lower_height.get_untracked())));
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
                set_height(layout.lower_height.get_untracked() + by);
            }
        ></div>
        <section
            class="lower"
            aria-label=texts::THREATS
            class:closed=move || !layout.lower_open.get()
            style:height=move || format!("{}px", if layout.lower_open.get() { layout.lower_height.get() } else { 34.0 })
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
                    aria-expanded=move || layout.lower_open.get().to_string()
                    on:click=move |_| Action::Bottom.run(rooms)
                >
                    {move || if layout.lower_open.get() { "▾" } else { "▴" }}
                </button>
            </div>
            <div class="lower-body" role="tabpanel" id="lower-panel" aria-label=texts::THREATS>
                {move || match layout.lower.get() {
                    Lower::Threats => view! { <ThreatGrid/> }.into_any(),
                    Lower::Messages => view! { <Messages/> }.into_any(),
                    Lower::Notes => view! { <Notes/> }.into_any(),
                    Lower::Narrative => view! { <Narrative/> }.into_any(),
                    Lower::Review => view! { <ReviewPane/> }.into_any(),
                }}
            </div>
        </section>
    }
}

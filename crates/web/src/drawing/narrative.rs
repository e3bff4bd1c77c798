//! The diagram told as text.

use crate::browser::dom;
use crate::state::{Editing, Notices};
use crate::texts;
use leptos::prelude::*;

#[component]
pub fn Narrative() -> impl IntoView {
    let editing = Editing::here();
    let notices = Notices::here();
    let text = Memo::new(move |old: Option<&String>| {
        editing.threats.track();
        editing.drawing.track();
        // Until threats are found again, it stays as it was.
        editing
            .with(|e| match e.is_stale() {
                true => old.cloned().unwrap_or_default(),
                false => trustline_editor::narrative(e.model(), e.current()),
            })
            .unwrap_or_default()
    });
    view! {
        <div class="narrative">
            <button type="button" on:click=move |_| {
                dom::copy_text(&text.get_untracked());
                notices.say(texts::COPIED);
            }>{texts::COPY}</button>
            <div class="told" tabindex="0" role="region" aria-label=texts::NARRATIVE>
                {move || {
                    text.get()
                        .split("\n\n")
                        .map(|part| {
                            let lines = part.lines().map(|l| view! { <p>{l.to_owned()}</p> }).collect_view();
                            view! { <section>{lines}</section> }
                        })
                        .collect_view()
                }}
            </div>
        </div>
    }
}

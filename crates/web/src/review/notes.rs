//! Notes on the model.

use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_editor::Command;

#[component]
pub fn Notes() -> impl IntoView {
    let editing = Editing::here();
    let text = RwSignal::new(String::new());
    let notes = move || {
        editing.model.track();
        editing
            .with(|e| e.model().notes.clone())
            .unwrap_or_default()
    };
    view! {
        <div class="notes">
            <form on:submit=move |e| {
                e.prevent_default();
                let note = text.get_untracked();
                if !note.trim().is_empty() {
                    editing.act(Command::AddNote(note));
                    text.set(String::new());
                }
            }>
                <label class="unseen" for="new-note">{texts::NEW_NOTE}</label>
                <textarea id="new-note" rows="2" placeholder=texts::NEW_NOTE
                    prop:value=move || text.get()
                    on:input=move |e| text.set(event_target_value(&e))></textarea>
                <button type="submit">{texts::ADD_NOTE}</button>
            </form>
            {move || notes().is_empty().then(|| view! { <p class="quiet pad">{texts::NO_NOTES}</p> })}
            <ul>
                {move || {
                    notes()
                        .into_iter()
                        .enumerate()
                        .map(|(i, note)| {
                            let when = note.date.split('.').next().unwrap_or("").replace('T', " ");
                            view! {
                                <li>
                                    <p class="quiet">{format!("{} · {when}", note.author)}</p>
                                    <textarea rows="2" aria-label=texts::NOTES prop:value=note.text
                                        on:change=move |e| editing.act(Command::EditNote(i, event_target_value(&e)))></textarea>
                                    <button type="button" on:click=move |_| editing.act(Command::RemoveNote(i))>{texts::DELETE}</button>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}

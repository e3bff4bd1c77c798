//! Messages, notes, and the diagram told as text.

use crate::app::App;
use crate::{dom, texts};
use leptos::prelude::*;
use trustline_editor::Command;
use trustline_model::Severity;

/// Every message, or those about the template.
#[component]
pub fn Messages(#[prop(default = false)] template: bool) -> impl IntoView {
    let app = App::here();
    let all = RwSignal::new(false);
    let lines = move || {
        app.threats.track();
        app.model.track();
        let all = all.get();
        let lines = app.with(|e| e.messages()).unwrap_or_default();
        lines
            .into_iter()
            .enumerate()
            .filter(|(_, m)| (all || !m.dismissed) && (!template || m.item.is_some()))
            .collect::<Vec<_>>()
    };
    let rows = move || {
        let lines = lines();
        if lines.is_empty() {
            return view! { <li class="quiet pad">{texts::NO_MESSAGES}</li> }.into_any();
        }
        lines
            .into_iter()
            .take(2000)
            .map(|(i, m)| {
                let (class, word) = match m.severity {
                    Severity::Error => ("error", "error"),
                    Severity::Warning => ("warning", "warning"),
                    Severity::Info => ("info", "info"),
                };
                let (place, item) = (m.place.clone(), m.item.clone());
                let nowhere = place.is_none() && item.is_none();
                let go = move |_| match (place.clone(), item.clone()) {
                    (Some((diagram, elements)), _) => {
                        app.act(Command::Reveal(diagram, elements));
                    }
                    (None, Some(item)) => crate::template::show(app, item),
                    (None, None) => {}
                };
                let dismissed = m.dismissed;
                view! {
                    <li class:dismissed=dismissed>
                        <span class=format!("tag sev-{class}")>{word}</span>
                        <button type="button" class="link" disabled=nowhere on:click=go>{m.text}</button>
                        <span class="quiet">{m.help}</span>
                        <span class="quiet code">{m.code}</span>
                        <button type="button" on:click=move |_| app.act(Command::Dismiss(i, !dismissed))>
                            {if dismissed { texts::SHOW_AGAIN } else { texts::DISMISS }}
                        </button>
                    </li>
                }
            })
            .collect_view()
            .into_any()
    };
    view! {
        <div class="messages">
            <label class="check-field">
                <input type="checkbox" prop:checked=move || all.get() on:change=move |e| all.set(event_target_checked(&e))/>
                <span>{texts::SHOW_DISMISSED}</span>
            </label>
            <ul>{rows}</ul>
        </div>
    }
}

#[component]
pub fn Notes() -> impl IntoView {
    let app = App::here();
    let text = RwSignal::new(String::new());
    let notes = move || {
        app.model.track();
        app.with(|e| e.model().notes.clone()).unwrap_or_default()
    };
    view! {
        <div class="notes">
            <form on:submit=move |e| {
                e.prevent_default();
                let note = text.get_untracked();
                if !note.trim().is_empty() {
                    app.act(Command::AddNote(note));
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
                                        on:change=move |e| app.act(Command::EditNote(i, event_target_value(&e)))></textarea>
                                    <button type="button" on:click=move |_| app.act(Command::RemoveNote(i))>{texts::DELETE}</button>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}

#[component]
pub fn Narrative() -> impl IntoView {
    let app = App::here();
    let text = Memo::new(move |old: Option<&String>| {
        app.threats.track();
        app.drawing.track();
        // Until threats are found again, it stays as it was.
        app.with(|e| match e.is_stale() {
            true => old.cloned().unwrap_or_default(),
            false => trustline_editor::narrative(e.model(), e.current()),
        })
        .unwrap_or_default()
    });
    view! {
        <div class="narrative">
            <button type="button" on:click=move |_| {
                dom::copy_text(&text.get_untracked());
                app.say(texts::COPIED);
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

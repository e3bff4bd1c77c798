//! Messages, notes, and the diagram told as text.

use crate::state::{Editing, Tabs};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::Command;
use trustline_model::Severity;

/// Every message, or those about the template.
#[component]
pub fn Messages(#[prop(default = false)] template: bool) -> impl IntoView {
    let editing = Editing::here();
    let tabs = Tabs::here();
    let all = RwSignal::new(false);
    let lines = move || {
        editing.threats.track();
        editing.model.track();
        let all = all.get();
        let lines = editing.with(|e| e.messages()).unwrap_or_default();
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
                    Severity::Error => ("error", texts::ERROR),
                    Severity::Warning => ("warning", texts::WARNING),
                    Severity::Info => ("info", texts::INFO),
                };
                let (place, item) = (m.place.clone(), m.item.clone());
                let nowhere = place.is_none() && item.is_none();
                let go = move |_| match (place.clone(), item.clone()) {
                    (Some((diagram, elements)), _) => {
                        editing.act(Command::Reveal(diagram, elements));
                    }
                    (None, Some(item)) => tabs.show(item),
                    (None, None) => {}
                };
                let dismissed = m.dismissed;
                view! {
                    <li class:dismissed=dismissed>
                        <span class=format!("tag sev-{class}")>{word}</span>
                        <button type="button" class="link" disabled=nowhere on:click=go>{m.text}</button>
                        <span class="quiet">{m.help}</span>
                        <span class="quiet code">{m.code}</span>
                        <button type="button" on:click=move |_| editing.act(Command::Dismiss(i, !dismissed))>
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

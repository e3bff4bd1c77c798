//! The fields of the review.

use crate::review::record::act;
use crate::state::{Editing, Layout};
use crate::texts;
use crate::threats::open_threat;
use leptos::prelude::*;
use trustline_editor::{Command, Recorded, ReviewCommand};
use trustline_model::review::About;
use trustline_model::{ElementId, ThreatKey};

/// A field of text that is taken over when people leave it.
#[component]
pub fn Text(
    label: &'static str,
    #[prop(into)] value: Signal<String>,
    set: Callback<String>,
    #[prop(default = 1)] rows: u32,
    #[prop(default = "")] id: &'static str,
) -> impl IntoView {
    let id = (!id.is_empty()).then_some(id);
    match rows {
        1 => view! {
            <label class="field"><span>{label}</span>
                <input id=id prop:value=move || value.get() on:change=move |e| set.run(event_target_value(&e))/>
            </label>
        }
        .into_any(),
        rows => view! {
            <label class="field"><span>{label}</span>
                <textarea id=id rows=rows prop:value=move || value.get()
                    on:change=move |e| set.run(event_target_value(&e))></textarea>
            </label>
        }
        .into_any(),
    }
}

/// A field for something new, with its button.
#[component]
pub fn Adder(label: &'static str, id: &'static str, add: Callback<String>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    view! {
        <form class="adder" on:submit=move |e| {
            e.prevent_default();
            let new = text.get_untracked();
            if !new.trim().is_empty() {
                add.run(new.trim().to_owned());
                text.set(String::new());
            }
        }>
            <input id=id aria-label=label placeholder=label prop:value=move || text.get()
                on:input=move |e| text.set(event_target_value(&e))/>
            <button type="submit">{texts::ADD}</button>
        </form>
    }
}

/// What something is about: shown by a click, added from what is selected.
#[component]
pub fn Links(#[prop(into)] about: Signal<About>, of: Recorded) -> impl IntoView {
    let editing = Editing::here();
    let layout = Layout::here();
    let of = StoredValue::new(of);
    let elements = move || {
        editing.threats.track();
        let chip = |id: ElementId| {
            let found = editing.with(|e| e.named(&id)).flatten();
            let name = found
                .as_ref()
                .map_or(texts::REMOVED.to_owned(), |f| f.1.clone());
            let (there, gone) = (id.clone(), id);
            let label = format!("{} {name}", texts::REMOVE);
            view! {
                <span class="chip">
                    <button type="button" class="link" on:click=move |_| {
                        if let Some((diagram, _)) = found.clone() {
                            editing.act(Command::Reveal(diagram, vec![there.clone()]));
                        }
                    }>{name}</button>
                    <button type="button" class="icon" aria-label=label on:click=move |_| {
                        act(editing, ReviewCommand::UnlinkElement(of.get_value(), gone.clone()));
                    }>"×"</button>
                </span>
            }
        };
        about.get().elements.into_iter().map(chip).collect_view()
    };
    let threats = move || {
        editing.threats.track();
        let chip = |key: ThreatKey| {
            let name = editing.with(|e| e.threat_name(&key)).flatten();
            let name = name.unwrap_or(texts::REMOVED.to_owned());
            let (there, gone) = (key.clone(), key);
            let label = format!("{} {name}", texts::REMOVE);
            view! {
                <span class="chip">
                    <button type="button" class="link" on:click=move |_| open_threat(editing, layout, there.clone())>{name}</button>
                    <button type="button" class="icon" aria-label=label on:click=move |_| {
                        act(editing, ReviewCommand::UnlinkThreat(of.get_value(), gone.clone()));
                    }>"×"</button>
                </span>
            }
        };
        about.get().threats.into_iter().map(chip).collect_view()
    };
    view! {
        <div class="chips">
            {elements}
            {threats}
            <button type="button" class="quiet-button"
                on:click=move |_| act(editing, ReviewCommand::Link(of.get_value()))>{texts::LINK}</button>
        </div>
    }
}

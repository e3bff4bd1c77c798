//! What is told about the model as a whole.

use crate::browser::settings;
use crate::files::Files;
use crate::state::{Dialogs, Editing};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::Command;

#[component]
pub fn Information() -> impl IntoView {
    let editing = Editing::here();
    let files = Files::here();
    let dialogs = Dialogs::here();
    let info = editing
        .with(|e| e.model().information.clone())
        .unwrap_or_default();
    let now = RwSignal::new(info.clone());
    let author = RwSignal::new(settings::get("author").unwrap_or_default());
    let served = files.session.get_untracked().is_some();
    let set = move |place: usize, value: String| {
        now.update(|i| {
            let fields = [
                &mut i.name,
                &mut i.owner,
                &mut i.reviewer,
                &mut i.contributors,
                &mut i.description,
                &mut i.assumptions,
                &mut i.dependencies,
            ];
            if let Some(field) = fields.into_iter().nth(place) {
                *field = value;
            }
        });
    };
    let fields = info
        .fields()
        .into_iter()
        .enumerate()
        .map(|(i, (label, value))| {
            let value = value.to_owned();
            let name = format!("info-{i}");
            match i < 3 {
                true => view! {
                    <label class="field">
                        <span>{label}</span>
                        <input id=name prop:value=value on:input=move |e| set(i, event_target_value(&e))/>
                    </label>
                }
                .into_any(),
                false => view! {
                    <label class="field">
                        <span>{label}</span>
                        <textarea id=name rows="3" prop:value=value on:input=move |e| set(i, event_target_value(&e))></textarea>
                    </label>
                }
                .into_any(),
            }
        })
        .collect_view();
    view! {
        <form class="information" on:submit=move |e| {
            e.prevent_default();
            if !served {
                settings::set("author", &author.get_untracked());
            }
            editing.act(Command::SetInformation(now.get_untracked()));
            dialogs.close();
        }>
            {fields}
            {(!served).then(|| view! {
                <label class="field">
                    <span>{texts::AUTHOR}</span>
                    <input prop:value=move || author.get() on:input=move |e| author.set(event_target_value(&e))/>
                </label>
            })}
            <div class="row end">
                <button type="button" on:click=move |_| dialogs.close()>{texts::CANCEL}</button>
                <button type="submit" class="primary">{texts::OK}</button>
            </div>
        </form>
    }
}

//! A template of one's own begins small, or as a copy of another one.

use crate::browser::world;
use crate::files::{Files, library, open};
use crate::state::Dialogs;
use crate::texts;
use leptos::prelude::*;
use trustline_model::Manifest;

/// A template of one's own begins small, or as a copy of another one.
#[component]
pub fn NewTemplate() -> impl IntoView {
    let files = Files::here();
    let dialogs = Dialogs::here();
    let name = RwSignal::new(texts::MY_TEMPLATE.to_owned());
    let base = RwSignal::new(String::new());
    let make = move || {
        let session = files.session.get_untracked();
        let author = session.map_or_else(String::new, |s| s.author);
        let (base, name) = (base.get_untracked(), name.get_untracked());
        leptos::task::spawn_local(async move {
            let found = match base.as_str() {
                "" => library::starter(),
                base => library::together(None, &[base.to_owned()])
                    .await
                    .map(|(kb, _)| kb),
            };
            match found {
                Ok(kb) => {
                    let mut kb = (*kb).clone();
                    kb.manifest = Manifest {
                        name: name.trim().to_owned(),
                        id: world::guid(),
                        version: "1.0.0.0".to_owned(),
                        author,
                    };
                    open::create_template(files, kb);
                }
                Err(error) => dialogs.fail(error),
            }
        });
    };
    view! {
        <form on:submit=move |e| {
            e.prevent_default();
            make();
        }>
            <p>{texts::NEW_TEMPLATE_TEXT}</p>
            <label class="field">
                <span>{texts::START_NAME}</span>
                <input prop:value=move || name.get() on:input=move |e| name.set(event_target_value(&e))/>
            </label>
            <label class="field">
                <span>{texts::TEMPLATE_BASE}</span>
                <select on:change=move |e| base.set(event_target_value(&e))>
                    <option value="">{texts::SMALL_TEMPLATE}</option>
                    {library::known().into_iter().map(|(name, title, _)| view! { <option value=name>{title}</option> }).collect_view()}
                </select>
            </label>
            <div class="row end">
                <button type="button" on:click=move |_| dialogs.close()>{texts::CANCEL}</button>
                <button type="submit" class="primary" disabled=move || name.with(|n| n.trim().is_empty())>{texts::CREATE_TEMPLATE}</button>
            </div>
        </form>
    }
}

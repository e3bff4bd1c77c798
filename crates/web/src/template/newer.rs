//! Says that a newer version of the template is available.

use crate::files::{Files, library};
use crate::state::{Dialog, Dialogs, Editing};
use crate::texts;
use leptos::prelude::*;
use std::sync::Arc;
use trustline_editor::Command;

/// Says that a newer version of the template is available.
#[component]
pub fn Newer() -> impl IntoView {
    let editing = Editing::here();
    let files = Files::here();
    let dialogs = Dialogs::here();
    move || {
        files.newer.get().map(|newer| {
            let parts: Vec<String> = newer
                .parts
                .iter()
                .map(|(from, to)| format!("{} {} → {}", from.name.trim(), from.version, to.version))
                .collect();
            let (template, declined) = (newer.knowledge_base.clone(), newer);
            view! {
                <div class="conflict" id="newer" role="status">
                    <span>{texts::NEWER}" "{parts.join(", ")}</span>
                    <button type="button" on:click=move |_| {
                        library::bring(texts::NEWER_NAME, Arc::clone(&template));
                        dialogs.open(Dialog::Apply(vec![texts::NEWER_NAME.to_owned()]));
                    }>{texts::NEWER_LOOK}</button>
                    <button type="button" on:click=move |_| files.newer.set(None)>{texts::NEWER_LATER}</button>
                    <button type="button" on:click=move |_| {
                        editing.act(Command::DeclineTemplate(Box::new(declined.clone())));
                        files.newer.set(None);
                    }>{texts::NEWER_NEVER}</button>
                </div>
            }
        })
    }
}

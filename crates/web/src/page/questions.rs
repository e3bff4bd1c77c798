//! Small dialogs: how the file on disk differs, what to do with unsaved work, on which diagram to show something.

use crate::files::leave::go_on;
use crate::files::{Files, save, watch};
use crate::state::{After, Dialogs, Editing};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::Command;

/// The other diagrams, one of which is to show what is selected.
#[component]
pub fn ShowOn() -> impl IntoView {
    let editing = Editing::here();
    let dialogs = Dialogs::here();
    let others = editing.with(|e| {
        let all = e.model().diagrams.iter().filter(|d| d.id != *e.current());
        all.map(|d| (d.id.clone(), d.name.trim().to_owned()))
            .collect::<Vec<_>>()
    });
    let line = move |(id, name): (trustline_model::DiagramId, String)| {
        view! {
            <li><button type="button" on:click=move |_| {
                dialogs.close();
                editing.act(Command::ShowOn(id.clone()));
            }>{name}</button></li>
        }
    };
    view! { <ul class="list scroll">{others.unwrap_or_default().into_iter().map(line).collect_view()}</ul> }
}

#[component]
pub fn Compare(lines: Vec<String>) -> impl IntoView {
    let files = Files::here();
    let dialogs = Dialogs::here();
    view! {
        <ul class="differences">{lines.into_iter().map(|l| view! { <li>{l}</li> }).collect_view()}</ul>
        <div class="row end">
            <button type="button" on:click=move |_| {
                dialogs.close();
                watch::reload(files);
            }>{texts::RELOAD}</button>
            <button type="button" on:click=move |_| {
                dialogs.close();
                watch::keep_mine(files);
            }>{texts::KEEP}</button>
        </div>
    }
}

#[component]
pub fn Unsaved(after: After) -> impl IntoView {
    let files = Files::here();
    let dialogs = Dialogs::here();
    let wanted = after.clone();
    let discard = move |_| go_on(files, after.clone());
    view! {
        <p>{texts::UNSAVED_TEXT}</p>
        <div class="row end">
            <button type="button" data-action="Discard" on:click=discard>{texts::DISCARD}</button>
            <button type="button" class="primary" on:click=move |_| {
                dialogs.close();
                files.after.set(Some(wanted.clone()));
                save::save(files);
            }>{texts::SAVE}</button>
        </div>
    }
}

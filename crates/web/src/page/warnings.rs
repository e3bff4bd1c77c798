//! What people have to know about the file: the server is silent, there is unsaved work, others changed it.

use crate::files::restore::restore;
use crate::files::{Files, copies, save, watch};
use crate::texts;
use leptos::prelude::*;

#[component]
pub fn ConflictBar() -> impl IntoView {
    let files = Files::here();
    let again = move |_| {
        if let Some(kept) = files.kept.get_untracked() {
            restore(files, kept);
        }
    };
    let forget = move |_| {
        if let Some(kept) = files.kept.get_untracked() {
            files.kept.set(None);
            copies::forget(files, kept.id);
        }
    };
    let gone = move || files.conflict.get().is_some_and(|c| c.tag.is_none());
    view! {
        <Show when=move || files.offline.get()>
            <div class="conflict" role="alert" id="offline"><span>{texts::OFFLINE}</span></div>
        </Show>
        <Show when=move || files.kept.with(Option::is_some)>
            <div class="conflict" role="alert" id="kept">
                <span>{texts::KEPT}</span>
                <button type="button" on:click=again>{texts::RESTORE}</button>
                <button type="button" on:click=forget>{texts::FORGET}</button>
                <button type="button" on:click=move |_| files.kept.set(None)>{texts::LATER}</button>
            </div>
        </Show>
        <Show when=move || files.conflict.with(Option::is_some)>
            <div class="conflict" role="alert">
                <span>{move || if gone() { texts::GONE_FROM_DISK } else { texts::CHANGED_ON_DISK }}</span>
                <Show when=move || !gone()>
                    <button type="button" data-action="Reload" on:click=move |_| watch::reload(files)>{texts::RELOAD}</button>
                    <button type="button" data-action="Compare" on:click=move |_| watch::compare(files)>{texts::COMPARE}</button>
                </Show>
                <button type="button" data-action="Keep" on:click=move |_| watch::keep_mine(files)>{texts::KEEP}</button>
                <button type="button" on:click=move |_| save::save_as(files)>{texts::SAVE_AS}</button>
            </div>
        </Show>
    }
}

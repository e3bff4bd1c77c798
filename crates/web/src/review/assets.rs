//! What is worth protecting.

use crate::review::fields::{Adder, Links, Text};
use crate::review::record::{act, recorded, taken};
use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{Recorded, ReviewCommand};

#[component]
pub fn Assets() -> impl IntoView {
    let editing = Editing::here();
    let review = recorded();
    let ids = Memo::new(move |_| {
        review.with(|r| r.assets.iter().map(|a| a.id.clone()).collect::<Vec<_>>())
    });
    view! {
        <p class="quiet">{texts::ASSETS_TEXT}</p>
        <For each=move || ids.get() key=|id| id.clone() let:id><OneAsset id/></For>
        <Adder label=texts::NEW_ASSET id="new-asset" add=Callback::new(move |name: String| {
            act(editing, ReviewCommand::AddAsset(name));
        })/>
    }
}

#[component]
fn OneAsset(id: String) -> impl IntoView {
    let editing = Editing::here();
    let review = recorded();
    let id = StoredValue::new(id);
    let shown = Signal::derive(move || {
        let found = review.with(|r| r.assets.iter().find(|a| a.id == id.get_value()).cloned());
        found.unwrap_or_default()
    });
    view! {
        <div class="asset">
            <Text label=texts::ASSET value=Signal::derive(move || shown.get().name)
                set=taken(editing, id, ReviewCommand::RenameAsset)/>
            <Text label=texts::CLASSIFICATION value=Signal::derive(move || shown.get().classification)
                set=taken(editing, id, ReviewCommand::ClassifyAsset)/>
            <Links about=Signal::derive(move || shown.get().about) of=Recorded::Asset(id.get_value())/>
            <button type="button" class="quiet-button"
                on:click=move |_| act(editing, ReviewCommand::RemoveAsset(id.get_value()))>{texts::DELETE}</button>
        </div>
    }
}

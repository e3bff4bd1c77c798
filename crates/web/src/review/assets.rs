//! What is worth protecting.

use crate::browser::world;
use crate::review::fields::{Adder, Links, Text};
use crate::review::record::{change, recorded};
use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_model::review::{About, Asset};

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
            change(editing, texts::steps::ADD_ASSET, |r| r.assets.push(Asset { id: world::guid(), name, ..Asset::default() }));
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
    let set = move |label: &'static str, with: Box<dyn FnOnce(&mut Asset)>| {
        change(editing, label, |r| {
            if let Some(asset) = r.assets.iter_mut().find(|a| a.id == id.get_value()) {
                with(asset);
            }
        });
    };
    view! {
        <div class="asset">
            <Text label=texts::ASSET value=Signal::derive(move || shown.get().name)
                set=Callback::new(move |v: String| set(texts::steps::RENAME_ASSET, Box::new(move |a| a.name = v)))/>
            <Text label=texts::CLASSIFICATION value=Signal::derive(move || shown.get().classification)
                set=Callback::new(move |v: String| set(texts::steps::CLASSIFY_ASSET, Box::new(move |a| a.classification = v)))/>
            <Links about=Signal::derive(move || shown.get().about)
                set=Callback::new(move |v: About| set(texts::steps::LINK, Box::new(move |a| a.about = v)))/>
            <button type="button" class="quiet-button" on:click=move |_| change(editing, texts::steps::REMOVE_ASSET, |r| {
                r.assets.retain(|a| a.id != id.get_value());
            })>{texts::DELETE}</button>
        </div>
    }
}

//! The picture of a stencil: shown, taken from a file, removed.

use crate::browser::dom;
use crate::browser::files::file_bytes;
use crate::state::Notices;
use crate::texts;
use leptos::prelude::*;

/// Bytes that a picture may have.
const PICTURE: f64 = 262_144.0;

#[component]
pub fn Picture(
    id: String,
    label: String,
    value: Signal<String>,
    set: Callback<String>,
) -> impl IntoView {
    let notices = Notices::here();
    let chosen = move |e: web_sys::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&e);
        let file = input.files().and_then(|f| f.get(0));
        let Some(file) = file else { return };
        if file.size() > PICTURE {
            input.set_value("");
            return notices.say(texts::PICTURE_TOO_LARGE);
        }
        leptos::task::spawn_local(async move {
            let Some(bytes) = file_bytes(&file).await else {
                return;
            };
            let binary: String = bytes.into_iter().map(char::from).collect();
            if let Ok(base64) = dom::window().btoa(&binary) {
                set.run(base64);
            }
            input.set_value("");
        });
    };
    let named = label.clone();
    view! {
        <div class="field">
            <span>{label}</span>
            <div class="row">
                {move || value.with(|v| !v.is_empty()).then(|| view! {
                    <img class="template-picture" id="template-picture" alt=texts::STENCIL_PICTURE width="32" height="32"
                        src=format!("data:image/png;base64,{}", value.get())/>
                })}
                <input id=id type="file" accept="image/png" aria-label=named on:change=chosen/>
                {move || value.with(|v| !v.is_empty()).then(|| view! {
                    <button type="button" data-tool="RemovePicture" on:click=move |_| set.run(String::new())>{texts::REMOVE_PICTURE}</button>
                })}
            </div>
        </div>
    }
}

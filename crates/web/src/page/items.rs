//! Lines of menus, and the keys that walk through them.

use crate::browser::dom;
use crate::commands::{Action, Rooms};
use crate::texts;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

#[component]
pub fn Item(action: Action, close: Callback<()>) -> impl IntoView {
    let rooms = Rooms::here();
    let enabled = action.is_enabled(rooms);
    let on = action.is_on(rooms);
    view! {
        <button
            type="button"
            role=if on.is_some() { "menuitemcheckbox" } else { "menuitem" }
            aria-checked=on.map(|on| on.to_string())
            aria-disabled=(!enabled).then_some("true")
            class="menu-item"
            data-action=format!("{action:?}")
            tabindex="-1"
            on:click=move |_| {
                close.run(());
                action.run(rooms);
            }
        >
            <span class="check" aria-hidden="true">{if on == Some(true) { "✓" } else { "" }}</span>
            <span>{action.label()}</span>
            <kbd>{texts::keys(action.keys().text())}</kbd>
        </button>
    }
}

/// Moves the focus within a menu.
pub fn step(e: &web_sys::KeyboardEvent, close: Callback<()>) {
    let forward = match e.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        "Escape" => {
            e.stop_propagation();
            close.run(());
            dom::focus_soon("#canvas");
            return;
        }
        _ => return,
    };
    e.prevent_default();
    let Some(menu) = e
        .current_target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
    else {
        return;
    };
    let Ok(items) = menu.query_selector_all("button") else {
        return;
    };
    let active = dom::document().active_element();
    let count = items.length();
    let at = (0..count).find(|i| {
        active
            .as_ref()
            .is_some_and(|a| items.get(*i).is_some_and(|n| a.is_same_node(Some(&n))))
    });
    let next = match (at, forward) {
        (None, true) => 0,
        (None, false) => count.saturating_sub(1),
        (Some(i), true) => (i + 1) % count,
        (Some(i), false) => (i + count - 1) % count,
    };
    if let Some(item) = items
        .get(next)
        .and_then(|n| n.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = item.focus();
    }
}

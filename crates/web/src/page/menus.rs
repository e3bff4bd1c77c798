//! The menu bar and the menu of the canvas.

use crate::browser::dom;
use crate::commands::MENUS;
use crate::page::items::{Item, step};
use crate::texts;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

#[component]
pub fn MenuBar() -> impl IntoView {
    let open: RwSignal<Option<usize>> = RwSignal::new(None);
    let close = Callback::new(move |()| open.set(None));
    let outside = window_event_listener(leptos::ev::pointerdown, move |e| {
        let inside = e
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
            .and_then(|t| t.closest(".menubar").ok().flatten())
            .is_some();
        if !inside {
            open.set(None);
        }
    });
    on_cleanup(move || outside.remove());
    view! {
        <div class="menubar" role="menubar" aria-label=texts::MENU>
            {MENUS
                .iter()
                .enumerate()
                .map(|(i, menu)| {
                    let is_open = move || open.get() == Some(i);
                    view! {
                        <div class="menu">
                            <button
                                type="button"
                                role="menuitem"
                                aria-haspopup="true"
                                aria-expanded=move || is_open().to_string()
                                class:open=is_open
                                data-menu=menu.name
                                on:click=move |_| {
                                    open.set(if open.get_untracked() == Some(i) { None } else { Some(i) });
                                }
                                on:pointerenter=move |_| {
                                    if open.get_untracked().is_some() {
                                        open.set(Some(i));
                                    }
                                }
                                on:keydown=move |e| match e.key().as_str() {
                                    "ArrowDown" => {
                                        e.prevent_default();
                                        open.set(Some(i));
                                        dom::focus_soon(".menu-list button");
                                    }
                                    "ArrowRight" | "ArrowLeft" => {
                                        let step = if e.key() == "ArrowRight" { 1 } else { MENUS.len() - 1 };
                                        let next = (i + step) % MENUS.len();
                                        if open.get_untracked().is_some() {
                                            open.set(Some(next));
                                        }
                                        let selector = format!("[data-menu=\"{}\"]", MENUS[next].name);
                                        if let Ok(Some(b)) = dom::document().query_selector(&selector)
                                            && let Ok(b) = b.dyn_into::<web_sys::HtmlElement>()
                                        {
                                            let _ = b.focus();
                                        }
                                    }
                                    "Escape" => open.set(None),
                                    _ => {}
                                }
                            >
                                {menu.name}
                            </button>
                            <Show when=is_open>
                                <div class="menu-list" role="menu" aria-label=menu.name on:keydown=move |e| step(&e, close)>
                                    {menu
                                        .groups
                                        .iter()
                                        .map(|group| {
                                            view! {
                                                <div class="menu-group" role="group">
                                                    {group
                                                        .iter()
                                                        .map(|action| view! { <Item action=*action close/> })
                                                        .collect_view()}
                                                </div>
                                            }
                                        })
                                        .collect_view()}
                                </div>
                            </Show>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
}

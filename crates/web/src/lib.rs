//! The browser door: a page that reflects the headless editor and forwards what people do. What
//! an edit means is decided there; here is what it looks like.

#![recursion_limit = "512"]

mod actions;
mod app;
mod apply;
mod canvas;
mod columns;
mod dialogs;
mod dom;
mod grid;
mod library;
mod menus;
mod method;
mod overlay;
mod palette;
mod panels;
mod properties;
mod recovery;
mod report;
mod scene;
mod shell;
mod start;
mod store;
mod template;
mod texts;
mod threat;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Runs when the page has been loaded.
#[wasm_bindgen(start)]
pub fn main() {
    std::panic::set_hook(Box::new(|panic| dom::report_panic(&panic.to_string())));
    let host = dom::by_id("app").expect("the page has a place for us");
    mount_to(host, || view! { <shell::Page/> }).forget();
}

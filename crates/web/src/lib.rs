//! The browser door: a page that reflects the headless editor and forwards what people do. What
//! an edit means is decided there; here is what it looks like.
//!
//! The floors, from below: the browser and the texts; the state that rooms share; files; the rooms
//! themselves (threats, drawing, properties, review, template); the table of actions; the page.

#![recursion_limit = "512"]

mod browser;
mod commands;
mod drawing;
mod files;
mod page;
mod properties;
mod review;
mod state;
mod template;
mod texts;
mod threats;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Runs when the page has been loaded.
#[wasm_bindgen(start)]
pub fn main() {
    std::panic::set_hook(Box::new(|panic| {
        browser::dom::report_panic(&panic.to_string());
    }));
    let host = browser::dom::by_id("app").expect("the page has a place for us");
    mount_to(host, || view! { <page::Page/> }).forget();
}

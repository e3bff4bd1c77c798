//! The little that we need of the browser itself.

use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlDialogElement, HtmlElement, Window};

pub fn window() -> Window {
    web_sys::window().expect("a window")
}

pub fn document() -> Document {
    window().document().expect("a document")
}

pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Puts the keyboard's focus on an element, in the next turn.
pub fn focus_soon(selector: &'static str) {
    gloo_timers::callback::Timeout::new(0, move || {
        if let Ok(Some(found)) = document().query_selector(selector)
            && let Some(found) = found.dyn_ref::<HtmlElement>()
        {
            let _ = found.focus();
            if let Some(input) = found.dyn_ref::<web_sys::HtmlInputElement>() {
                input.select();
            }
        }
    })
    .forget();
}

/// What is written in the field that has the keyboard counts from now on.
pub fn leave_field() {
    let active = document().active_element();
    if let Some(field) = active.and_then(|a| a.dyn_into::<HtmlElement>().ok())
        && is_writing(Some(field.clone().into()))
    {
        let _ = field.blur();
        let _ = field.focus();
    }
}

/// Fields are made anew in this turn: the one that has the keyboard gets it again.
pub fn keep_focus() {
    let active = document().active_element().map(|a| a.id());
    let Some(id) = active.filter(|id| !id.is_empty()) else {
        return;
    };
    gloo_timers::callback::Timeout::new(0, move || {
        let lost = document()
            .active_element()
            .is_none_or(|a| a.tag_name() == "BODY");
        if let Some(field) = by_id(&id).filter(|_| lost) {
            let _ = field.focus();
        }
    })
    .forget();
}

/// Whether keys go to a field in which people write.
pub fn is_writing(target: Option<web_sys::EventTarget>) -> bool {
    let Some(element) = target.and_then(|t| t.dyn_into::<Element>().ok()) else {
        return false;
    };
    matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT")
        || (element.tag_name() == "INPUT"
            && !matches!(
                element.get_attribute("type").as_deref(),
                Some("checkbox" | "radio" | "button")
            ))
}

/// Puts text on the clipboard.
pub fn copy_text(text: &str) {
    let promise = window().navigator().clipboard().write_text(text);
    wasm_bindgen_futures::spawn_local(async move {
        let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    });
}

thread_local! {
    static CRASHED: Cell<bool> = const { Cell::new(false) };
}

/// A bug: say so on the page, which is of no use any more; what was edited is in the recovery copy.
pub fn report_panic(text: &str) {
    web_sys::console::error_1(&text.into());
    if CRASHED.replace(true) {
        return;
    }
    let dialog = by_id("crash").and_then(|d| d.dyn_into::<HtmlDialogElement>().ok());
    if let Some(dialog) = dialog {
        let _ = dialog.show_modal();
    }
}

/// Whether the page is of no use any more.
pub fn has_crashed() -> bool {
    CRASHED.get()
}

/// Which copy is opened again after a crash.
pub fn restore_after_crash(id: &str) {
    if let Some(link) = by_id("restore") {
        let _ = link.set_attribute("href", &format!("?restore={id}"));
    }
}

//! What this browser keeps of how people like the page.

use crate::browser::dom::window;

/// A setting that this browser keeps.
pub fn get(name: &str) -> Option<String> {
    window()
        .local_storage()
        .ok()??
        .get_item(&format!("trustline-{name}"))
        .ok()?
}

/// Keeps a setting.
pub fn set(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(&format!("trustline-{name}"), value);
    }
}

/// A setting that is on or off.
pub fn is_on(name: &str, usual: bool) -> bool {
    get(name).map_or(usual, |v| v == "true")
}

/// Keeps a setting that is on or off.
pub fn switch(name: &str, on: bool) {
    set(name, if on { "true" } else { "false" });
}

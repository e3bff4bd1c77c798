//! The address of the page: the file that it names, and the key that it brings.

use crate::browser::dom::window;
use crate::browser::settings;

/// The address names the file that is open, so that loading the page again opens it again.
pub fn show(path: Option<&str>) {
    let address = match path {
        Some(path) => format!("?file={}", String::from(js_sys::encode_uri_component(path))),
        None => window().location().pathname().unwrap_or_default(),
    };
    if let Ok(history) = window().history() {
        let state = wasm_bindgen::JsValue::NULL;
        let _ = history.replace_state_with_url(&state, "", Some(&address));
    }
}

/// The file that the address names: `?file=PATH`.
pub fn asked_for() -> Option<String> {
    parameter("file")
}

/// The recovery copy that the address asks for: `?restore=ID`.
pub fn to_restore() -> Option<String> {
    parameter("restore")
}

fn parameter(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    let parameters = web_sys::UrlSearchParams::new_with_str(&search).ok()?;
    parameters.get(name)
}

/// Keeps the key that the address brings behind `#`, and takes it out of the address. This
/// browser's storage knows ports: no other server of the machine gets it.
pub fn keep_key() {
    let location = window().location();
    let hash = location.hash().unwrap_or_default();
    if let Some(key) = hash.strip_prefix("#key=") {
        settings::set("key", key);
        let place =
            location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        if let Ok(history) = window().history() {
            let state = wasm_bindgen::JsValue::NULL;
            let _ = history.replace_state_with_url(&state, "", Some(&place));
        }
    }
}

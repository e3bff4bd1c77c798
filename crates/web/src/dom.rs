//! The little that we need of the browser itself.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Window};

pub fn window() -> Window {
    web_sys::window().expect("a window")
}

pub fn document() -> Document {
    window().document().expect("a document")
}

pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The time as files write it, with the local offset.
pub fn now() -> String {
    let date = js_sys::Date::new_0();
    let minutes = -(date.get_timezone_offset() as i32);
    let shifted = js_sys::Date::new(&(date.get_time() + f64::from(minutes) * 60_000.0).into());
    let text: String = shifted.to_iso_string().into();
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    format!(
        "{}{sign}{:02}:{:02}",
        text.trim_end_matches('Z'),
        minutes / 60,
        minutes % 60
    )
}

/// A time for people: date and minutes, in the local form.
pub fn moment(ms: f64) -> String {
    let date = js_sys::Date::new(&ms.into());
    let text: String = date
        .to_locale_string("default", &js_sys::Object::new())
        .into();
    text
}

/// A new random id in the form of a GUID.
pub fn guid() -> String {
    let mut bytes = [0u8; 16];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

/// A setting that this browser keeps.
pub fn setting(name: &str) -> Option<String> {
    window()
        .local_storage()
        .ok()??
        .get_item(&format!("trustline-{name}"))
        .ok()?
}

pub fn set_setting(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(&format!("trustline-{name}"), value);
    }
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

/// How high the lower pane is at first: less in small windows.
pub fn usual_lower_height() -> f64 {
    let room = window().inner_height().ok().and_then(|h| h.as_f64());
    (room.unwrap_or(800.0) * 0.33).clamp(190.0, 300.0)
}

/// The address names the file that is open, so that loading the page again opens it again.
pub fn show_address(path: Option<&str>) {
    let address = match path {
        Some(path) => format!("?file={}", String::from(js_sys::encode_uri_component(path))),
        None => window().location().pathname().unwrap_or_default(),
    };
    if let Ok(history) = window().history() {
        let state = wasm_bindgen::JsValue::NULL;
        let _ = history.replace_state_with_url(&state, "", Some(&address));
    }
}

/// Keeps the key that the address brings behind `#`, and takes it out of the address. This
/// browser's storage knows ports: no other server of the machine gets it.
pub fn keep_key() {
    let location = window().location();
    let hash = location.hash().unwrap_or_default();
    if let Some(key) = hash.strip_prefix("#key=") {
        set_setting("key", key);
        let place =
            location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        if let Ok(history) = window().history() {
            let state = wasm_bindgen::JsValue::NULL;
            let _ = history.replace_state_with_url(&state, "", Some(&place));
        }
    }
}

/// Waits until what was said is seen.
pub async fn painted() {
    gloo_timers::future::TimeoutFuture::new(30).await;
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

/// Hands a file to the browser to be kept.
pub fn download(name: &str, bytes: &[u8], media: &str) {
    let Some(url) = blob_url(bytes, media) else {
        return;
    };
    if let Ok(anchor) = document().create_element("a")
        && let Ok(anchor) = anchor.dyn_into::<web_sys::HtmlAnchorElement>()
    {
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
    }
    gloo_timers::callback::Timeout::new(10_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    })
    .forget();
}

/// An address under which the browser finds these bytes.
pub fn blob_url(bytes: &[u8], media: &str) -> Option<String> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    web_sys::Url::create_object_url_with_blob(&blob).ok()
}

/// Puts text on the clipboard.
pub fn copy_text(text: &str) {
    let promise = window().navigator().clipboard().write_text(text);
    wasm_bindgen_futures::spawn_local(async move {
        let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    });
}

/// A bug: say so on the page; what was edited is in the recovery copy.
pub fn report_panic(text: &str) {
    web_sys::console::error_1(&text.into());
    if let Some(place) = by_id("crash") {
        place.set_hidden(false);
    }
}

pub fn bytes_of(value: &wasm_bindgen::JsValue) -> Vec<u8> {
    js_sys::Uint8Array::new(value).to_vec()
}

/// The file that was chosen in a field.
pub fn chosen_file(event: &web_sys::Event) -> Option<web_sys::File> {
    let input = event
        .target()?
        .dyn_into::<web_sys::HtmlInputElement>()
        .ok()?;
    input.files()?.get(0)
}

/// The bytes of a file, where the browser gives them.
pub async fn file_bytes(file: &web_sys::File) -> Option<Vec<u8>> {
    let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await;
    buffer.ok().map(|b| bytes_of(&b))
}

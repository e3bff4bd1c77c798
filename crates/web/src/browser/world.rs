//! Time, randomness and names, as the browser has them: what the headless editor asks for.

use crate::browser::dom::window;
use trustline_editor::World;

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

/// Waits until what was said is seen.
pub async fn painted() {
    gloo_timers::future::TimeoutFuture::new(30).await;
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

/// Time, names and ids for the editor.
pub struct Browser {
    /// Who is working.
    pub author: String,
}

impl World for Browser {
    fn now(&self) -> String {
        now()
    }

    fn author(&self) -> String {
        self.author.clone()
    }

    fn new_id(&mut self) -> String {
        guid()
    }
}

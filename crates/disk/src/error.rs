//! What the system says, in plain words.

use std::io;

/// An error of the system in its own words, without the number.
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    words.to_lowercase()
}

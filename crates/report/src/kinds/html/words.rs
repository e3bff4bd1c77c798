//! Texts of models as HTML.

use crate::document::{Piece, Rich};
use trustline_drawing::escaped;

/// A long text of a threat as safe HTML: words, line breaks, and links to the web.
pub fn rich(text: &str) -> String {
    inline(&Rich::new(text).pieces())
}

/// Pieces of text as HTML.
pub(super) fn inline(pieces: &[Piece]) -> String {
    let pieces = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => escaped(text),
        Piece::Break => "<br>".to_owned(),
        Piece::Link(href, label) => format!(
            "<a href=\"{}\" rel=\"noopener noreferrer nofollow\">{}</a>",
            escaped(href),
            escaped(label)
        ),
    });
    pieces.collect()
}

/// The lines of a plain text, those with nothing in them left out.
pub(super) fn lines(text: &str) -> String {
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    lines.map(escaped).collect::<Vec<_>>().join("<br>")
}

/// `2024-01-23T10:42:46.6420661-05:00` as `2024-01-23 10:42 -05:00`; anything else as it is.
pub(super) fn moment(text: &str) -> String {
    let parts = text
        .split_once('T')
        .filter(|(date, time)| date.len() == 10 && time.len() >= 5);
    let Some((date, time)) = parts else {
        return text.to_owned();
    };
    let zone = time
        .find(['+', '-', 'Z'])
        .and_then(|i| time.get(i..))
        .unwrap_or("");
    let zone = if zone == "Z" { "UTC" } else { zone };
    format!("{date} {} {zone}", time.get(..5).unwrap_or(""))
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_made_readable() {
        let cases = [
            (
                "2024-01-23T10:42:46.6420661-05:00",
                "2024-01-23 10:42 -05:00",
            ),
            ("2026-01-02T03:04:05", "2026-01-02 03:04"),
            ("yesterday", "yesterday"),
        ];
        for (given, expected) in cases {
            assert_eq!(moment(given), expected);
        }
    }
}

//! Texts of models as HTML.

use crate::document::{Piece, Rich};
use trustline_drawing::escaped;
use trustline_model::harmless::markup_for_logs;

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
    lines.map(breakable).collect::<Vec<_>>().join("<br>")
}

/// Nothing longer than this keeps a column of a table wide.
const LONGEST: usize = 24;

/// A line that breaks within what is no word: after the marks of addresses and paths, or anywhere.
fn breakable(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for token in line.split_inclusive(char::is_whitespace) {
        let mut since = 0;
        let is_long = token.chars().count() > LONGEST;
        for c in token.chars() {
            out.push_str(&escaped(c.encode_utf8(&mut [0; 4])));
            since += 1;
            let ends = matches!(c, '/' | '.' | '_' | '?' | '&' | '=' | ':' | '@' | '\\');
            if is_long && (ends || since >= LONGEST) {
                out.push_str("<wbr>");
                since = 0;
            }
        }
    }
    markup_for_logs(&out).into_owned()
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
    fn only_what_is_no_word_is_broken() {
        let cases = [
            (
                "Authentication of administrators",
                "Authentication of administrators",
            ),
            ("a\n\nb", "a<br>b"),
            (
                "see https://example.com/a/long/path?q=1&r=2",
                "see https:<wbr>/<wbr>/<wbr>example.<wbr>com/<wbr>a/<wbr>long/<wbr>path?<wbr>q=<wbr>1&amp;<wbr>r=<wbr>2",
            ),
            (
                "0123456789012345678901234567",
                "012345678901234567890123<wbr>4567",
            ),
        ];
        for (given, expected) in cases {
            assert_eq!(lines(given), expected);
        }
    }

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

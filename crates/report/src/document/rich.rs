//! Long texts of templates: they hold links and line breaks as HTML, escaped once or several
//! times over. Here they become words, breaks and safe links; everything else stays text.

use super::cited;
use std::borrow::Cow;

/// A long text as a template or a person wrote it. It is taken apart when somebody asks: most kinds
/// of reports want other things of it, and there are many of them.
#[derive(Clone, Debug, Default)]
pub struct Rich<'a>(Cow<'a, str>);

impl<'a> Rich<'a> {
    /// A text as it was read.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self(text.into())
    }

    /// What it is made of, white space around it left out.
    pub fn pieces(&self) -> Vec<Piece> {
        pieces(self.0.trim())
    }

    /// The words alone, links as `words (address)`.
    pub fn plain(&self) -> Cow<'_, str> {
        plain(&self.0)
    }

    /// The text as it was read.
    pub fn as_read(&self) -> &str {
        &self.0
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

/// A piece of a long text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// A new line.
    Break,
    /// A link: address (http, https or mailto) and words.
    Link(String, String),
}

/// How many times over a text may have been escaped.
const ROUNDS: usize = 9;

/// Tags and the words of links are looked for within so many bytes: real ones are shorter, and a
/// text of nothing but `<` must not take for ever.
const WINDOW: usize = 4096;

/// The first bytes of a text, cut between characters.
fn start_of(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

/// The pieces of a text.
fn pieces(text: &str) -> Vec<Piece> {
    let mut text = text.replace("\r\n", "\n");
    for _ in 0..ROUNDS {
        let plain = unescaped(&text);
        if plain == text {
            break;
        }
        text = plain;
    }
    let mut out = Pieces::default();
    let mut rest = text.as_str();
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        out.words(before);
        match element(tag) {
            Some((Tag::Break, length)) => {
                out.line();
                rest = tag.get(length..).unwrap_or("");
            }
            Some((Tag::Nothing, length)) => rest = tag.get(length..).unwrap_or(""),
            Some((Tag::Link(href), length)) => {
                let after = tag.get(length..).unwrap_or("");
                let end = start_of(after, WINDOW).to_ascii_lowercase().find("</a");
                let (label, after) = after.split_at(end.unwrap_or(after.len()));
                out.link(&href, strip(label).trim());
                rest = after
                    .find('>')
                    .and_then(|i| after.get(i + 1..))
                    .unwrap_or("");
            }
            None => {
                out.words("<");
                rest = tag.get(1..).unwrap_or("");
            }
        }
    }
    out.words(rest);
    out.0
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn words(&mut self, text: &str) {
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.line();
            }
            let mut rest = line;
            while let Some(at) = ["https://", "http://"]
                .iter()
                .filter_map(|s| rest.find(s))
                .min()
            {
                let (before, url) = rest.split_at(at);
                self.cited(before);
                let end = url
                    .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ')' | ']'));
                let (url, after) = url.split_at(end.unwrap_or(url.len()));
                let bare = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
                self.link(bare, bare);
                self.text(url.get(bare.len()..).unwrap_or(""));
                rest = after;
            }
            self.cited(rest);
        }
    }

    /// Words in which numbers of public lists become links.
    fn cited(&mut self, text: &str) {
        let mut rest = text;
        while let Some((range, address)) = cited::first(rest) {
            self.text(rest.get(..range.start).unwrap_or(""));
            self.link(&address, rest.get(range.clone()).unwrap_or(""));
            rest = rest.get(range.end..).unwrap_or("");
        }
        self.text(rest);
    }

    fn text(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Text(old)) => old.push_str(text),
            _ => self.0.push(Piece::Text(text.to_owned())),
        }
    }

    fn line(&mut self) {
        if !self.0.is_empty() {
            self.0.push(Piece::Break);
        }
    }

    fn link(&mut self, href: &str, label: &str) {
        let label = if label.is_empty() { href } else { label };
        match is_safe(href) {
            true => self.0.push(Piece::Link(href.to_owned(), label.to_owned())),
            false => self.text(label),
        }
    }
}

/// Whether following an address can do no harm by itself.
fn is_safe(href: &str) -> bool {
    let lower = href.trim().to_ascii_lowercase();
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|s| lower.starts_with(s) && lower.len() > s.len())
        && !href.chars().any(|c| c.is_control() || c.is_whitespace())
}

enum Tag {
    Break,
    Nothing,
    Link(String),
}

/// What a tag at the start of a text means, and its length. `None`: it is none we know.
fn element(text: &str) -> Option<(Tag, usize)> {
    let inner = text.get(1..start_of(text, WINDOW).find('>')?)?;
    let length = inner.len() + 2;
    let name: String = inner
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let tag = match name.to_ascii_lowercase().as_str() {
        "br" => Tag::Break,
        "p" | "div" | "ul" | "ol" | "tr" if inner.starts_with('/') => Tag::Break,
        "li" if !inner.starts_with('/') => Tag::Break,
        "p" | "div" | "ul" | "ol" | "li" | "tr" | "td" | "table" | "b" | "i" | "u" | "em"
        | "strong" | "span" | "code" => Tag::Nothing,
        "a" if inner.starts_with('/') => Tag::Nothing,
        "a" => {
            let at = inner.to_ascii_lowercase().find("href")?;
            let value = inner
                .get(at + 4..)?
                .trim_start()
                .strip_prefix('=')?
                .trim_start();
            let href = match value.chars().next()? {
                quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
                _ => value.split_whitespace().next()?,
            };
            Tag::Link(href.trim().to_owned())
        }
        _ => return None,
    };
    Some((tag, length))
}

/// A text without the tags in it.
fn strip(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// One round of unescaping.
fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        out.push_str(before);
        let known = [
            ("&amp;", "&"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&apos;", "'"),
            ("&#39;", "'"),
            ("&#xA;", "\n"),
            ("&#10;", "\n"),
            ("&nbsp;", "\u{a0}"),
        ];
        match known.iter().find(|(name, _)| entity.starts_with(name)) {
            Some((name, value)) => {
                out.push_str(value);
                rest = entity.get(name.len()..).unwrap_or("");
            }
            None => {
                out.push('&');
                rest = entity.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    out
}

fn plain(text: &str) -> Cow<'_, str> {
    // Most texts hold nothing but words.
    if !text.contains(['&', '<', '\r']) {
        return Cow::Borrowed(text);
    }
    let words = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::Break => "\n".to_owned(),
        Piece::Link(href, label) if href == label => label,
        Piece::Link(href, label) => format!("{label} ({href})"),
    });
    Cow::Owned(words.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_survive_any_number_of_escapings_and_scripts_do_not() {
        let link = |h: &str, l: &str| Piece::Link(h.into(), l.into());
        let text = |t: &str| Piece::Text(t.into());
        let cases = [
            (
                "see <a href=\"https://a.b/c?d=1\">this</a>.",
                vec![text("see "), link("https://a.b/c?d=1", "this"), text(".")],
            ),
            (
                "&amp;lt;a href=&amp;quot;https://a.b&amp;quot;&amp;gt;x&amp;lt;/a&amp;gt;",
                vec![link("https://a.b", "x")],
            ),
            ("<a href='javascript:alert(1)'>x</a>", vec![text("x")]),
            (
                "<script>alert(1)</script>",
                vec![text("<script>alert(1)</script>")],
            ),
            (
                "at https://a.b/c, or\nnot",
                vec![
                    text("at "),
                    link("https://a.b/c", "https://a.b/c"),
                    text(", or"),
                    Piece::Break,
                    text("not"),
                ],
            ),
            ("a < b and c > d", vec![text("a < b and c > d")]),
            ("one<br/>two", vec![text("one"), Piece::Break, text("two")]),
            (
                "<a href=\"https://a.b\">never closed",
                vec![link("https://a.b", "never closed")],
            ),
            ("<a href=", vec![text("<a href=")]),
        ];
        for (given, expected) in cases {
            assert_eq!(pieces(given), expected, "{given}");
        }
    }
}

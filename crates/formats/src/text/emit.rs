//! Values to YAML in one settled form: two spaces a level, lists under their key, long texts
//! folded at words, several lines as they are. What YAML would read as something else is quoted.

use std::fmt::Write;

/// A line longer than this is folded where its text allows it.
const WIDTH: usize = 100;

/// A value to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Out {
    /// `~`.
    Nothing,
    /// `true` or `false`.
    Flag(bool),
    Text(String),
    /// A rule: folded before `and` and `or`.
    Rule(String),
    /// A long text without spaces that may be broken anywhere.
    Packed(String),
    /// One item a line.
    List(Vec<Out>),
    /// Short texts in brackets, on one line where they fit.
    Short(Vec<String>),
    Map(Vec<(String, Out)>),
}

impl Out {
    pub fn text(text: impl Into<String>) -> Self {
        Out::Text(text.into())
    }
}

/// A whole document: a mapping with an empty line before each key but the first.
pub fn document(sections: &[(String, Out)]) -> String {
    let mut out = String::new();
    for (key, value) in sections {
        if !out.is_empty() {
            out.push('\n');
        }
        entry(&mut out, key, value, 0);
    }
    out
}

/// `key: value` with a line end, at a column.
pub fn entry(out: &mut String, key: &str, value: &Out, indent: usize) {
    spaces(out, indent);
    scalar(out, key, indent, None);
    out.push(':');
    after_colon(out, value, indent);
    out.push('\n');
}

/// What follows the colon of a key that stands at a column, without the last line end.
pub fn after_colon(out: &mut String, value: &Out, indent: usize) {
    match value {
        Out::Nothing => out.push_str(" ~"),
        Out::Flag(value) => {
            let _ = write!(out, " {value}");
        }
        Out::Text(text) => {
            out.push(' ');
            scalar(out, text, indent, Some(folded));
        }
        Out::Rule(text) => {
            out.push(' ');
            scalar(out, text, indent, Some(folded_rule));
        }
        Out::Packed(text) => {
            let rows = text.as_bytes().chunks(WIDTH);
            let rows = rows.map(|row| std::str::from_utf8(row).unwrap_or(""));
            out.push(' ');
            block(out, "|", rows, indent + 2);
        }
        Out::Short(items) => {
            out.push(' ');
            short(out, items, indent);
        }
        Out::List(items) if items.is_empty() => out.push_str(" []"),
        Out::Map(entries) if entries.is_empty() => out.push_str(" {}"),
        Out::List(items) => {
            for value in items {
                out.push('\n');
                item(out, value, indent);
            }
        }
        Out::Map(entries) => {
            for (key, value) in entries {
                out.push('\n');
                spaces(out, indent + 2);
                scalar(out, key, indent + 2, None);
                out.push(':');
                after_colon(out, value, indent + 2);
            }
        }
    }
}

/// `- value` at a column, without the last line end.
pub fn item(out: &mut String, value: &Out, indent: usize) {
    spaces(out, indent);
    out.push('-');
    match value {
        Out::Map(entries) if !entries.is_empty() => {
            for (i, (key, value)) in entries.iter().enumerate() {
                if i == 0 {
                    out.push(' ');
                } else {
                    out.push('\n');
                    spaces(out, indent + 2);
                }
                scalar(out, key, indent + 2, None);
                out.push(':');
                after_colon(out, value, indent + 2);
            }
        }
        Out::List(items) if !items.is_empty() => {
            for (i, value) in items.iter().enumerate() {
                let mut inner = String::new();
                item(&mut inner, value, indent + 2);
                match i {
                    0 => {
                        out.push(' ');
                        out.push_str(inner.trim_start());
                    }
                    _ => {
                        out.push('\n');
                        out.push_str(&inner);
                    }
                }
            }
        }
        other => after_colon(out, other, indent),
    }
}

fn spaces(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

fn short(out: &mut String, items: &[String], indent: usize) {
    let mut line = String::from("[");
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            line.push_str(", ");
        }
        // A dash by itself in front of a comma or a bracket is read as the mark of a list.
        let stands = !item.contains([',', '[', ']', '{', '}']) && !item.ends_with(" -");
        match is_plain(item) && stands {
            true => line.push_str(item),
            false => quoted(&mut line, item),
        }
    }
    line.push(']');
    if indent + line.chars().count() <= WIDTH + 20 {
        out.push_str(&line);
        return;
    }
    // Too many for a line: one a line, under the key.
    out.pop();
    for text in items {
        out.push('\n');
        item(out, &Out::text(text), indent);
    }
}

/// How a long text is broken into lines of a width.
type Fold = fn(&str, usize) -> Vec<&str>;

/// A text after a key or a dash at a column; a key itself never spans lines.
fn scalar(out: &mut String, text: &str, indent: usize, fold: Option<Fold>) {
    let line = out.rsplit('\n').next().unwrap_or("").chars().count();
    let long = line + text.chars().count() > WIDTH;
    match fold {
        Some(_) if text.contains('\n') && is_literal(text) => {
            block(out, "|", text.split('\n'), indent + 2);
        }
        Some(fold) if long && is_foldable(text) => {
            let lines = fold(text, WIDTH.saturating_sub(indent + 2).max(40));
            block(out, ">", lines.into_iter(), indent + 2);
        }
        _ if is_plain(text) => out.push_str(text),
        _ => quoted(out, text),
    }
}

fn block<'a>(out: &mut String, mark: &str, lines: impl Iterator<Item = &'a str>, indent: usize) {
    let _ = write!(out, "{mark}-");
    for line in lines {
        out.push('\n');
        if !line.is_empty() {
            spaces(out, indent);
            out.push_str(line);
        }
    }
}

/// Whether a text can stand as it is, and is read as this very text.
fn is_plain(text: &str) -> bool {
    let inner = |c: char| !c.is_control() && c != '\u{feff}' && c != '\u{85}';
    let first = text.chars().next();
    let reserved = [
        "", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "---",
        "...",
    ];
    !reserved.contains(&text)
        && text.trim() == text
        && text.chars().all(inner)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !first.is_some_and(|c| "-?:,[]{}#&*!|>'\"%@`".contains(c))
        && text.parse::<f64>().is_err()
        && !text.starts_with("0x")
        && !text.starts_with("0o")
        && !text.starts_with('=')
        && !text.contains(['\u{2028}', '\u{2029}'])
}

/// Whether a text of several lines can stand as it is.
fn is_literal(text: &str) -> bool {
    let good = |line: &str| line.trim_end() == line && line.chars().all(|c| !c.is_control());
    let first = text.split('\n').next().unwrap_or("");
    text.split('\n').all(good)
        && !first.is_empty()
        && !first.starts_with(' ')
        && !text.ends_with('\n')
        && !text.contains(['\u{85}', '\u{2028}', '\u{2029}', '\u{feff}'])
}

/// Whether a text can be broken at its spaces and joined again.
fn is_foldable(text: &str) -> bool {
    text.trim() == text
        && !text.contains("  ")
        && text.chars().all(|c| !c.is_control())
        && !text.contains(['\u{85}', '\u{2028}', '\u{2029}', '\u{feff}'])
}

/// The lines of a folded text; a line break stands for one space.
fn folded(text: &str, width: usize) -> Vec<&str> {
    broken(text, width, |line| line.rfind(' '))
}

/// The same, broken before `and` and `or` where there is one.
fn folded_rule(text: &str, width: usize) -> Vec<&str> {
    broken(text, width, |line| {
        let outside = |at: &usize| {
            let before = line.get(..*at).unwrap_or("");
            before.matches('[').count() == before.matches(']').count()
        };
        let words = line
            .rmatch_indices(" and ")
            .chain(line.rmatch_indices(" or "));
        let at = words.map(|(at, _)| at).filter(outside).max();
        at.or_else(|| line.rfind(' '))
    })
}

fn broken(text: &str, width: usize, place: fn(&str) -> Option<usize>) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some((end, _)) = rest.char_indices().nth(width) {
        let line = rest.get(..end).and_then(place);
        let Some(at) = line.or_else(|| rest.find(' ')) else {
            break;
        };
        lines.push(rest.get(..at).unwrap_or(""));
        rest = rest.get(at + 1..).unwrap_or("");
    }
    lines.push(rest);
    lines
}

fn quoted(out: &mut String, text: &str) {
    let simple =
        |c: char| !c.is_control() && !matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
    if text.chars().all(simple) {
        let _ = write!(out, "'{}'", text.replace('\'', "''"));
        return;
    }
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if simple(c) => out.push(c),
            c => {
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
        }
    }
    out.push('"');
}

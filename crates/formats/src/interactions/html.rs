//! Tables as HTML writes them: of a whole page with its headings, or between other text.

use super::line::{Cell, Line};
use super::section::Collector;
use crate::ground::xml::unescaped;
use trustline_model::interactions::Tables;

/// A cell may reach over so many rows and columns, and over rows only with so much text.
const SPAN: usize = 64;
const LONG: usize = 10_000;

/// What is between two tags, or a tag.
enum Piece<'a> {
    Text(&'a str),
    /// Its name in small letters (with a stroke before it where it ends something), and its text.
    Tag(String, &'a str),
}

/// The tags and texts of HTML with their lines; scripts, styles and comments are left out.
fn pieces(text: &str, first_line: usize) -> Vec<(usize, Piece<'_>)> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut line = first_line;
    let mut hidden: Option<String> = None;
    while !rest.is_empty() {
        let at = rest.find('<').unwrap_or(rest.len());
        let (before, after) = rest.split_at(at);
        if !before.is_empty() && hidden.is_none() {
            found.push((line, Piece::Text(before)));
        }
        line += before.matches('\n').count();
        let (end, is_tag) = if after.starts_with("<!--") {
            (after.find("-->").map_or(after.len(), |e| e + 3), false)
        } else if let Some(end) = after.find('>') {
            (end + 1, true)
        } else {
            (after.len(), false)
        };
        let (tag, more) = after.split_at(end);
        if is_tag {
            let inner = tag.trim_matches(['<', '>']);
            let name = |c: char| !(c.is_alphanumeric() || c == '/');
            let name = inner.split(name).next().unwrap_or("").to_lowercase();
            match &hidden {
                Some(wanted) if name == format!("/{wanted}") => hidden = None,
                Some(_) => {}
                None if matches!(name.as_str(), "script" | "style" | "head") => hidden = Some(name),
                None => found.push((line, Piece::Tag(name, tag))),
            }
        }
        line += tag.matches('\n').count();
        rest = more;
    }
    found
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.find(&format!(" {name}="))? + name.len() + 2;
    let value = tag.get(at..)?;
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
        _ => value.split([' ', '>', '/']).next()?,
    };
    Some(plain_text(value))
}

fn plain_text(text: &str) -> String {
    unescaped(&text.replace("&nbsp;", " ")).into_owned()
}

/// A whole page.
pub fn read(text: &str) -> Tables {
    let mut collector = Collector::default();
    let pieces = pieces(text, 1);
    let mut at = 0;
    while let Some((line, piece)) = pieces.get(at) {
        at += 1;
        let Piece::Tag(name, _) = piece else { continue };
        if name == "table" {
            let lines = lines_of(&pieces, &mut at);
            collector.table(&lines, "a table");
        } else if let Some(level) = name.strip_prefix('h').and_then(|l| l.parse().ok()) {
            let mut title = String::new();
            while let Some((_, piece)) = pieces.get(at) {
                at += 1;
                match piece {
                    Piece::Text(text) => title.push_str(&plain_text(text)),
                    Piece::Tag(end, _) if *end == format!("/h{level}") => break,
                    Piece::Tag(..) => {}
                }
            }
            let title: Vec<&str> = title.split_whitespace().collect();
            collector.heading(level, &title.join(" "), *line);
        }
    }
    collector.end()
}

/// The lines of the first table of a text.
pub fn table(text: &str, first_line: usize) -> Vec<Line> {
    let pieces = pieces(text, first_line);
    let begins = |(_, p): &(usize, Piece<'_>)| matches!(p, Piece::Tag(n, _) if n == "table");
    let mut at = pieces.iter().position(begins).map_or(0, |i| i + 1);
    lines_of(&pieces, &mut at)
}

/// The lines of a table that has begun, to its end.
fn lines_of(pieces: &[(usize, Piece<'_>)], at: &mut usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    // Cells that reach down: column, rows that are left, and what they say.
    let mut down: Vec<(usize, usize, Cell)> = Vec::new();
    let mut open: Option<(Cell, usize, usize)> = None;
    let mut depth = 0;
    while let Some((line, piece)) = pieces.get(*at) {
        *at += 1;
        let (name, tag) = match piece {
            Piece::Text(text) => {
                if let Some((cell, ..)) = &mut open {
                    cell.text
                        .push_str(&plain_text(text).replace(['\n', '\r'], " "));
                }
                continue;
            }
            Piece::Tag(name, tag) => (name.as_str(), *tag),
        };
        match name {
            "table" => depth += 1,
            "/table" if depth > 0 => depth -= 1,
            "/table" => {
                close(&mut open, &mut lines, &mut down);
                break;
            }
            "tr" if depth == 0 => {
                close(&mut open, &mut lines, &mut down);
                lines.push(Line {
                    number: *line,
                    ..Line::default()
                });
                fill(&mut lines, &mut down);
            }
            "td" | "th" if depth == 0 => {
                close(&mut open, &mut lines, &mut down);
                let span = |name| {
                    let said = attribute(tag, name).and_then(|s| s.trim().parse().ok());
                    said.unwrap_or(1_usize).clamp(1, SPAN)
                };
                open = Some((Cell::default(), span("rowspan"), span("colspan")));
            }
            "/td" | "/th" | "/tr" if depth == 0 => close(&mut open, &mut lines, &mut down),
            _ => {
                if let Some((cell, ..)) = &mut open {
                    match name {
                        "br" | "li" | "p" | "/p" | "div" | "/div" | "/ul" | "/ol" => {
                            cell.text.push('\n');
                        }
                        "img" => cell.pictures.push((
                            attribute(tag, "src").unwrap_or_default(),
                            attribute(tag, "alt").unwrap_or_default(),
                        )),
                        "a" => {
                            let target = attribute(tag, "href");
                            let anchor = target.as_deref().and_then(|t| t.strip_prefix('#'));
                            cell.anchor = anchor.map(str::to_owned).or(cell.anchor.take());
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    lines.retain(|l| !l.cells.is_empty());
    lines
}

/// Ends a cell.
fn close(
    open: &mut Option<(Cell, usize, usize)>,
    lines: &mut Vec<Line>,
    down: &mut Vec<(usize, usize, Cell)>,
) {
    let Some((mut cell, rows, columns)) = open.take() else {
        return;
    };
    cell.text = cell.text.trim().to_owned();
    if lines.is_empty() {
        lines.push(Line::default());
    }
    let Some(line) = lines.last_mut() else { return };
    if rows > 1 && cell.text.len() < LONG {
        down.push((line.cells.len(), rows - 1, cell.clone()));
    }
    line.cells.push(cell);
    line.cells.extend((1..columns).map(|_| Cell::default()));
    fill(lines, down);
}

/// Puts the cells that reach down from above where it is their turn.
fn fill(lines: &mut [Line], down: &mut Vec<(usize, usize, Cell)>) {
    let Some(line) = lines.last_mut() else { return };
    while let Some(at) = down
        .iter()
        .position(|(column, ..)| *column == line.cells.len())
    {
        let Some((_, rows, cell)) = down.get_mut(at) else {
            return;
        };
        // The line in which it begins has it already.
        line.cells.push(cell.clone());
        *rows -= 1;
        if *rows == 0 {
            down.remove(at);
        }
    }
}

//! Tables that Markdown does not know, between its text: of HTML, grids as Pandoc and
//! reStructuredText draw them, and those of wikis and AsciiDoc. They are taken out before the rest
//! is read, and a mark stands in their place.

use super::html;
use super::line::{Cell, Line};

/// Stands around the number of a table that was taken out. Nobody writes it: it is for private use.
pub const MARK: char = '\u{e001}';

/// A table that was taken out.
pub struct Foreign {
    pub lines: Vec<Line>,
    /// What it is.
    pub what: &'static str,
}

#[derive(Clone, Copy)]
enum Kind {
    Html,
    Grid,
    /// Confluence and Jira.
    Wiki,
    MediaWiki,
    AsciiDoc,
}

/// The text with as many lines, and the tables that were taken out.
pub fn taken_out(text: &str) -> (String, Vec<Foreign>) {
    let lines: Vec<&str> = text.lines().collect();
    let mut out: Vec<String> = Vec::new();
    let mut found = Vec::new();
    let mut fence: Option<&str> = None;
    let mut in_comment = false;
    let mut at = 0;
    let is_wiki = lines
        .iter()
        .any(|l| kind(l).is_some_and(|k| matches!(k, Kind::Wiki)));
    while let Some(line) = lines.get(at) {
        let trimmed = line.trim_start();
        let marks = ["```", "~~~"].into_iter().find(|m| trimmed.starts_with(m));
        match (fence, marks) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        in_comment |= trimmed.starts_with("<!--");
        let kind = match fence.is_none() && !in_comment {
            true => kind(line),
            false => None,
        };
        if in_comment && line.contains("-->") {
            in_comment = false;
        }
        let Some(kind) = kind else {
            out.push(match heading(trimmed) {
                Some(heading) if is_wiki => heading,
                _ => (*line).to_owned(),
            });
            at += 1;
            continue;
        };
        let rest = lines.get(at..).unwrap_or_default();
        let length = kind.length(rest);
        let own = rest.get(..length).unwrap_or_default();
        out.push(format!("{MARK}{}{MARK}", found.len()));
        out.extend((1..length).map(|_| String::new()));
        found.push(Foreign {
            lines: kind.read(own, at + 1),
            what: kind.name(),
        });
        at += length;
    }
    (out.join("\n"), found)
}

fn kind(line: &str) -> Option<Kind> {
    let line = line.trim();
    let lower = line.to_ascii_lowercase();
    let of_grid = |c: char| matches!(c, '+' | '-' | '=' | ':');
    if lower.contains("<table") {
        Some(Kind::Html)
    } else if line.len() > 4
        && line.starts_with("+-")
        && line.ends_with('+')
        && line.chars().all(of_grid)
    {
        Some(Kind::Grid)
    } else if line.starts_with("||") && line.ends_with("||") && line.len() > 4 {
        Some(Kind::Wiki)
    } else if line.starts_with("{|") {
        Some(Kind::MediaWiki)
    } else if line == "|===" {
        Some(Kind::AsciiDoc)
    } else {
        None
    }
}

/// A heading as wikis write it.
fn heading(line: &str) -> Option<String> {
    let rest = line.strip_prefix('h')?;
    let (level, title) = rest.split_once(". ")?;
    let level: usize = level.parse().ok().filter(|l| (1..=6).contains(l))?;
    Some(format!("{} {title}", "#".repeat(level)))
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Html => "an HTML table",
            Kind::Grid => "a grid table",
            Kind::Wiki => "a wiki table",
            Kind::MediaWiki => "a MediaWiki table",
            Kind::AsciiDoc => "an AsciiDoc table",
        }
    }

    /// How many lines it has, the first of which begins it.
    fn length(self, lines: &[&str]) -> usize {
        let to_end = |ends: &dyn Fn(&str) -> bool| {
            let rest = lines.iter().skip(1);
            1 + rest.map(|l| l.trim()).take_while(|l| !ends(l)).count() + 1
        };
        let closing = |l: &str| l.to_ascii_lowercase().contains("</table");
        let length = match self {
            Kind::Html if lines.first().is_some_and(|l| closing(l)) => 1,
            Kind::Html => to_end(&closing),
            Kind::Grid => lines
                .iter()
                .take_while(|l| l.trim_start().starts_with(['+', '|']))
                .count(),
            Kind::Wiki => lines
                .iter()
                .take_while(|l| l.trim_start().starts_with('|'))
                .count(),
            Kind::MediaWiki => to_end(&|l| l.starts_with("|}")),
            Kind::AsciiDoc => to_end(&|l| l == "|==="),
        };
        length.clamp(1, lines.len().max(1))
    }

    fn read(self, lines: &[&str], first: usize) -> Vec<Line> {
        match self {
            Kind::Html => html::table(&lines.join("\n"), first),
            Kind::Grid => grid(lines, first),
            Kind::Wiki => by_line(lines, first, |line| {
                let sign = if line.starts_with("||") { "||" } else { "|" };
                let inner = line.trim_start_matches('|').trim_end_matches('|');
                Some(inner.split(sign).map(cell).collect())
            }),
            Kind::AsciiDoc => by_line(lines, first, |line| {
                let inner = line.strip_prefix('|').filter(|_| line != "|===")?;
                Some(inner.split('|').map(cell).collect())
            }),
            Kind::MediaWiki => media_wiki(lines, first),
        }
    }
}

fn cell(text: &str) -> Cell {
    let text = text.trim().replace("\\\\", "\n").replace("<br>", "\n");
    Cell::from(text.replace("<br/>", "\n").replace("<br />", "\n").trim())
}

fn by_line(lines: &[&str], first: usize, cells: impl Fn(&str) -> Option<Vec<Cell>>) -> Vec<Line> {
    let numbered = lines.iter().enumerate();
    let read = numbered.filter_map(|(i, line)| {
        let cells = cells(line.trim())?;
        Some(Line {
            number: first + i,
            count: None,
            cells,
        })
    });
    read.collect()
}

/// Lines between two borders are one row; its cells go on from line to line.
fn grid(lines: &[&str], first: usize) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    let mut goes_on = false;
    for (i, line) in lines.iter().enumerate() {
        let line = line.trim();
        if line.starts_with('+') {
            goes_on = false;
            continue;
        }
        let inner = line.trim_start_matches('|').trim_end_matches('|');
        let texts: Vec<&str> = inner.split('|').map(str::trim).collect();
        match found.last_mut().filter(|_| goes_on) {
            Some(row) => {
                for (cell, text) in row.cells.iter_mut().zip(&texts) {
                    cell.text.push('\n');
                    cell.text.push_str(text);
                }
            }
            None => found.push(Line {
                number: first + i,
                cells: texts.into_iter().map(cell).collect(),
                count: None,
            }),
        }
        goes_on = true;
    }
    found
}

fn media_wiki(lines: &[&str], first: usize) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    let mut is_new = true;
    for (i, line) in lines.iter().enumerate() {
        let line = line.trim();
        if line.starts_with("|-") || line.starts_with("{|") {
            is_new = true;
            continue;
        }
        let (inner, sign) = match line.chars().next() {
            Some('!') => (line.get(1..).unwrap_or(""), "!!"),
            Some('|') if !line.starts_with("|}") && !line.starts_with("|+") => {
                (line.get(1..).unwrap_or(""), "||")
            }
            _ => continue,
        };
        if is_new {
            found.push(Line {
                number: first + i,
                ..Line::default()
            });
            is_new = false;
        }
        if let Some(row) = found.last_mut() {
            row.cells.extend(inner.split(sign).map(cell));
        }
    }
    found
}

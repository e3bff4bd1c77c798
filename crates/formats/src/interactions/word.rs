//! Word documents: headings and the tables below them. A line is a paragraph or a row of a table,
//! counted from the top.

use super::line::{Cell, Line};
use super::package::Package;
use super::section::Collector;
use crate::ReadError;
use crate::ground::xml::{Document, El};
use trustline_model::interactions::{Tables, Told};

/// The part with the text of the document.
pub const BODY: &str = "word/document.xml";

pub fn read(package: &mut Package<'_>) -> Result<Tables, ReadError> {
    let text = package.part(BODY)?.ok_or(ReadError::Archive)?;
    let document = Document::parse(&text)?;
    let mut collector = Collector::default();
    let mut prose = Vec::new();
    let mut line = 0;
    let body = document.root().children().filter(|e| e.name() == "body");
    for part in body.flat_map(El::children) {
        match part.name() {
            "p" => {
                line += 1;
                let text = paragraph(part).trim().to_owned();
                match level(part) {
                    Some(level) if !text.is_empty() => collector.heading(level, &text, line),
                    _ if !text.is_empty() => prose.push(Told { text, line }),
                    _ => {}
                }
            }
            "tbl" => collector.table(&table(part, &mut line), "a table"),
            _ => {}
        }
    }
    let mut tables = collector.end();
    tables.prose = prose;
    Ok(tables)
}

/// The level of a heading, by its style; 0 for the title of the whole.
fn level(paragraph: El<'_>) -> Option<usize> {
    let mut properties = paragraph.children().filter(|e| e.name() == "pPr");
    let style = properties.next()?.children().find(|e| e.name() == "pStyle");
    let style = style?.attribute("val")?.to_lowercase();
    if matches!(style.as_str(), "title" | "titel" | "titre") {
        return Some(0);
    }
    let is_heading = ["heading", "berschrift", "titre", "titolo", "ttulo", "kop"];
    let digits = style.trim_start_matches(|c: char| !c.is_ascii_digit());
    let level = digits.parse().ok()?;
    let name = style.trim_end_matches(digits).trim_start_matches('ü');
    is_heading
        .iter()
        .any(|h| name.starts_with(h))
        .then_some(level)
}

/// The text of a paragraph. What was deleted while changes are tracked is not there.
fn paragraph(element: El<'_>) -> String {
    let mut text = String::new();
    for part in element.children() {
        match part.name() {
            "t" => text.push_str(&part.text()),
            "tab" => text.push(' '),
            "br" | "cr" => text.push('\n'),
            "del" | "moveFrom" | "pPr" | "rPr" => {}
            _ => text.push_str(&paragraph(part)),
        }
    }
    text
}

fn table(element: El<'_>, line: &mut usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for row in element.children().filter(|e| e.name() == "tr") {
        *line += 1;
        let mut cells: Vec<Cell> = Vec::new();
        for cell in row.children().filter(|e| e.name() == "tc") {
            let of_cell = |name: &str| {
                let properties = cell.children().find(|e| e.name() == "tcPr")?;
                properties.children().find(|e| e.name() == name)
            };
            // A cell that goes on from above says what that one says.
            let goes_on =
                of_cell("vMerge").is_some_and(|m| !matches!(m.attribute("val"), Some("restart")));
            let above = lines.last().and_then(|l| l.cells.get(cells.len()));
            let own = match above {
                Some(above) if goes_on => above.clone(),
                _ => {
                    let paragraphs = cell.children().filter(|e| e.name() == "p");
                    let texts: Vec<String> = paragraphs.map(paragraph).collect();
                    Cell::from(texts.join("\n").as_str())
                }
            };
            cells.push(own);
            let span = of_cell("gridSpan").and_then(|s| s.attribute("val")?.parse().ok());
            let more: usize = span.unwrap_or(1);
            cells.extend((1..more.min(64)).map(|_| Cell::default()));
        }
        lines.push(Line {
            number: *line,
            cells,
            count: None,
        });
    }
    lines
}

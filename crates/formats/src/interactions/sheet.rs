//! One table whose columns are named in one of its first lines: CSV, or the sheets of a spreadsheet.

use super::columns::{known, lacking as lacking_end};
use super::line::{Cell, Line};
use super::package::Package;
use super::table;
use crate::ReadError;
use crate::ground::xml::{Document, El};
use std::collections::HashMap;
use std::io::{Cursor, Write};
use trustline_model::harmless;
use trustline_model::interactions::{Remark, Tables};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The line that names the columns is one of the first of a text.
const HEAD: usize = 20;

/// What is further to the right than this is no column of an interaction table, and what comes
/// later no sheet.
const MAX_COLUMNS: usize = 64;
const MAX_SHEETS: usize = 256;

/// So many rows are looked at, the head among them: one more than are allowed tells that there are
/// too many.
const LOOKED_AT: usize = table::MAX_ROWS + 2;

/// What separates the columns of a text, told by the line that names them.
pub fn separator(text: &str) -> Option<u8> {
    let lines = text.lines().filter(|l| !l.trim().is_empty()).take(HEAD);
    let separates = |line: &str, sign: u8| {
        let heads = line.split(char::from(sign));
        let cells: Vec<Cell> = heads
            .map(|h| Cell::from(h.trim().trim_matches('"')))
            .collect();
        table::is_head(&cells)
    };
    lines
        .flat_map(|line| [b',', b';', b'\t'].map(|sign| (line, sign)))
        .find(|(line, sign)| separates(line, *sign))
        .map(|(_, sign)| sign)
}

/// What a text with separated columns lacks, so that nobody takes it for a text without a table.
pub fn lacking(text: &str) -> Option<Remark> {
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty());
    let (number, line) = lines
        .take(HEAD)
        .find(|(_, l)| !l.to_ascii_lowercase().starts_with("sep="))?;
    [',', ';', '\t'].into_iter().find_map(|sign| {
        let heads = line
            .split(sign)
            .map(|h| Cell::from(h.trim().trim_matches('"')));
        let cells: Vec<Cell> = heads.collect();
        // One word alone is what any sentence may hold.
        let is_head = !line.contains('|') && known(&cells) > 1;
        (is_head && lacking_end(&cells).is_some()).then_some(())?;
        let line = Line {
            number: number + 1,
            cells,
            count: None,
        };
        table::read(&[line], "a table", table::ABOVE)
            .remarks
            .into_iter()
            .next()
    })
}

pub fn read_csv(text: &str, separator: u8) -> Result<Tables, ReadError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let starts: Vec<usize> = text.match_indices('\n').map(|(i, _)| i + 1).collect();
    let line_of = |byte: u64| {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        // A record begins behind the line ends before it.
        let blank = text.get(byte..).unwrap_or("");
        let blank = blank.len() - blank.trim_start_matches(['\r', '\n']).len();
        starts.partition_point(|s| *s <= byte + blank) + 1
    };
    let mut rows: Vec<Line> = Vec::new();
    for record in reader.records().take(LOOKED_AT) {
        let record = record.map_err(|error| {
            let at = error.position().map_or(0, csv::Position::byte);
            ReadError::Table {
                message: "this line is not CSV".to_owned(),
                line: line_of(at),
            }
        })?;
        let cells: Vec<Cell> = record
            .iter()
            .map(|c| Cell::from(&*harmless::cell_as_said(c)))
            .collect();
        let number = record.position().map_or(0, |p| line_of(p.byte()));
        // What Excel is told about the separator is no row.
        let said = cells.first().map_or("", |c| c.text.trim());
        if rows.is_empty() && said.to_ascii_lowercase().starts_with("sep=") {
            continue;
        }
        let count = Some(cells.len());
        rows.push(Line {
            number,
            cells,
            count,
        });
    }
    let read = table::read(&rows, "a table", table::ABOVE);
    Ok(Tables {
        title: read.title,
        sections: read.sections,
        remarks: read.remarks,
        ..Tables::default()
    })
}

/// A sheet without a column of sections is one section by itself.
pub fn read_xlsx(package: Package<'_>) -> Result<Tables, ReadError> {
    let mut book = Book::open(package)?;
    let mut tables = Tables::default();
    for (name, path) in book.sheets()? {
        let read = table::read(
            &book.rows(&path)?,
            &format!("the sheet `{name}`"),
            table::ABOVE,
        );
        tables.remarks.extend(read.remarks);
        for mut section in read.sections {
            if section.title.is_empty() {
                section.title.clone_from(&name);
            }
            tables.sections.push(section);
        }
        if tables.title.is_empty() {
            tables.title = read.title;
        }
    }
    Ok(tables)
}

/// The part that names the sheets of a spreadsheet.
pub const BOOK: &str = "xl/workbook.xml";

/// The parts of a spreadsheet.
struct Book<'a> {
    package: Package<'a>,
    shared: Vec<String>,
}

impl<'a> Book<'a> {
    fn open(mut package: Package<'a>) -> Result<Self, ReadError> {
        let mut shared = Vec::new();
        if let Some(text) = package.part("xl/sharedStrings.xml")? {
            let document = Document::parse(&text)?;
            shared = document.root().children().map(string).collect();
        }
        Ok(Self { package, shared })
    }

    /// Names of the sheets with their parts, in order.
    fn sheets(&mut self) -> Result<Vec<(String, String)>, ReadError> {
        let book = self.package.part(BOOK)?.ok_or(ReadError::Archive)?;
        let links = self.package.part("xl/_rels/workbook.xml.rels")?;
        let links = links.unwrap_or_default();
        let book = Document::parse(&book)?;
        let links = Document::parse(&links)?;
        let targets: HashMap<&str, &str> = links
            .root()
            .children()
            .filter_map(|l| Some((l.attribute("Id")?, l.attribute("Target")?)))
            .collect();
        let mut found = Vec::new();
        let sheets = book.root().children().filter(|e| e.name() == "sheets");
        for sheet in sheets.flat_map(El::children).take(MAX_SHEETS) {
            let id = sheet.attribute("id").unwrap_or_default();
            let target = targets.get(id).copied().unwrap_or_default();
            let path = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            };
            let name = crate::ground::xml::unescaped(sheet.attribute("name").unwrap_or(""));
            found.push((name.into_owned(), path));
        }
        Ok(found)
    }

    fn rows(&mut self, path: &str) -> Result<Vec<Line>, ReadError> {
        let Some(text) = self.package.part(path)? else {
            return Ok(Vec::new());
        };
        let document = Document::parse(&text)?;
        let mut rows: Vec<Line> = Vec::new();
        let data = document
            .root()
            .children()
            .filter(|e| e.name() == "sheetData");
        for row in data.flat_map(El::children).take(LOOKED_AT) {
            let number = row.attribute("r").and_then(|r| r.parse().ok());
            let mut cells: Vec<Cell> = Vec::new();
            for cell in row.children() {
                let place = cell.attribute("r").and_then(column);
                let place = place.unwrap_or(cells.len());
                if place >= MAX_COLUMNS {
                    break;
                }
                cells.resize(cells.len().max(place + 1), Cell::default());
                let value = self.value(cell);
                self.package.spend(value.len() as u64)?;
                if let Some(spot) = cells.get_mut(place) {
                    *spot = Cell::from(value.as_str());
                }
            }
            rows.push(Line {
                number: number.unwrap_or(rows.len() + 1),
                cells,
                count: None,
            });
        }
        let merged = document
            .root()
            .children()
            .filter(|e| e.name() == "mergeCells");
        for area in merged.flat_map(El::children).take(table::MAX_ROWS) {
            self.merge(&mut rows, area.attribute("ref").unwrap_or(""))?;
        }
        Ok(rows)
    }

    /// A cell that was merged with those below it says the same in all of their rows.
    fn merge(&mut self, rows: &mut [Line], area: &str) -> Result<(), ReadError> {
        let Some((from, to)) = area.split_once(':') else {
            return Ok(());
        };
        let row = |name: &str| {
            let digits = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            digits.parse::<usize>().ok()
        };
        let (Some(column), Some(first), Some(last)) = (column(from), row(from), row(to)) else {
            return Ok(());
        };
        let above = rows.iter().find(|l| l.number == first);
        let Some(cell) = above.and_then(|l| l.cells.get(column)).cloned() else {
            return Ok(());
        };
        for line in rows
            .iter_mut()
            .filter(|l| l.number > first && l.number <= last)
        {
            self.package.spend(cell.text.len() as u64)?;
            let cells = &mut line.cells;
            cells.resize(cells.len().max(column + 1), Cell::default());
            if let Some(spot) = cells.get_mut(column) {
                spot.clone_from(&cell);
            }
        }
        Ok(())
    }

    fn value(&self, cell: El<'_>) -> String {
        let value = cell.children().find(|e| e.name() == "v");
        let value = || value.map(|v| v.text().into_owned()).unwrap_or_default();
        match cell.attribute("t") {
            Some("s") => {
                let place = value().trim().parse::<usize>().ok();
                place
                    .and_then(|i| self.shared.get(i))
                    .cloned()
                    .unwrap_or_default()
            }
            Some("b") if value().trim() == "1" => "TRUE".to_owned(),
            Some("b") => "FALSE".to_owned(),
            Some("inlineStr") => cell.children().map(string).collect(),
            _ => value(),
        }
    }
}

/// The text of a string, which may come in runs of their own looks. Readings of sounds stay out.
fn string(element: El<'_>) -> String {
    let mut whole = String::new();
    for part in element.children() {
        match part.name() {
            "t" => whole.push_str(&part.text()),
            "r" => whole.push_str(&string(part)),
            _ => {}
        }
    }
    whole
}

/// The column that a cell's name like `AB12` stands for, from 0.
fn column(name: &str) -> Option<usize> {
    let letters: Vec<u8> = name.bytes().take_while(u8::is_ascii_alphabetic).collect();
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let number = letters.iter().fold(0, |n, l| {
        n * 26 + usize::from(l.to_ascii_uppercase() - b'A') + 1
    });
    Some(number - 1)
}

/// A spreadsheet with one sheet. The first row is fixed and bold; every cell is text.
pub fn write_xlsx(name: &str, rows: &[Vec<String>]) -> Vec<u8> {
    let escaped = |text: &str| crate::ground::xml::escape(text);
    let mut data = String::new();
    for (r, row) in rows.iter().enumerate() {
        data.push_str(&format!("<row r=\"{}\">", r + 1));
        for (c, text) in row.iter().enumerate() {
            let column = char::from(b'A' + u8::try_from(c).unwrap_or(25).min(25));
            let style = if r == 0 { 1 } else { 2 };
            data.push_str(&format!(
                "<c r=\"{column}{}\" s=\"{style}\" t=\"inlineStr\"><is>\
                 <t xml:space=\"preserve\">{}</t></is></c>",
                r + 1,
                escaped(text)
            ));
        }
        data.push_str("</row>");
    }
    let widths: String = (1..=rows.first().map_or(0, Vec::len))
        .map(|i| format!("<col min=\"{i}\" max=\"{i}\" width=\"28\" customWidth=\"1\"/>"))
        .collect();
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{PACKAGE}/content-types\">\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/styles.xml\" ContentType=\"{KIND}.styles+xml\"/>\
                 <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{KIND}.worksheet+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{LINKS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheets>\
                 <sheet name=\"{}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
                escaped(name).replace('"', "&quot;")
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\">\
                 <Relationship Id=\"rId1\" Type=\"{LINKS}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                 <Relationship Id=\"rId2\" Type=\"{LINKS}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><fonts count=\"2\"><font/><font><b/></font></fonts>\
                 <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
                 <fill><patternFill patternType=\"gray125\"/></fill></fills>\
                 <borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
                 <cellXfs count=\"3\"><xf/><xf fontId=\"1\" applyFont=\"1\"/>\
                 <xf applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs></styleSheet>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">\
                 <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
                 </sheetView></sheetViews><cols>{widths}</cols><sheetData>{data}</sheetData></worksheet>"
            ),
        ),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // The same tables give the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (path, text) in parts {
        let begun = writer.start_file(path, options);
        let text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{text}");
        let written = begun.is_ok() && writer.write_all(text.as_bytes()).is_ok();
        // INVARIANT: memory takes every byte, and no two parts have the same name.
        debug_assert!(written, "{path}");
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

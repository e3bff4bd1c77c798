//! One table whose columns are named in its first line: CSV, or the sheets of a spreadsheet.

use super::table::{self, Cell};
use crate::ReadError;
use crate::ground::xml::{Document, El};
use std::collections::HashMap;
use std::io::{Cursor, Read, Write};
use trustline_model::harmless;
use trustline_model::interactions::{Section, Tables};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// A sheet unpacked may not be larger than this, however small its archive is.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

/// What is further to the right than this is no column of an interaction table, and what comes
/// later no sheet.
const MAX_COLUMNS: usize = 64;
const MAX_SHEETS: usize = 256;

/// So many rows are looked at, the head among them: one more than are allowed tells that there are
/// too many.
const LOOKED_AT: usize = table::MAX_ROWS + 2;

/// What separates the columns of a line that names columns.
pub fn separator(line: &str) -> Option<u8> {
    [b',', b';', b'\t'].into_iter().find(|s| {
        let heads = line.split(char::from(*s));
        let names: Vec<Cell> = heads
            .map(|h| Cell::from(h.trim().trim_matches('"')))
            .collect();
        let line = (1, vec![Cell::from("x"); names.len()]);
        names.len() > 1 && !table::rows(&[(1, names), line]).is_empty()
    })
}

pub fn read_csv(text: &str, separator: u8) -> Result<Tables, ReadError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records().take(LOOKED_AT) {
        let record = record.map_err(|error| {
            let line = error.position().map_or(1, csv::Position::line);
            ReadError::Table {
                message: "this line is not CSV".to_owned(),
                line: usize::try_from(line).unwrap_or(1),
            }
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = record
            .iter()
            .map(|c| Cell::from(&*harmless::cell_as_said(c)))
            .collect();
        rows.push((usize::try_from(line).unwrap_or(0), cells));
    }
    Ok(Tables {
        sections: table::sections(&rows),
        ..Tables::default()
    })
}

/// A sheet without a column of sections is one section by itself.
pub fn read_xlsx(bytes: &[u8]) -> Result<Tables, ReadError> {
    let mut book = Book::open(bytes)?;
    let mut sections: Vec<Section> = Vec::new();
    for (name, path) in book.sheets()? {
        for mut section in table::sections(&book.rows(&path)?) {
            if section.title.is_empty() {
                section.title.clone_from(&name);
            }
            sections.push(section);
        }
    }
    Ok(Tables {
        sections,
        ..Tables::default()
    })
}

/// The parts of a spreadsheet.
struct Book<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    shared: Vec<String>,
    /// How much more may be unpacked.
    room: u64,
}

impl<'a> Book<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::DamagedSheet)?;
        let mut book = Self {
            archive,
            shared: Vec::new(),
            room: MAX_UNPACKED,
        };
        if let Some(text) = book.part("xl/sharedStrings.xml")? {
            let document = Document::parse(&text)?;
            book.shared = document.root().children().map(string).collect();
        }
        Ok(book)
    }

    fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Ok(part) = self.archive.by_name(name) else {
            return Ok(None);
        };
        let mut text = String::new();
        let taken = part.take(self.room + 1).read_to_string(&mut text);
        let read = taken.map_err(|_| ReadError::DamagedSheet)? as u64;
        self.spend(read)?;
        Ok(Some(text))
    }

    /// A few strings may stand in many cells: what they come to counts as unpacked.
    fn spend(&mut self, bytes: u64) -> Result<(), ReadError> {
        self.room = self.room.checked_sub(bytes).ok_or(ReadError::Table {
            message: format!("this is more than {} MB, unpacked", MAX_UNPACKED >> 20),
            line: 1,
        })?;
        Ok(())
    }

    /// Names of the sheets with their parts, in order.
    fn sheets(&mut self) -> Result<Vec<(String, String)>, ReadError> {
        let book = self.part("xl/workbook.xml")?.ok_or(ReadError::Archive)?;
        let links = self.part("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
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

    fn rows(&mut self, path: &str) -> Result<Vec<(usize, Vec<Cell>)>, ReadError> {
        let Some(text) = self.part(path)? else {
            return Ok(Vec::new());
        };
        let document = Document::parse(&text)?;
        let mut rows = Vec::new();
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
                self.spend(value.len() as u64)?;
                if let Some(spot) = cells.get_mut(place) {
                    *spot = Cell::from(value.as_str());
                }
            }
            rows.push((number.unwrap_or(rows.len() + 1), cells));
        }
        Ok(rows)
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

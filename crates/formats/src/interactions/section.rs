//! Sections as documents with headings have them: what stands below a heading belongs to it.

use super::line::Line;
use super::table;
use trustline_model::interactions::{Section, Tables};

/// Collects headings and tables in the order of a document.
#[derive(Default)]
pub struct Collector {
    tables: Tables,
    section: Section,
}

impl Collector {
    /// A heading; of level 0 or 1 the first names the document.
    pub fn heading(&mut self, level: usize, title: &str, line: usize) {
        self.close();
        if level < 2 && self.tables.title.is_empty() {
            self.tables.title = title.to_owned();
        }
        self.section.title = title.to_owned();
        self.section.line = line;
    }

    /// A table below the heading before it.
    pub fn table(&mut self, lines: &[Line], what: &str) {
        let read = table::read(lines, what, table::ABOVE);
        self.tables.remarks.extend(read.remarks);
        let rows = read.sections.into_iter().flat_map(|s| s.rows);
        self.section.rows.extend(rows);
    }

    fn close(&mut self) {
        let section = std::mem::take(&mut self.section);
        if !section.rows.is_empty() {
            self.tables.sections.push(section);
        }
    }

    pub fn end(mut self) -> Tables {
        self.close();
        self.tables
    }
}

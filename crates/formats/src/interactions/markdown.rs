//! Interaction tables in Markdown: headings, one picture and one table each. Icons say what an
//! element is; line breaks and lists stand as HTML inside of cells.

use super::table::{self, Cell};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use trustline_model::interactions::{Section, Tables, Told, plain};

/// What is being read.
#[derive(Default)]
struct Reader {
    tables: Tables,
    section: Section,
    /// Text of what is open: a heading, a cell, an item.
    text: String,
    /// Pictures of the open cell or paragraph: address and alternative text.
    pictures: Vec<(String, String)>,
    in_picture: bool,
    in_metadata: bool,
    row: Vec<Cell>,
    rows: Vec<(usize, Vec<Cell>)>,
    in_table: bool,
    items: Vec<Told>,
}

/// Reads a document. Tables without the two columns of elements are no interaction tables and are
/// left aside.
pub fn read(text: &str) -> Tables {
    let mut options = Options::empty();
    options.insert(Options::ENABLE_TABLES);
    options.insert(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(i, _)| i + 1))
        .collect();
    let line_of = |at: usize| starts.partition_point(|s| *s <= at);
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.event(event, line_of(range.start));
    }
    reader.close_section();
    let mut tables = reader.tables;
    tables.prose = text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim_start().starts_with('|') && !l.trim().is_empty())
        .map(|(i, l)| Told {
            text: l.to_owned(),
            line: i + 1,
        })
        .collect();
    tables
}

impl Reader {
    fn event(&mut self, event: Event<'_>, line: usize) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => self.in_metadata = true,
            Event::End(TagEnd::MetadataBlock(_)) => self.in_metadata = false,
            Event::Text(text) if self.in_metadata => {
                for line in text.lines() {
                    if let Some(title) = line.strip_prefix("title:") {
                        self.tables.title = title.trim().trim_matches('"').to_owned();
                    }
                }
            }
            Event::Start(Tag::Heading { .. }) => {
                self.close_section();
                self.text.clear();
                self.section.line = line;
            }
            Event::End(TagEnd::Heading(level)) => {
                let title = std::mem::take(&mut self.text).trim().to_owned();
                if level == HeadingLevel::H1 && self.tables.title.is_empty() {
                    self.tables.title.clone_from(&title);
                }
                self.section.title = title;
            }
            Event::Start(Tag::Table(_)) => self.in_table = true,
            Event::End(TagEnd::Table) => {
                self.in_table = false;
                let rows = std::mem::take(&mut self.rows);
                self.section.rows.extend(table::rows(&rows));
            }
            Event::Start(Tag::TableCell | Tag::Paragraph | Tag::Item) => {
                self.text.clear();
                self.pictures.clear();
            }
            Event::End(TagEnd::TableCell) => self.row.push(Cell {
                text: std::mem::take(&mut self.text),
                pictures: std::mem::take(&mut self.pictures),
            }),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                let row = std::mem::take(&mut self.row);
                self.rows.push((line, row));
            }
            Event::End(TagEnd::Paragraph) => self.close_paragraph(line),
            Event::End(TagEnd::Item) => {
                let text = std::mem::take(&mut self.text);
                self.items.push(Told { text, line });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.pictures.push((dest_url.to_string(), String::new()));
                self.in_picture = true;
            }
            Event::End(TagEnd::Image) => self.in_picture = false,
            Event::Text(text) | Event::Code(text) => match self.pictures.last_mut() {
                Some((_, alternative)) if self.in_picture => alternative.push_str(&text),
                _ => self.text.push_str(&text),
            },
            Event::SoftBreak | Event::HardBreak => self.text.push('\n'),
            Event::InlineHtml(tag) | Event::Html(tag) if breaks(&tag) => self.text.push('\n'),
            _ => {}
        }
    }

    /// A paragraph with a picture says what the section's picture shows.
    fn close_paragraph(&mut self, line: usize) {
        let text = std::mem::take(&mut self.text);
        let picture = std::mem::take(&mut self.pictures).into_iter().next();
        let told = match picture {
            Some((_, alternative)) => alternative,
            None if text.trim_start().starts_with(":::image") => attribute(&text, "alt-text"),
            None => return self.text = text,
        };
        if !self.in_table && self.section.picture.is_none() {
            self.section.picture = Some(Told { text: told, line });
        }
    }

    fn close_section(&mut self) {
        let section = std::mem::take(&mut self.section);
        let items = std::mem::take(&mut self.items);
        let title = plain(&section.title);
        let lists = KINDS.iter().any(|k| title.starts_with(k)) && title.split(' ').count() < 3;
        if !section.rows.is_empty() || section.picture.is_some() {
            self.tables.sections.push(section);
        } else if lists {
            self.tables.listed.extend(items.into_iter().map(|item| {
                let name = item.text.split([':', '\n']).next().unwrap_or("");
                let name = name.split(" - ").next().unwrap_or("").trim();
                Told {
                    text: name.to_owned(),
                    line: item.line,
                }
            }));
        }
    }
}

/// How headings begin below which elements are listed.
const KINDS: [&str; 4] = [
    "process",
    "data store",
    "external entit",
    "external interactor",
];

/// Whether a piece of HTML begins a new line of a cell.
fn breaks(tag: &str) -> bool {
    let name: String = tag
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_lowercase();
    matches!(name.as_str(), "br" | "li" | "p" | "ul" | "ol")
}

/// The value of an attribute, as directives write it.
fn attribute(text: &str, name: &str) -> String {
    let value = text.split_once(&format!("{name}=\"")).map(|(_, v)| v);
    let value = value.and_then(|v| v.split_once('"')).map(|(v, _)| v);
    value.unwrap_or("").to_owned()
}

//! Interaction tables in Markdown: headings, one picture and one table each. Icons say what an
//! element is; line breaks and lists stand as HTML inside of cells.

use super::foreign::{self, Foreign, MARK};
use super::line::{Cell, Line};
use super::table;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;
use trustline_model::interactions::{Listed, NodeKind, Remark, Section, Tables, Told, plain};

/// What is being read.
#[derive(Default)]
struct Reader<'t> {
    source: &'t str,
    /// Tables that Markdown does not know.
    foreign: Vec<Foreign>,
    tables: Tables,
    section: Section,
    /// Text of what is open: a heading, a cell, an item.
    text: String,
    /// Pictures of the open cell or paragraph: address and alternative text.
    pictures: Vec<(String, String)>,
    in_picture: bool,
    in_metadata: bool,
    /// Where a link of the open cell leads to.
    anchor: Option<String>,
    row: Vec<Cell>,
    rows: Vec<Line>,
    in_table: bool,
    /// Text that is shown as it is, or not at all, and where it begins.
    aside: Option<(usize, String)>,
    items: Vec<Told>,
}

/// Reads a document. Tables without the two columns of elements are no interaction tables and are
/// left aside, with a remark.
pub fn read(original: &str) -> Tables {
    let (text, foreign) = foreign::taken_out(original);
    let text = text.as_str();
    let mut options = Options::empty();
    options.insert(Options::ENABLE_TABLES);
    options.insert(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(i, _)| i + 1))
        .collect();
    let line_of = |at: usize| starts.partition_point(|s| *s <= at);
    let mut reader = Reader {
        source: text,
        foreign,
        ..Reader::default()
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let line = line_of(range.start);
        reader.event(event, line, range);
    }
    reader.close_section();
    let mut tables = reader.tables;
    tables.prose = text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim_start().starts_with(['|', MARK]) && !l.trim().is_empty())
        .map(|(i, l)| Told {
            text: l.to_owned(),
            line: i + 1,
        })
        .collect();
    tables
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, line: usize, range: Range<usize>) {
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
                self.table(&rows, "a table");
            }
            Event::Start(Tag::TableCell | Tag::Paragraph | Tag::Item) => {
                self.text.clear();
                self.pictures.clear();
                self.anchor = None;
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let anchor = dest_url.strip_prefix('#').map(str::to_owned);
                self.anchor = anchor.or(self.anchor.take());
            }
            Event::End(TagEnd::TableCell) => self.row.push(Cell {
                text: std::mem::take(&mut self.text),
                pictures: std::mem::take(&mut self.pictures),
                anchor: self.anchor.take(),
            }),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                let mut cells = std::mem::take(&mut self.row);
                let written = written(self.source.get(range).unwrap_or(""));
                let count = Some(written.len());
                let beyond = written.into_iter().skip(cells.len());
                cells.extend(beyond.map(Cell::from));
                self.rows.push(Line {
                    number: line,
                    cells,
                    count,
                });
            }
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                self.aside = Some((line, String::new()));
            }
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => self.close_aside(),
            Event::Text(text) | Event::Html(text) if self.aside.is_some() => {
                if let Some((_, aside)) = &mut self.aside {
                    aside.push_str(&text);
                }
            }
            Event::Text(text) if text.contains(MARK) => {
                let number = text
                    .split(MARK)
                    .nth(1)
                    .and_then(|n| n.parse::<usize>().ok());
                let taken = number.and_then(|n| self.foreign.get_mut(n)).map(|f| {
                    let lines = std::mem::take(&mut f.lines);
                    (lines, f.what)
                });
                if let Some((lines, what)) = taken {
                    self.table(&lines, what);
                }
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
            Event::InlineHtml(tag) | Event::Html(tag) => match tag_name(&tag).as_str() {
                "br" | "li" | "p" | "ul" | "ol" | "div" => self.text.push('\n'),
                name if !known_tag(&tag, name) => self.text.push_str(&tag),
                _ => {}
            },
            _ => {}
        }
    }

    fn table(&mut self, lines: &[Line], what: &str) {
        let read = table::read(lines, what, 1);
        self.tables.remarks.extend(read.remarks);
        let rows = read.sections.into_iter().flat_map(|s| s.rows);
        self.section.rows.extend(rows);
    }

    /// A table that stands in a comment or a block of code is not read: who wrote it may not know.
    fn close_aside(&mut self) {
        let Some((first, text)) = self.aside.take() else {
            return;
        };
        let what = match text.trim_start().starts_with("<!--") {
            true => "a comment",
            false => "a block of code",
        };
        for (i, line) in text.lines().enumerate().filter(|(_, l)| l.contains('|')) {
            let cells: Vec<Cell> = written(line).into_iter().map(Cell::from).collect();
            if table::is_head(&cells) {
                let fence = usize::from(what != "a comment");
                self.tables.remarks.push(Remark {
                    code: "table-not-read",
                    line: first + fence + i,
                    message: format!("a table in {what} is not read"),
                    help: "take it out of there if it is part of the document",
                });
            }
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
        let mut kinds = KINDS.iter().filter(|(k, _)| title.starts_with(k));
        let lists = kinds.next().filter(|_| title.split(' ').count() < 3);
        if !section.rows.is_empty() || section.picture.is_some() {
            self.tables.sections.push(section);
        } else if ZONES.contains(&title.as_str()) {
            self.tables.zones.extend(items);
        } else if let Some((_, kind)) = lists {
            self.tables.listed.extend(items.into_iter().map(|item| {
                let name = item.text.split([':', '\n']).next().unwrap_or("");
                let name = name.split(" - ").next().unwrap_or("").trim();
                Listed {
                    name: Told {
                        text: name.to_owned(),
                        line: item.line,
                    },
                    kind: *kind,
                }
            }));
        }
    }
}

/// Headings below which zones of trust are listed.
const ZONES: [&str; 6] = [
    "trust boundaries",
    "trust boundary",
    "trust zones",
    "boundaries",
    "zones",
    "vertrauensgrenzen",
];

/// How headings begin below which elements are listed.
const KINDS: [(&str, NodeKind); 4] = [
    ("process", NodeKind::Process),
    ("data store", NodeKind::DataStore),
    ("external entit", NodeKind::ExternalEntity),
    ("external interactor", NodeKind::ExternalEntity),
];

/// The cells of a line of a table as they are written: bars between them, unless escaped.
fn written(line: &str) -> Vec<&str> {
    let line = line.trim();
    let inner = line.strip_prefix('|').unwrap_or(line);
    let mut cells = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, c) in inner.char_indices() {
        if c == '|' && !escaped {
            cells.push(inner.get(start..at).unwrap_or("").trim());
            start = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    let last = inner.get(start..).unwrap_or("").trim();
    if !last.is_empty() {
        cells.push(last);
    }
    cells
}

fn tag_name(tag: &str) -> String {
    let letters = tag.chars().skip_while(|c| matches!(c, '<' | '/'));
    let name = letters.take_while(char::is_ascii_alphanumeric);
    name.collect::<String>().to_lowercase()
}

/// Whether a piece of HTML is a tag of text; anything else in angle brackets is text itself.
fn known_tag(tag: &str, name: &str) -> bool {
    const TAGS: [&str; 36] = [
        "a",
        "abbr",
        "b",
        "big",
        "blockquote",
        "center",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "dl",
        "dt",
        "em",
        "font",
        "hr",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "mark",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "summary",
        "sup",
        "tt",
        "u",
        "var",
    ];
    TAGS.contains(&name) || tag.starts_with("<!") || tag.starts_with("<?")
}

/// The value of an attribute, as directives write it.
fn attribute(text: &str, name: &str) -> String {
    let value = text.split_once(&format!("{name}=\"")).map(|(_, v)| v);
    let value = value.and_then(|v| v.split_once('"')).map(|(v, _)| v);
    value.unwrap_or("").to_owned()
}

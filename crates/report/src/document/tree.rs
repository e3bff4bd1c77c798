//! Documents, their sections, and what stands in them.

use super::card::{Card, Interaction};
use super::counts::{Counts, Facet};
use super::facts::{DiagramFacts, ModelFacts};
use super::figure::Figure;
use super::rich::Piece;
use super::sort::Sort;
use std::borrow::Cow;
use std::rc::Rc;
use trustline_drawing::Drawing;
use trustline_model::{Diagnostic, Note};

/// A report before it is written.
pub struct Document<'a> {
    /// What it is about.
    pub title: String,
    /// When it was made, as it is to be printed.
    pub made_at: Option<&'a str>,
    /// The language of its texts, as a tag.
    pub language: &'a str,
    /// How its threats are sorted.
    pub sort: Sort,
    /// One section for each model.
    pub models: Vec<Section<'a>>,
    /// The diagrams as they look; figures name them by their place.
    pub drawings: Vec<Drawing>,
    /// What all threats are told apart by, those included that are not shown.
    pub facets: Vec<Facet>,
}

/// A part of a document with a heading.
pub struct Section<'a> {
    /// What it is about, with facts for programs.
    pub topic: Topic<'a>,
    /// What links lead to; nothing else of the document has it.
    pub anchor: String,
    /// The level of its heading: 1 is the highest.
    pub level: usize,
    /// Its heading.
    pub title: String,
    /// What a table of contents calls it, where that is not its heading.
    pub short: Option<String>,
    /// What stands in it before its sections.
    pub blocks: Vec<Block<'a>>,
    /// The sections in it.
    pub sections: Vec<Section<'a>>,
}

/// What a section is about.
pub enum Topic<'a> {
    /// All of a model.
    Model(Box<ModelFacts<'a>>),
    /// Counts over the whole model.
    Summary,
    /// Threats, the most urgent first.
    Priority,
    /// A diagram and its interactions.
    Diagram(DiagramFacts<'a>),
    /// An interaction and its threats.
    Interaction(Rc<Interaction<'a>>),
    /// Threats whose interaction the drawing no longer has.
    Elsewhere,
    /// Interaction tables, or something of what a team recorded.
    Chapter,
    /// Notes.
    Notes,
    /// Recorded messages, and what the checks found.
    Messages,
}

/// What stands in a section.
pub enum Block<'a> {
    /// A heading without a section of its own, one level below that of its section.
    Heading(String),
    /// Words.
    Paragraph(Paragraph),
    /// Names and what they stand for, those left out that stand for nothing.
    Fields(Vec<Field<'a>>),
    /// A table.
    Table(Table),
    /// A list of plain texts.
    List(Vec<String>),
    /// How many threats there are.
    Counts(Counts),
    /// A picture.
    Figure(Figure),
    /// Threats.
    Cards(Vec<Card<'a>>),
    /// Notes.
    Notes(&'a [Note]),
    /// Messages.
    Messages(Vec<Message<'a>>),
}

/// Words that belong together.
pub struct Paragraph {
    /// How they are said.
    pub tone: Tone,
    /// What they are made of.
    pub pieces: Vec<Piece>,
}

/// How a paragraph is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As any other.
    Plain,
    /// What the section is about, in one sentence without its full stop.
    Lead,
    /// Stands where there is nothing to show.
    Empty,
}

/// A name and what it stands for.
pub struct Field<'a> {
    /// What people read.
    pub label: &'static str,
    /// Plain text.
    pub text: &'a str,
}

/// Rows of as many cells as there are columns, each a plain text.
pub struct Table {
    /// What the columns hold.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Clone)]
pub struct Column {
    /// Its heading; empty over names of rows.
    pub name: Cow<'static, str>,
    /// Where its texts stand.
    pub align: Align,
}

/// Where the texts of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Where lines begin.
    Start,
    /// Where lines end: numbers.
    End,
}

/// Something that was found about a model.
pub enum Message<'a> {
    /// Recorded in the file, and dismissed by nobody.
    Recorded(&'a str),
    /// Found by reading and checking.
    Found(&'a Diagnostic),
}

impl Paragraph {
    /// A paragraph of words alone.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        let pieces = vec![Piece::Text(text.into())];
        Self { tone, pieces }
    }
}

impl<'a> Section<'a> {
    /// The section and all in it, in the order they are read.
    pub fn walk(&self) -> Vec<&Section<'a>> {
        let mut all = vec![self];
        all.extend(self.sections.iter().flat_map(Section::walk));
        all
    }

    /// Every threat in it, in the order they are read.
    pub fn cards(&self) -> impl Iterator<Item = &Card<'a>> {
        let blocks = self.walk().into_iter().flat_map(|s| &s.blocks);
        let cards = blocks.filter_map(|block| match block {
            Block::Cards(cards) => Some(cards),
            _ => None,
        });
        cards.flatten()
    }

    /// Every message in it, in the order they are read.
    pub fn messages(&self) -> impl Iterator<Item = &Message<'a>> {
        let blocks = self.walk().into_iter().flat_map(|s| &s.blocks);
        let messages = blocks.filter_map(|block| match block {
            Block::Messages(messages) => Some(messages),
            _ => None,
        });
        messages.flatten()
    }

    /// What a table of contents calls it.
    pub fn name(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.title)
    }
}

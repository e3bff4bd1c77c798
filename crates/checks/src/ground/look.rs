//! A document as checks see it: its rows, what they say together, and what its references lead to.

use std::collections::HashMap;
use trustline_model::KnowledgeBase;
use trustline_model::interactions::{Named, Row, Tables, plain};
use trustline_tables::{Drawn, Pair, Resolved, Thing, Vocabulary};

/// A document with what follows from it.
pub(crate) struct Look<'a> {
    pub(crate) tables: &'a Tables,
    /// What the elements are drawn with, where that is known.
    pub(crate) template: Option<&'a KnowledgeBase>,
    pub(crate) resolved: Resolved,
    drawn: Vec<Drawn<'a>>,
    /// Sections by their names without regard to case, and by the abbreviations in them.
    sections: HashMap<String, usize>,
}

/// How a reference names a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    Exact(usize),
    Case(usize),
    Abbreviation(usize),
    Unknown,
}

impl Reference {
    pub(crate) fn section(self) -> Option<usize> {
        match self {
            Reference::Exact(s) | Reference::Case(s) | Reference::Abbreviation(s) => Some(s),
            Reference::Unknown => None,
        }
    }
}

impl<'a> Look<'a> {
    /// At a document. `zones` names zones of trust by one of their elements.
    pub(crate) fn new(
        tables: &'a Tables,
        template: Option<&'a KnowledgeBase>,
        zones: &[(String, String)],
    ) -> Self {
        let mut sections = HashMap::new();
        for (i, section) in tables.sections.iter().enumerate() {
            sections.entry(plain(&section.title)).or_insert(i);
        }
        for (i, section) in tables.sections.iter().enumerate() {
            let inside = section
                .title
                .split_once('(')
                .and_then(|(_, s)| s.split_once(')'));
            if let Some((short, _)) = inside {
                sections.entry(plain(short)).or_insert(i);
            }
        }
        let resolved = Resolved::new(tables, zones);
        let vocabulary = template.map(Vocabulary::new);
        let drawn = vocabulary.map(|v| resolved.things.iter().map(|t| v.drawn(t)).collect());
        Self {
            tables,
            template,
            drawn: drawn.unwrap_or_default(),
            resolved,
            sections,
        }
    }

    /// Every element with how it is drawn; none where there is no template.
    pub(crate) fn drawn(&self) -> impl Iterator<Item = (&Thing, &Drawn<'a>)> {
        self.resolved.things.iter().zip(&self.drawn)
    }

    /// Every row with the place of its section.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (usize, &Row)> {
        let sections = self.tables.sections.iter().enumerate();
        sections.flat_map(|(s, section)| section.rows.iter().map(move |r| (s, r)))
    }

    /// The rows of a pair.
    pub(crate) fn rows_of<'s>(&'s self, pair: &'s Pair) -> impl Iterator<Item = &'s Row> {
        let row = |(s, r): &(usize, usize)| self.tables.sections.get(*s)?.rows.get(*r);
        pair.rows.iter().filter_map(row)
    }

    /// Rows of a pair that tell it in full.
    pub(crate) fn full<'s>(
        &'s self,
        pair: &'s Pair,
    ) -> impl Iterator<Item = (&'s Row, &'s [String])> {
        self.rows_of(pair)
            .filter_map(|r| Some((r, r.details.entries()?)))
    }

    /// What a reference names.
    pub(crate) fn reference(&self, name: &str) -> Reference {
        let Some(at) = self.sections.get(&plain(name)).copied() else {
            return Reference::Unknown;
        };
        let title = self.tables.sections.get(at).map_or("", |s| s.title.trim());
        match title {
            title if title == name.trim() => Reference::Exact(at),
            title if plain(title) == plain(name) => Reference::Case(at),
            _ => Reference::Abbreviation(at),
        }
    }
    /// The name of a section.
    pub(crate) fn title(&self, section: usize) -> &str {
        let section = self.tables.sections.get(section);
        section.map_or("", |s| s.title.as_str())
    }

    /// The two ends of a pair in a sentence.
    pub(crate) fn ends_of(&self, pair: &Pair) -> String {
        let ends = self.resolved.ends(pair);
        ends.map_or_else(String::new, |(a, b)| {
            format!("`{}` and `{}`", a.shown(), b.shown())
        })
    }

    /// Every mention of an element with its row.
    pub(crate) fn mentions(&self) -> impl Iterator<Item = (&Row, &Named)> {
        self.rows()
            .flat_map(|(_, row)| [(row, &row.a), (row, &row.b)])
    }

    /// The line in which an element is named first.
    pub(crate) fn line_of(&self, thing: &Thing) -> usize {
        let name = plain(&thing.name);
        let first = self.mentions().find(|(_, n)| n.key() == name);
        first.map_or(0, |(row, _)| row.line)
    }

    /// Lines of prose with the heading above them.
    pub(crate) fn prose(&self) -> impl Iterator<Item = (&str, usize, &str)> {
        let mut heading = "";
        self.tables.prose.iter().map(move |told| {
            let text = told.text.trim();
            if let Some(title) = text.strip_prefix('#') {
                heading = title.trim_start_matches('#').trim();
            }
            (heading, told.line, text)
        })
    }
}

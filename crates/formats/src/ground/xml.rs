//! XML as far as these files need it: a flat tree of elements with their places in the text, and
//! the two ways in which the original tool escapes text. Namespaces are left aside: local names
//! are unique in these files, whatever prefixes other tools give them.
//!
//! INVARIANT: every place in a [`Node`] is a character boundary of the document's text.

use crate::ReadError;
use crate::ground::bytes::place_in;
use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::events::attributes::{AttrError, Attributes};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;

const MAX_DEPTH: usize = 128;
const MAX_ELEMENTS: usize = 32_000_000;
const NONE: u32 = u32::MAX;

/// An element: places in the text, and its first child and next sibling.
struct Node {
    start: u32,
    name_end: u32,
    open_end: u32,
    close: u32,
    end: u32,
    child: u32,
    next: u32,
}

/// A parsed document. Elements only; comments and text lie between their places.
pub struct Document<'a> {
    text: &'a str,
    nodes: Vec<Node>,
    /// Elements by the `Id` that `Ref` points to; empty where no `Ref` occurs.
    ids: HashMap<&'a str, u32>,
    /// Whether the text holds characters that XML cannot hold; they are left out when read.
    unlawful: bool,
    /// How many more bytes references may stand for: a small file could stand for gigabytes.
    budget: Cell<usize>,
    /// The last place that was asked for: offset, line, column.
    last: Cell<(usize, usize, usize)>,
}

impl<'a> Document<'a> {
    pub fn parse(text: &'a str) -> Result<Self, ReadError> {
        let mut reader = Reader::from_str(text);
        let mut nodes: Vec<Node> = Vec::with_capacity(text.len() / 48);
        // Open elements, and the last child of each so far.
        let mut open: Vec<(u32, u32)> = Vec::with_capacity(MAX_DEPTH);
        let mut root_seen = false;
        let mut prefixes = Prefixes::default();
        loop {
            let start = reader.buffer_position();
            let event = reader.read_event();
            let fail = |message: String| {
                let (line, column) = place_in(text, start as usize);
                Err(ReadError::Xml {
                    message,
                    line,
                    column,
                })
            };
            if let Ok(Event::Start(tag) | Event::Empty(tag)) = &event {
                let after = start as usize + 1 + tag.name().as_ref().len();
                let name = text.get(start as usize + 1..after).unwrap_or("");
                let rest = text.get(after..reader.buffer_position() as usize);
                let rest = rest.unwrap_or("").trim_end_matches(['/', '>']);
                if let Err(message) = prefixes.open(name, rest, open.len()) {
                    return fail(message);
                }
            }
            match event {
                Ok(Event::Start(tag)) => {
                    if open.is_empty() && root_seen {
                        return fail("more than one outermost element".into());
                    }
                    root_seen = true;
                    let index = push(
                        &mut nodes,
                        &mut open,
                        start,
                        tag.name().as_ref().len(),
                        &reader,
                    )?;
                    if open.len() >= MAX_DEPTH {
                        let (line, column) = place_in(text, start as usize);
                        return Err(ReadError::TooDeep {
                            limit: MAX_DEPTH,
                            line,
                            column,
                        });
                    }
                    open.push((index, NONE));
                }
                Ok(Event::Empty(tag)) => {
                    if open.is_empty() && root_seen {
                        return fail("more than one outermost element".into());
                    }
                    root_seen = true;
                    push(
                        &mut nodes,
                        &mut open,
                        start,
                        tag.name().as_ref().len(),
                        &reader,
                    )?;
                }
                Ok(Event::End(_)) => {
                    if let Some((index, _)) = open.pop()
                        && let Some(node) = nodes.get_mut(index as usize)
                    {
                        node.close = start as u32;
                        node.end = reader.buffer_position() as u32;
                    }
                }
                Ok(Event::Text(t)) => {
                    if open.is_empty() && !t.trim_matches('\u{feff}').trim().is_empty() {
                        if root_seen {
                            return fail("text after the outermost element".into());
                        }
                        let (line, column) = place_in(text, start as usize);
                        return Err(ReadError::NoXml { line, column });
                    }
                }
                Ok(Event::GeneralRef(reference)) => {
                    let name: &str = &reference;
                    if open.is_empty() || character(name).is_none() {
                        return fail(format!("unknown entity `&{name};`"));
                    }
                }
                Ok(Event::DocType(_)) => {
                    let (line, column) = place_in(text, start as usize);
                    return Err(ReadError::DocumentType { line, column });
                }
                Ok(Event::CData(_)) if open.is_empty() => {
                    return fail("text outside of the outermost element".into());
                }
                Ok(Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
                Ok(Event::Eof) => break,
                Err(error) => {
                    let (line, column) = place_in(text, reader.error_position() as usize);
                    return Err(ReadError::Xml {
                        message: error.to_string(),
                        line,
                        column,
                    });
                }
            }
        }
        if let Some(node) = open.last().and_then(|(i, _)| nodes.get(*i as usize)) {
            let name = text
                .get(node.start as usize + 1..node.name_end as usize)
                .unwrap_or("");
            let (line, column) = place_in(text, node.start as usize);
            let message = format!("the file ends before `</{name}>`");
            return Err(ReadError::Xml {
                message,
                line,
                column,
            });
        }
        if nodes.is_empty() {
            return Err(ReadError::Xml {
                message: "no element at all".into(),
                line: 1,
                column: 1,
            });
        }
        let budget = Cell::new(text.len().saturating_mul(2));
        let mut document = Self {
            text,
            nodes,
            ids: HashMap::new(),
            unlawful: false,
            budget,
            last: Cell::new((0, 1, 1)),
        };
        let control = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r') || b == 0xEF;
        document.unlawful =
            text.bytes().fold(false, |found, b| found | control(b)) && text.contains(forbidden);
        if memchr::memmem::find(text.as_bytes(), b":Ref=").is_some() {
            let refers = |i: u32| attribute(document.open_tag(i), "Ref").is_some();
            if (0..document.nodes.len() as u32).any(refers) {
                document.ids = document.elements_by_id();
            }
        }
        Ok(document)
    }

    /// The place of the first character that XML cannot hold, and how many there are, as they are or
    /// as references. They are left out when the document is read.
    pub fn forbidden(&self) -> Option<(usize, usize, usize)> {
        let raw = self.unlawful.then(|| self.text.match_indices(forbidden));
        let raw = raw.into_iter().flatten().map(|(at, _)| at);
        let referred = memchr::memmem::find_iter(self.text.as_bytes(), "&#").filter(|at| {
            let name = self.text.get(at + 1..).and_then(|t| t.split_once(';'));
            name.is_some_and(|(name, _)| character(name).is_some_and(forbidden))
        });
        let (mut first, mut count) = (usize::MAX, 0);
        for at in raw.chain(referred) {
            (first, count) = (first.min(at), count + 1);
        }
        let (line, column) = place_in(self.text, first);
        (count > 0).then_some((line, column, count))
    }

    /// Whether an element stands for another one.
    pub fn has_references(&self) -> bool {
        !self.ids.is_empty()
    }

    /// Line and column of an offset. Places are asked for in the order of the text as a rule, so
    /// counting goes on from the last one.
    fn place(&self, offset: usize) -> (usize, usize) {
        let (from, line, column) = match self.last.get() {
            last if last.0 <= offset => last,
            _ => (0, 1, 1),
        };
        let between = self.text.get(from..offset).unwrap_or("");
        let place = match between.rsplit_once('\n') {
            Some((before, rest)) => (
                line + before.matches('\n').count() + 1,
                rest.chars().count() + 1,
            ),
            None => (line, column + between.chars().count()),
        };
        self.last.set((offset, place.0, place.1));
        place
    }

    pub fn root(&self) -> El<'_> {
        El {
            document: self,
            index: 0,
        }
    }

    fn elements_by_id(&self) -> HashMap<&'a str, u32> {
        (0..self.nodes.len() as u32)
            .filter_map(|index| Some((attribute(self.open_tag(index), "Id")?, index)))
            .collect()
    }

    fn node(&self, index: u32) -> &Node {
        // INVARIANT: indexes are only handed out for nodes that were pushed.
        self.nodes
            .get(index as usize)
            .expect("a node of this document")
    }

    fn open_tag(&self, index: u32) -> &'a str {
        let node = self.node(index);
        self.slice(node.start, node.open_end)
    }

    fn slice(&self, from: u32, to: u32) -> &'a str {
        self.text.get(from as usize..to as usize).unwrap_or("")
    }
}

/// The prefixes that are declared at a place, each with the depth of its element.
#[derive(Default)]
struct Prefixes<'a>(Vec<(usize, &'a str)>);

impl<'a> Prefixes<'a> {
    /// Looks at a start tag: its attributes are well formed, each is there once, and every prefix is
    /// declared.
    fn open(&mut self, name: &'a str, attributes: &'a str, depth: usize) -> Result<(), String> {
        while self.0.last().is_some_and(|(d, _)| *d >= depth) {
            self.0.pop();
        }
        let mut used = [""; 8];
        let mut others = Vec::new();
        let mut slots = used.iter_mut();
        if let Some((prefix, _)) = name.split_once(':') {
            slots.next().into_iter().for_each(|slot| *slot = prefix);
        }
        if attributes.contains('=') {
            for attribute in Attributes::new(attributes, 0) {
                let attribute = attribute.map_err(|e| match e {
                    AttrError::Duplicated(..) => "an element has one attribute twice".to_owned(),
                    other => other.to_string(),
                })?;
                let key = attribute.key.into_inner();
                if attribute.value.contains('<') {
                    return Err(format!("`<` in the attribute `{key}`"));
                }
                match key.split_once(':') {
                    Some(("xmlns", prefix)) => self.0.push((depth, prefix)),
                    Some((prefix, _)) => match slots.next() {
                        Some(slot) => *slot = prefix,
                        None => others.push(prefix),
                    },
                    None => {}
                }
            }
        } else if !attributes.trim().is_empty() {
            return Err(format!("`{}` is no attribute", attributes.trim()));
        }
        let is_declared = |p: &str| matches!(p, "" | "xml") || self.0.iter().any(|(_, d)| *d == p);
        match used.into_iter().chain(others).find(|p| !is_declared(p)) {
            Some(prefix) => Err(format!("the prefix `{prefix}` is not declared")),
            None => Ok(()),
        }
    }
}

/// Adds an element below the innermost open one.
fn push(
    nodes: &mut Vec<Node>,
    open: &mut [(u32, u32)],
    start: u64,
    name: usize,
    reader: &Reader<&[u8]>,
) -> Result<u32, ReadError> {
    if nodes.len() >= MAX_ELEMENTS {
        return Err(ReadError::TooMany {
            limit: MAX_ELEMENTS,
        });
    }
    let index = nodes.len() as u32;
    let end = reader.buffer_position() as u32;
    nodes.push(Node {
        start: start as u32,
        name_end: start as u32 + 1 + name as u32,
        open_end: end,
        close: end,
        end,
        child: NONE,
        next: NONE,
    });
    if let Some((parent, last)) = open.last_mut() {
        let slot = if *last == NONE {
            nodes.get_mut(*parent as usize).map(|n| &mut n.child)
        } else {
            nodes.get_mut(*last as usize).map(|n| &mut n.next)
        };
        if let Some(slot) = slot {
            *slot = index;
        }
        *last = index;
    }
    Ok(index)
}

/// An element of a document.
#[derive(Clone, Copy)]
pub struct El<'d> {
    document: &'d Document<'d>,
    index: u32,
}

impl<'d> El<'d> {
    fn node(self) -> &'d Node {
        self.document.node(self.index)
    }

    /// Name as written, with its prefix.
    pub fn full_name(self) -> &'d str {
        let node = self.node();
        self.document.slice(node.start + 1, node.name_end)
    }

    /// Name without prefix.
    pub fn name(self) -> &'d str {
        let full = self.full_name();
        full.rsplit_once(':').map_or(full, |(_, local)| local)
    }

    /// Line and column, both from 1.
    pub fn place(self) -> (usize, usize) {
        self.document.place(self.node().start as usize)
    }

    /// The whole of it as written.
    pub fn source(self) -> &'d str {
        let node = self.node();
        self.document.slice(node.start, node.end)
    }

    /// Its start tag as written.
    pub fn open_tag(self) -> &'d str {
        self.document.open_tag(self.index)
    }

    /// Its end tag as written, empty for `<X/>`.
    pub fn close_tag(self) -> &'d str {
        let node = self.node();
        self.document.slice(node.close, node.end)
    }

    /// What stands between its start and its end tag.
    pub fn inner(self) -> &'d str {
        let node = self.node();
        self.document.slice(node.open_end, node.close)
    }

    /// What stands between two places of the document: from the end of `after` (or the start tag)
    /// to the beginning of `before` (or the end tag).
    pub fn between(self, after: Option<El<'d>>, before: Option<El<'d>>) -> &'d str {
        let from = after.map_or(self.node().open_end, |e| e.node().end);
        let to = before.map_or(self.node().close, |e| e.node().start);
        self.document.slice(from, to)
    }

    /// Child elements, in order.
    pub fn children(self) -> impl Iterator<Item = El<'d>> {
        let document = self.document;
        let mut next = self.node().child;
        std::iter::from_fn(move || {
            let index = (next != NONE).then_some(next)?;
            next = document.node(index).next;
            Some(El { document, index })
        })
    }

    /// The first child of this name, a reference followed.
    pub fn child(self, name: &str) -> Option<El<'d>> {
        self.children().find(|c| c.name() == name).map(El::resolved)
    }

    /// The text of the first child of this name; empty where there is none.
    pub fn child_text(self, name: &str) -> Cow<'d, str> {
        self.child(name).map(El::text).unwrap_or_default()
    }

    /// The element that this one refers to, or itself.
    pub fn resolved(self) -> El<'d> {
        if self.document.ids.is_empty() {
            return self;
        }
        let target = self
            .attribute("Ref")
            .and_then(|id| self.document.ids.get(id));
        let Some(target) = target.map(|index| El {
            document: self.document,
            index: *index,
        }) else {
            return self;
        };
        match self
            .document
            .budget
            .get()
            .checked_sub(target.source().len())
        {
            Some(left) => {
                self.document.budget.set(left);
                target
            }
            None => self,
        }
    }

    /// Whether it has child elements.
    pub fn has_children(self) -> bool {
        self.node().child != NONE
    }

    /// An attribute by its local name, as written.
    pub fn attribute(self, name: &str) -> Option<&'d str> {
        attribute(self.open_tag(), name)
    }

    /// Whether it says that it has no value.
    pub fn is_nil(self) -> bool {
        // Nearly all elements have no attribute at all.
        let node = self.node();
        node.open_end - node.name_end > 8 && matches!(self.attribute("nil"), Some("true" | "1"))
    }

    /// Its text: entities resolved, line ends made `\n`, comments left out.
    pub fn text(self) -> Cow<'d, str> {
        let text = self.resolved_text();
        match self.document.unlawful && text.contains(forbidden) {
            true => Cow::Owned(text.chars().filter(|c| !forbidden(*c)).collect()),
            false => text,
        }
    }

    fn resolved_text(self) -> Cow<'d, str> {
        unescaped(self.inner())
    }
}

/// Text of an element or an attribute with its references resolved.
pub fn unescaped(raw: &str) -> Cow<'_, str> {
    if memchr::memchr3(b'&', b'\r', b'<', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['&', '\r', '<']) {
        let (before, special) = rest.split_at(at);
        out.push_str(before);
        let (value, length) = match special.as_bytes().first() {
            Some(b'&') => reference(special),
            Some(b'\r') => ("\n".into(), if special.starts_with("\r\n") { 2 } else { 1 }),
            _ => markup(special),
        };
        out.push_str(&value);
        rest = special.get(length..).unwrap_or("");
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What `&…;` at the start of a text stands for, and how long it is.
fn reference(text: &str) -> (Cow<'_, str>, usize) {
    let name = text
        .get(1..)
        .and_then(|t| t.split_once(';'))
        .map(|(name, _)| name);
    match name.and_then(|n| Some((character(n)?, n.len() + 2))) {
        Some((c, length)) if forbidden(c) => ("".into(), length),
        Some((c, length)) => (c.to_string().into(), length),
        None => ("&".into(), 1),
    }
}

/// What comments, instructions and character data at the start of a text stand for.
fn markup(text: &str) -> (Cow<'_, str>, usize) {
    for (open, close, keep) in [
        ("<![CDATA[", "]]>", true),
        ("<!--", "-->", false),
        ("<?", "?>", false),
    ] {
        if let Some(rest) = text.strip_prefix(open)
            && let Some((inside, _)) = rest.split_once(close)
        {
            let length = open.len() + inside.len() + close.len();
            return (if keep { inside.into() } else { "".into() }, length);
        }
    }
    // An element inside of text: none of the formats has that; it is passed over.
    ("".into(), text.find('>').map_or(text.len(), |i| i + 1))
}

/// The character that an entity without `&` and `;` stands for.
fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// The attributes of a start tag as written, up to the first that is none.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let (before, after) = rest.split_once('=')?;
        let key = before
            .trim_end()
            .rsplit([' ', '\t', '\r', '\n'])
            .next()
            .unwrap_or("");
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, more) = after.get(1..)?.split_once(quote)?;
        rest = more;
        Some((key, value))
    })
}

/// An attribute of a start tag by its local name, as written.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let local = |key: &'a str| key.rsplit_once(':').map_or(key, |(_, local)| local);
    let mut found = attributes(tag).filter(|(key, _)| !key.starts_with("xmlns"));
    found
        .find(|(key, _)| local(key) == name)
        .map(|(_, value)| value)
}

/// The namespace declarations of a start tag: prefix (empty for the default one) and address.
pub fn namespaces(tag: &str) -> Vec<(&str, &str)> {
    let prefix = |key| match key {
        "xmlns" => Some(""),
        _ => str::strip_prefix(key, "xmlns:"),
    };
    attributes(tag)
        .filter_map(|(key, value)| Some((prefix(key)?, value)))
        .collect()
}

/// The local name of the outermost element, as far as it can be told without reading on. `None`
/// where there is a document type before it, or no element.
pub fn root_name(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        let inner = rest.strip_prefix('<')?;
        let end = match inner.as_bytes().first()? {
            b'?' => inner.find("?>").map(|i| i + 2)?,
            b'!' if inner.starts_with("!--") => inner.find("-->").map(|i| i + 3)?,
            b'!' => return None,
            _ => {
                let end = inner.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
                let name = inner.get(..end.unwrap_or(inner.len()))?;
                return Some(name.rsplit_once(':').map_or(name, |(_, local)| local));
            }
        };
        rest = inner.get(end..)?.trim_start();
    }
}

/// Characters that XML cannot hold at all.
pub fn forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// The same as a text of its own.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

/// Appends text as the original tool writes it: `&`, `<`, `>` and carriage returns escaped. Gives
/// how many characters were left out because XML cannot hold them.
pub fn escape_into(out: &mut String, text: &str) -> usize {
    // Nearly all text, pictures of a hundred kilobytes among it, needs nothing. Written so that
    // the compiler looks at many bytes at a time.
    let special = |b: u8| b < 0x20 || matches!(b, b'&' | b'<' | b'>' | 0xEF);
    if !text.bytes().fold(false, |found, b| found | special(b)) {
        out.push_str(text);
        return 0;
    }
    let mut left_out = 0;
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#xD;"),
            c if forbidden(c) => left_out += 1,
            c => out.push(c),
        }
    }
    left_out
}

//! YAML as far as templates need it: a tree of texts, lists and mappings with their places.
//! Every scalar is text as it stands (`No` is no truth value, `1.0` no number); `~` and nothing
//! stand for nothing. Anchors, aliases and tags are refused: nothing is written twice by reference.

use super::emit::Out;
use crate::ReadError;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::collections::HashSet;
use std::ops::Range;

/// Collections nested deeper than this are refused.
const DEPTH: usize = 32;

/// A mapping has no more keys than this.
const KEYS: usize = 10_000;

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    pub value: Value,
    /// Bytes of the text, without the indentation before and the line end after it.
    pub span: Range<usize>,
    /// Line from 1 and column from 1, in characters.
    pub place: (usize, usize),
    /// Written over several lines by indentation, not in brackets.
    pub block: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Nothing,
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// Equal when they say the same, wherever they stand.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()
            .iter()
            .find(|(k, _)| k.text() == Some(key))
            .map(|(_, value)| value)
    }

    /// Keys and values of a mapping.
    pub fn entries(&self) -> &[(Node, Node)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The value without its place, to be written anew.
    pub fn to_out(&self) -> Out {
        match &self.value {
            Value::Nothing => Out::Nothing,
            Value::Text(text) => Out::text(text),
            Value::List(items) => Out::List(items.iter().map(Node::to_out).collect()),
            Value::Map(entries) => {
                let pair = |(key, value): &(Node, Node)| {
                    (key.text().unwrap_or("").to_owned(), value.to_out())
                };
                Out::Map(entries.iter().map(pair).collect())
            }
        }
    }

    /// A refusal that points here.
    pub fn refuse(&self, message: impl Into<String>) -> ReadError {
        ReadError::Template {
            message: message.into(),
            line: self.place.0,
            column: self.place.1,
            file: String::new(),
        }
    }
}

/// Reads a text of one document.
pub fn parse(text: &str) -> Result<Node, ReadError> {
    let mut reader = Reader {
        text,
        events: Parser::new_from_str(text),
        bytes: 0,
        characters: 0,
    };
    let mut root = None;
    loop {
        let (event, span) = reader.next()?;
        match event {
            Event::StreamEnd => break,
            Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
            _ if root.is_some() => {
                return Err(reader.refuse(&span, "a second document in the same file"));
            }
            event => root = Some(reader.node(event, span, 0)?),
        }
    }
    Ok(root.unwrap_or(Node {
        value: Value::Nothing,
        span: 0..0,
        place: (1, 1),
        block: true,
    }))
}

struct Reader<'a> {
    text: &'a str,
    events: Parser<'a, saphyr_parser::StrInput<'a>>,
    /// How far characters were counted, to turn their numbers into bytes.
    bytes: usize,
    characters: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), ReadError> {
        match self.events.next_event() {
            None => Ok((Event::StreamEnd, Span::default())),
            Some(Ok(found)) => Ok(found),
            Some(Err(error)) => Err(ReadError::Template {
                message: format!("not well-formed YAML: {}", error.info()),
                line: error.marker().line(),
                column: error.marker().col() + 1,
                file: String::new(),
            }),
        }
    }

    fn refuse(&self, span: &Span, message: &str) -> ReadError {
        ReadError::Template {
            message: message.into(),
            line: span.start.line(),
            column: span.start.col() + 1,
            file: String::new(),
        }
    }

    /// The byte at which a character stands.
    fn byte(&mut self, character: usize) -> usize {
        if character < self.characters {
            // Nothing but a little way back: an empty value is told after what follows it.
            let before = self.text.get(..self.bytes).unwrap_or("").char_indices();
            let back = self.characters - character;
            self.bytes = before.rev().nth(back - 1).map_or(0, |(i, _)| i);
            self.characters = character;
            return self.bytes;
        }
        let rest = self.text.get(self.bytes..).unwrap_or("");
        let ahead = character - self.characters;
        let more = rest
            .char_indices()
            .nth(ahead)
            .map_or(rest.len(), |(i, _)| i);
        self.bytes += more;
        self.characters = character;
        self.bytes
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, ReadError> {
        if depth > DEPTH {
            return Err(self.refuse(&span, "nested deeper than any template is"));
        }
        let place = (span.start.line(), span.start.col() + 1);
        let start = self.byte(span.start.index());
        let anchored = |anchor: usize, tagged: bool| anchor != 0 || tagged;
        let no = "anchors, aliases and tags are not part of this form: write the value itself";
        let (value, end, block) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                if anchored(anchor, tag.is_some()) {
                    return Err(self.refuse(&span, no));
                }
                let nothing = style == ScalarStyle::Plain && matches!(text.as_ref(), "" | "~");
                let end = self.byte(span.end.index());
                let value = match nothing {
                    true => Value::Nothing,
                    false => Value::Text(text.into_owned()),
                };
                let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                (value, end, block)
            }
            Event::SequenceStart(anchor, tag) => {
                if anchored(anchor, tag.is_some()) {
                    return Err(self.refuse(&span, no));
                }
                let block = span.start.index() == span.end.index() || !self.opens(start, '[');
                let mut items = Vec::new();
                loop {
                    let (event, at) = self.next()?;
                    if event == Event::SequenceEnd {
                        let inner = items.last().map_or(start, |n: &Node| n.span.end);
                        let end = if block {
                            inner
                        } else {
                            self.byte(at.end.index())
                        };
                        break (Value::List(items), end, block);
                    }
                    items.push(self.node(event, at, depth + 1)?);
                }
            }
            Event::MappingStart(anchor, tag) => {
                if anchored(anchor, tag.is_some()) {
                    return Err(self.refuse(&span, no));
                }
                let block = !self.opens(start, '{');
                let mut entries: Vec<(Node, Node)> = Vec::new();
                let mut names = HashSet::new();
                loop {
                    let (event, at) = self.next()?;
                    if event == Event::MappingEnd {
                        let inner = entries.last().map_or(start, |(_, v)| v.span.end);
                        let end = if block {
                            inner
                        } else {
                            self.byte(at.end.index())
                        };
                        break (Value::Map(entries), end, block);
                    }
                    let key = self.node(event, at, depth + 1)?;
                    let (event, at) = self.next()?;
                    let mut value = self.node(event, at, depth + 1)?;
                    if value.value == Value::Nothing && value.span.is_empty() {
                        // Nothing stands right after its key, wherever the next thing is.
                        let after = self.text.get(key.span.end..).unwrap_or("");
                        let colon = after.find(':').map_or(0, |i| i + 1);
                        value.span = key.span.end + colon..key.span.end + colon;
                    }
                    let Some(name) = key.text() else {
                        return Err(key.refuse("a key must be a text"));
                    };
                    if !names.insert(name.to_owned()) {
                        return Err(key.refuse(format!("the key `{name}` appears twice here")));
                    }
                    if names.len() > KEYS {
                        return Err(key.refuse(format!("more than {KEYS} keys stand here")));
                    }
                    entries.push((key, value));
                }
            }
            Event::Alias(_) => return Err(self.refuse(&span, no)),
            _ => return Err(self.refuse(&span, "the text ends in the middle of a value")),
        };
        let raw = self.text.get(start..end.max(start)).unwrap_or("");
        let end = start + raw.trim_end().len();
        Ok(Node {
            value,
            span: start..end,
            place,
            block,
        })
    }

    fn opens(&self, at: usize, bracket: char) -> bool {
        self.text
            .get(at..)
            .is_some_and(|rest| rest.starts_with(bracket))
    }
}

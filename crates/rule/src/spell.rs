//! Rules as people write them: names in brackets instead of ids. Only what names something is
//! exchanged; spacing, parentheses and case of a rule stay as they are.
//!
//! ```text
//! target is [Web Server] and not target.[Sanitizes Input] is 'Yes'
//! ```

use crate::parse::{RuleError, Token, tokens};
use crate::syntax::Subject;
use std::collections::HashMap;
use std::ops::Range;

/// The names people read for the types and properties of a template, both ways. A name that
/// several ids share stands for none of them.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    kinds: TwoWay,
    properties: TwoWay,
}

/// Ids by their exact spelling, names by lower case.
#[derive(Clone, Debug, Default)]
struct TwoWay {
    names: HashMap<String, String>,
    ids: HashMap<String, Option<String>>,
}

impl TwoWay {
    fn new<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut found = Self::default();
        let mut two_names = Vec::new();
        for (id, name) in pairs {
            let other = found.names.insert(id.to_owned(), name.to_owned());
            if other.is_some_and(|other| other != name) {
                two_names.push(id.to_owned());
            }
            let entry = found.ids.entry(name.to_lowercase());
            let known = entry.or_insert_with(|| Some(id.to_owned()));
            if known.as_deref() != Some(id) {
                *known = None;
            }
        }
        for id in two_names {
            found.names.remove(&id);
        }
        found
    }

    /// The name of an id, where it leads back to it.
    fn name(&self, id: &str) -> Option<&str> {
        let name = self.names.get(id)?;
        let back = self.ids.get(&name.to_lowercase())?.as_deref();
        (back == Some(id) && name.trim() == name).then_some(name)
    }

    fn id(&self, name: &str, what: &str) -> Result<&str, String> {
        match self.ids.get(&name.to_lowercase()) {
            Some(Some(id)) => Ok(id),
            Some(None) => Err(format!(
                "more than one {what} is called `{name}`: write the id in quotes"
            )),
            None => Err(format!("no {what} is called `{name}`")),
        }
    }
}

impl Glossary {
    /// Of ids with names of types, and internal names with labels of properties.
    pub fn new<'a>(
        kinds: impl Iterator<Item = (&'a str, &'a str)>,
        properties: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        Self {
            kinds: TwoWay::new(kinds),
            properties: TwoWay::new(properties),
        }
    }

    /// The name of a type, where it stands for this id alone.
    pub fn name_of_kind(&self, id: &str) -> Option<&str> {
        self.kinds.name(id)
    }

    /// The id of the type with this name.
    ///
    /// # Errors
    /// Nothing, or more than one thing, is called so: a message for people.
    pub fn kind_named(&self, name: &str) -> Result<&str, String> {
        self.kinds.id(name, "stencil")
    }

    /// The label of a property, where it stands for this internal name alone.
    pub fn label_of_property(&self, name: &str) -> Option<&str> {
        self.properties.name(name)
    }

    /// The internal name of the property with this label.
    ///
    /// # Errors
    /// Nothing, or more than one thing, is called so: a message for people.
    pub fn property_labelled(&self, label: &str) -> Result<&str, String> {
        self.properties.id(label, "property")
    }
}

/// A rule with ids, made of one with names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelt {
    /// The rule as templates keep it.
    pub text: String,
    /// What was exchanged: where it stands in `text`, and where in the text with names.
    exchanged: Vec<(Range<usize>, Range<usize>)>,
}

impl Spelt {
    /// Where something of [`Spelt::text`] stands in the text with names.
    pub fn place(&self, span: &Range<usize>) -> Range<usize> {
        self.offset(span.start, false)..self.offset(span.end, true)
    }

    /// A message about [`Spelt::text`] in the words of the text with names.
    pub fn in_words(&self, message: &str, original: &str) -> String {
        let mut message = message.to_owned();
        for (here, there) in &self.exchanged {
            if let (Some(id), Some(name)) =
                (self.text.get(here.clone()), original.get(there.clone()))
            {
                message = message.replace(id, name);
            }
        }
        message
    }

    fn offset(&self, at: usize, end: bool) -> usize {
        let mut shift = 0;
        for (here, there) in &self.exchanged {
            if at >= here.end {
                shift = there.end as isize - here.end as isize;
            } else if at > here.start {
                return if end { there.end } else { there.start };
            }
        }
        at.saturating_add_signed(shift)
    }
}

/// The rule with names in brackets. What has no name of its own keeps its id; a text that is no
/// rule stays as it is.
pub fn readable(text: &str, names: &Glossary) -> String {
    let Ok(tokens) = tokens(text) else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    let mut asks_kind = false;
    for (token, span) in tokens {
        let exchanged = match token {
            Token::Text(id) => {
                let quoted = text.get(span.start..).is_some_and(|t| t.starts_with('\''));
                let name = names.name_of_kind(id).filter(|_| asks_kind && quoted);
                asks_kind = false;
                name.map(|name| format!("[{name}]"))
            }
            Token::Word(word) => match word.split_once('.') {
                Some((subject, property)) => {
                    asks_kind = false;
                    let label = names.label_of_property(property);
                    label.map(|label| format!("{subject}.[{label}]"))
                }
                None => {
                    let starts = ["source", "target", "flow"]
                        .iter()
                        .any(|s| s.eq_ignore_ascii_case(word));
                    let goes_on = ["is", "not", "crosses"]
                        .iter()
                        .any(|s| s.eq_ignore_ascii_case(word));
                    asks_kind = starts || (asks_kind && goes_on);
                    None
                }
            },
            Token::Open | Token::Close => None,
        };
        let exchanged = exchanged.filter(|name| bracketed_once(name));
        if let Some(name) = exchanged {
            out.push_str(text.get(done..span.start).unwrap_or(""));
            out.push_str(&name);
            done = span.end;
        }
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}

/// Whether the text between the first bracket and the last character has no bracket or line end.
fn bracketed_once(name: &str) -> bool {
    let inner = name
        .split_once('[')
        .and_then(|(_, rest)| rest.strip_suffix(']'));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(['[', ']', '\n', '\r']))
}

/// The rule with ids for the names in brackets.
///
/// # Errors
/// A name that stands for nothing, or for several things; brackets without end. Whether the rest
/// is a rule is for [`crate::Rule::parse`] to say.
pub fn internal(text: &str, names: &Glossary) -> Result<Spelt, RuleError> {
    let mut spelt = Spelt {
        text: String::with_capacity(text.len()),
        exchanged: Vec::new(),
    };
    let mut rest = text.char_indices();
    while let Some((start, c)) = rest.next() {
        match c {
            '\'' | '"' => {
                let end = rest
                    .find(|(_, q)| *q == c)
                    .map_or(text.len(), |(i, _)| i + 1);
                spelt.text.push_str(text.get(start..end).unwrap_or(""));
            }
            '[' => {
                let Some((end, _)) = rest.find(|(_, c)| *c == ']') else {
                    return Err(RuleError {
                        message: "this name has no closing `]`".into(),
                        span: start..text.len(),
                    });
                };
                let span = start..end + 1;
                let name = text.get(start + 1..end).unwrap_or("").trim();
                let found = match spelt.text.ends_with('.') {
                    true => names.property_labelled(name).map(str::to_owned),
                    false => names.kind_named(name).map(|id| format!("'{id}'")),
                };
                let found = found.map_err(|message| RuleError {
                    message,
                    span: span.clone(),
                })?;
                let at = spelt.text.len();
                spelt.text.push_str(&found);
                spelt.exchanged.push((at..spelt.text.len(), span));
            }
            c => spelt.text.push(c),
        }
    }
    Ok(spelt)
}

/// What may stand where the caret is, for completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `source`, `target`, `flow`, `not` or an opening parenthesis.
    Question,
    /// `is`, `is not`, `crosses`, or a dot and a property of this subject.
    Verb(Subject),
    /// `is` or `is not`, after a property.
    Is,
    /// A type of this subject, or after `crosses` a boundary (`None`).
    Kind(Option<Subject>),
    /// A property of this subject.
    Property(Subject),
    /// A value of the property as written there, brackets left out.
    Value(Subject, String),
    /// `and`, `or` or a closing parenthesis.
    Joint,
}

/// What is wanted at `caret` (in bytes), and the bytes before the caret which are its beginning.
pub fn wanted(text: &str, caret: usize) -> (Wanted, Range<usize>) {
    let before = text.get(..caret).unwrap_or(text);
    let mut state = Wanted::Question;
    let mut rest = before.char_indices().peekable();
    let subject_of = |word: &str| {
        [Subject::Source, Subject::Target, Subject::Flow]
            .into_iter()
            .find(|s| s.as_str().eq_ignore_ascii_case(word))
    };
    while let Some((start, c)) = rest.next() {
        match c {
            c if c.is_whitespace() => {}
            '(' => state = Wanted::Question,
            ')' => state = Wanted::Joint,
            '\'' | '"' | '[' => {
                let close = if c == '[' { ']' } else { c };
                if rest.find(|(_, q)| *q == close).is_none() {
                    return (state, start..before.len());
                }
                state = Wanted::Joint;
            }
            _ => {
                // A word goes on through the brackets of a property's label.
                let mut end = start + c.len_utf8();
                let mut inside = false;
                while let Some((i, c)) = rest.next_if(|(_, c)| {
                    inside || !(c.is_whitespace() || matches!(c, '(' | ')' | '\'' | '"'))
                }) {
                    inside = (inside || c == '[') && c != ']';
                    end = i + c.len_utf8();
                }
                let word = before.get(start..end).unwrap_or("");
                let (head, property) = match word.split_once('.') {
                    Some((head, property)) => (head, Some(property)),
                    None => (word, None),
                };
                if end == before.len() {
                    return match (subject_of(head), property) {
                        (Some(subject), Some(property)) => {
                            let from = end - property.len();
                            (Wanted::Property(subject), from..end)
                        }
                        _ => (state, start..end),
                    };
                }
                let is = |keyword: &str| head.eq_ignore_ascii_case(keyword);
                state = match (subject_of(head), property, state) {
                    (Some(subject), Some(label), _) => {
                        let label = label.trim_matches(['[', ']']).to_owned();
                        after_property(&mut rest, before, subject, label)
                    }
                    (Some(subject), None, _) => Wanted::Verb(subject),
                    (None, None, Wanted::Verb(s)) if is("is") => Wanted::Kind(Some(s)),
                    (None, None, Wanted::Verb(_)) if is("crosses") => Wanted::Kind(None),
                    (None, None, kind @ Wanted::Kind(_)) if is("not") => kind,
                    _ => Wanted::Question,
                };
            }
        }
    }
    (state, before.len()..before.len())
}

/// After a property: `is`, perhaps `not`, then its value.
fn after_property(
    rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>,
    before: &str,
    subject: Subject,
    label: String,
) -> Wanted {
    let mut state = Wanted::Is;
    loop {
        let mut ahead = rest.clone();
        while ahead.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        let Some((start, _)) = ahead.peek().copied() else {
            return state;
        };
        let mut end = start;
        while let Some((i, c)) = ahead.next_if(|(_, c)| c.is_alphabetic()) {
            end = i + c.len_utf8();
        }
        let word = before.get(start..end).unwrap_or("");
        // The word at the caret is still being written.
        if end == before.len() {
            return state;
        }
        let taken = match state {
            Wanted::Is => word.eq_ignore_ascii_case("is"),
            _ => word.eq_ignore_ascii_case("not"),
        };
        if !taken {
            return state;
        }
        state = Wanted::Value(subject, label.clone());
        *rest = ahead;
    }
}

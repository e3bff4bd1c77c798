//! Patches a file that is not in the native form: what an edit changed between two canonical
//! texts (`base`: what was read, `new`: what is to be written) is carried over into the original
//! text. Everything else, understood or not, stays as it was written there.

use super::tm7::OPEN_ID;
use crate::ground::xml::{Document, El, escape_into, namespaces};
use std::collections::{BTreeMap, HashMap};

/// The original text with the difference between `base` and `new` applied to it.
pub fn merge(original: &str, base: &str, new: &str) -> String {
    let (Ok(o), Ok(b), Ok(n)) = (
        Document::parse(original),
        Document::parse(base),
        Document::parse(new),
    ) else {
        // All three were written or read by this crate before: they do parse.
        return new.to_owned();
    };
    let mut merger = Merger {
        out: String::with_capacity(original.len()),
        fresh: highest_id(original),
    };
    let (before, after) = around(original, o.root());
    merger.out.push_str(before);
    merger.element(
        o.root(),
        b.root(),
        n.root(),
        &Scope::default(),
        &Scope::default(),
    );
    merger.out.push_str(after);
    merger.out
}

fn around<'a>(text: &'a str, root: El<'_>) -> (&'a str, &'a str) {
    let source = root.source();
    let start = source.as_ptr() as usize - text.as_ptr() as usize;
    (
        text.get(..start).unwrap_or(""),
        text.get(start + source.len()..).unwrap_or(""),
    )
}

/// The highest number among ids such as `i17`.
fn highest_id(text: &str) -> u64 {
    let number = |rest: &str| {
        let digits = rest.split(['"', '\'']).next().unwrap_or("");
        digits.parse::<u64>().ok()
    };
    let quoted = |quote: &str| {
        text.split(&format!(":Id={quote}i"))
            .skip(1)
            .filter_map(number)
            .max()
    };
    ["\"", "'"]
        .into_iter()
        .filter_map(quoted)
        .max()
        .unwrap_or(0)
}

/// Namespaces in force at a place: address by prefix.
#[derive(Clone, Default, PartialEq)]
struct Scope(BTreeMap<String, String>);

impl Scope {
    fn inside(&self, element: El<'_>) -> Scope {
        let mut inner = self.clone();
        for (prefix, address) in namespaces(element.open_tag()) {
            inner.0.insert(prefix.to_owned(), address.to_owned());
        }
        inner
    }
}

struct Merger {
    out: String,
    fresh: u64,
}

impl Merger {
    fn element(&mut self, o: El<'_>, b: El<'_>, n: El<'_>, outer_o: &Scope, outer_n: &Scope) {
        if b.source() == n.source() {
            self.out.push_str(o.source());
            return;
        }
        // Another kind of thing, or a value where there was none: written anew as a whole.
        let without_end = |tag: &'_ str| tag.trim_end_matches(['/', '>']).to_owned();
        if without_end(b.open_tag()) != without_end(n.open_tag()) {
            self.adopt(n, outer_o, outer_n);
            return;
        }
        let (scope_o, scope_n) = (outer_o.inside(o), outer_n.inside(n));
        let tag = o.open_tag();
        let tag = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
        self.out.push_str(tag);
        let start = self.out.len();
        self.out.push('>');
        let filled = self.out.len();
        if o.has_children() || n.has_children() {
            self.children(o, b, n, &scope_o, &scope_n);
        } else {
            let text = n.text();
            escape_into(&mut self.out, &text);
        }
        if self.out.len() == filled {
            self.out.truncate(start);
            self.out.push_str("/>");
        } else {
            self.out.push_str("</");
            self.out.push_str(o.full_name());
            self.out.push('>');
        }
    }

    fn children(&mut self, o: El<'_>, b: El<'_>, n: El<'_>, scope_o: &Scope, scope_n: &Scope) {
        let (olds, bases, news) = (keyed(o), keyed(b), keyed(n));
        let known: HashMap<&Key, El<'_>> = bases.iter().map(|(k, e)| (k, *e)).collect();
        let wanted: HashMap<&Key, El<'_>> = news.iter().map(|(k, e)| (k, *e)).collect();
        // Each original child with what stands before it; what we do not understand clings to
        // the next thing we do.
        let mut prefix: HashMap<&Key, String> = HashMap::new();
        let mut originals: HashMap<&Key, El<'_>> = HashMap::new();
        let mut pending = String::new();
        let mut last = None;
        let mut gap = "";
        for (key, child) in &olds {
            let space = o.between(last, Some(*child));
            last = Some(*child);
            if !known.contains_key(key) {
                pending.push_str(space);
                pending.push_str(child.source());
            } else if wanted.contains_key(key) {
                gap = space;
                pending.push_str(space);
                prefix.insert(key, std::mem::take(&mut pending));
                originals.insert(key, *child);
            } else if !space.trim().is_empty() {
                // The child goes; a comment before it stays.
                pending.push_str(space);
            }
        }
        for (key, new) in &news {
            match (originals.get(key), known.get(key)) {
                (Some(original), Some(base)) => {
                    self.out
                        .push_str(prefix.get(key).map_or("", String::as_str));
                    self.element(*original, *base, *new, scope_o, scope_n);
                }
                // Unchanged, but not here: the original keeps it in an unusual place.
                (None, Some(base)) if base.source() == new.source() => {}
                _ => {
                    self.out
                        .push_str(if gap.trim().is_empty() { gap } else { "" });
                    self.adopt(*new, scope_o, scope_n);
                }
            }
        }
        self.out.push_str(&pending);
        self.out.push_str(o.between(last, None));
    }

    /// Writes a new element whole, with the namespaces and ids it needs at its new place.
    fn adopt(&mut self, n: El<'_>, outer_o: &Scope, outer_n: &Scope) {
        let tag = self.adopted_tag(n, outer_o, outer_n);
        self.out.push_str(&tag);
        if n.open_tag().ends_with("/>") {
            return;
        }
        let mut inner = n.inner();
        while let Some((before, after)) = inner.split_once(OPEN_ID) {
            self.out.push_str(before);
            let id = self.fresh_id();
            self.out.push_str(&id);
            inner = after;
        }
        self.out.push_str(inner);
        self.out.push_str(n.close_tag());
    }

    fn adopted_tag(&mut self, n: El<'_>, outer_o: &Scope, outer_n: &Scope) -> String {
        let mut tag = n.open_tag().to_owned();
        if tag.contains(OPEN_ID) {
            tag = tag.replace(OPEN_ID, &self.fresh_id());
        }
        let own: Vec<&str> = namespaces(n.open_tag())
            .into_iter()
            .map(|(prefix, _)| prefix)
            .collect();
        let at = 1 + n.full_name().len();
        for (prefix, address) in &outer_n.0 {
            if outer_o.0.get(prefix) != Some(address) && !own.contains(&prefix.as_str()) {
                let declaration = match prefix.as_str() {
                    "" => format!(" xmlns=\"{address}\""),
                    prefix => format!(" xmlns:{prefix}=\"{address}\""),
                };
                tag.insert_str(at, &declaration);
            }
        }
        tag
    }

    fn fresh_id(&mut self) -> String {
        self.fresh += 1;
        format!("z:Id=\"i{}\"", self.fresh)
    }
}

/// What tells siblings apart: the name, what they say of their identity, and how many of the
/// same came before.
type Key = (String, String, usize);

fn keyed<'d>(parent: El<'d>) -> Vec<(Key, El<'d>)> {
    let mut seen: HashMap<(String, String), usize> = HashMap::new();
    parent
        .children()
        .map(|child| {
            let identity = identity(child);
            let key = (child.name().to_owned(), identity);
            let count = seen.entry(key.clone()).or_default();
            *count += 1;
            ((key.0, key.1, *count), child)
        })
        .collect()
}

fn identity(element: El<'_>) -> String {
    // A drawn element is known by its own id; some writers give its entry another key.
    if let Some(value) = element
        .child("Value")
        .filter(|_| element.name() == "KeyValueOfguidanyType")
    {
        return value.child_text("Guid").trim().to_lowercase();
    }
    for name in ["Key", "Guid", "ID", "Id", "Name"] {
        if let Some(child) = element.children().find(|c| c.name() == name)
            && !child.has_children()
        {
            let text = child.text().trim().to_lowercase();
            if !text.is_empty() {
                return text;
            }
        }
    }
    element
        .children()
        .find(|c| c.name() == "DisplayName")
        .map(|c| c.text().into_owned())
        .unwrap_or_default()
}

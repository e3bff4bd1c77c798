//! Carries an edit over into a text that people wrote: what did not change keeps its place, its
//! comments and its way of writing. `base` is what was read, `new` what is to be written, both in
//! the settled form.

use super::emit::{Out, after_colon, entry, item};
use super::yaml::{Node, Value};
use std::collections::HashMap;
use std::ops::Range;
use trustline_model::InOrder;

type Entries = [(String, Out)];

/// What cannot be carried over piece by piece: the whole around it is written anew.
struct Whole;

/// The original text with the difference between `base` and `new` carried over. `None` where that
/// cannot be done.
pub fn patch(text: &str, root: &Node, base: &Entries, new: &Entries) -> Option<String> {
    let mut patcher = Patcher {
        text,
        edits: Vec::new(),
    };
    patcher.map(root, base, new).ok()?;
    let crlf = text.contains("\r\n");
    let mut edits = patcher.edits;
    edits.put_in_order_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, with) in edits {
        // Overlapping edits leave nothing to take.
        out.push_str(text.get(done..range.start)?);
        match crlf {
            true => out.push_str(&with.replace("\r\n", "\n").replace('\n', "\r\n")),
            false => out.push_str(&with),
        }
        done = range.end;
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

struct Patcher<'a> {
    text: &'a str,
    edits: Vec<(Range<usize>, String)>,
}

fn value_of<'a>(entries: &'a Entries, key: &str) -> Option<&'a Out> {
    entries.iter().find(|(k, _)| k == key).map(|(_, v)| v)
}

impl Patcher<'_> {
    fn line_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or("");
        before.rfind('\n').map_or(0, |i| i + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        let after = self.text.get(at..).unwrap_or("");
        let line = after.split('\n').next().unwrap_or("");
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    fn next_line(&self, at: usize) -> usize {
        let after = self.text.get(at..).unwrap_or("");
        at + after.find('\n').map_or(after.len(), |i| i + 1)
    }

    /// The lines from one place to another, the last line end included.
    fn lines(&self, from: usize, to: usize) -> Range<usize> {
        self.line_start(from)..self.next_line(to)
    }

    fn edit(&mut self, range: Range<usize>, with: String) {
        self.edits.push((range, with));
    }

    fn map(&mut self, o: &Node, base: &Entries, new: &Entries) -> Result<(), Whole> {
        let entries = o.entries();
        let Some((first, _)) = entries.first().filter(|_| o.block) else {
            return Err(Whole);
        };
        let indent = first.place.1 - 1;
        let there = |key: &str| entries.iter().find(|(k, _)| k.text() == Some(key));
        let mut last: Option<&Node> = None;
        let mut early = Vec::new();
        for (key, value) in new {
            let known = there(key);
            let old = value_of(base, key);
            match known {
                Some((name, node)) => {
                    if old != Some(value) {
                        self.value(name, node, old, value);
                    }
                    last = Some(node);
                }
                None if old == Some(value) => {}
                None => {
                    let mut fresh = String::new();
                    entry(&mut fresh, key, value, indent);
                    fresh.truncate(fresh.trim_end_matches('\n').len());
                    let gap = if indent == 0 { "\n" } else { "" };
                    match last {
                        Some(node) => {
                            let at = self.line_end(node.span.end);
                            self.edit(at..at, format!("\n{gap}{fresh}"));
                        }
                        None => early.push(format!("\n{gap}{fresh}")),
                    }
                }
            }
        }
        if let (Some((_, value)), false) = (entries.first(), early.is_empty()) {
            let at = self.line_end(value.span.end);
            self.edit(at..at, early.concat());
        }
        for (key, _) in base {
            if value_of(new, key).is_some() {
                continue;
            }
            let Some((name, value)) = there(key) else {
                continue;
            };
            let lines = self.lines(name.span.start, value.span.end.max(name.span.end));
            let before = self.text.get(lines.start..name.span.start).unwrap_or("");
            if !before.trim().is_empty() {
                // The first key of a list's item stands beside the dash.
                return Err(Whole);
            }
            self.edit(lines, String::new());
        }
        Ok(())
    }

    /// The value of a key.
    fn value(&mut self, key: &Node, o: &Node, base: Option<&Out>, new: &Out) {
        let mark = self.edits.len();
        let inner = match (base, new) {
            (Some(Out::Map(b)), Out::Map(n)) => self.map(o, b, n),
            (Some(Out::List(b)), Out::List(n)) => self.list(o, b, n),
            (Some(Out::Short(b)), Out::Short(n)) => {
                let texts = |all: &[String]| all.iter().map(Out::text).collect::<Vec<_>>();
                self.list(o, &texts(b), &texts(n))
            }
            _ => Err(Whole),
        };
        if inner.is_ok() {
            return;
        }
        self.edits.truncate(mark);
        let indent = self.indent_of(key);
        let mut with = String::new();
        after_colon(&mut with, new, indent);
        let after = self.text.get(key.span.end..).unwrap_or("");
        let start = key.span.end + after.find(':').map_or(0, |i| i + 1);
        let end = o.span.end.max(start);
        let rest = self.text.get(end..self.line_end(end)).unwrap_or("");
        if with.contains('\n') && !rest.trim().is_empty() {
            // A comment behind the value moves above it.
            let line = self.line_start(key.span.start);
            let comment = format!("{}{}\n", " ".repeat(indent), rest.trim());
            self.edit(line..line, comment);
            self.edit(start..self.line_end(end), with);
        } else {
            self.edit(start..end, with);
        }
    }

    fn indent_of(&self, key: &Node) -> usize {
        key.place.1 - 1
    }

    fn list(&mut self, o: &Node, base: &[Out], new: &[Out]) -> Result<(), Whole> {
        let items = o.items();
        if !o.block || items.is_empty() || new.is_empty() {
            return Err(Whole);
        }
        let keys = |outs: &[Out]| outs.iter().map(key_of).collect::<Option<Vec<String>>>();
        let old: Option<Vec<String>> = items.iter().map(key_of_node).collect();
        let (Some(o_keys), Some(b_keys), Some(n_keys)) = (old, keys(base), keys(new)) else {
            return Err(Whole);
        };
        let index = |keys: &[String]| -> HashMap<String, usize> {
            keys.iter()
                .cloned()
                .enumerate()
                .map(|(i, k)| (k, i))
                .collect()
        };
        let (in_o, in_b, in_n) = (index(&o_keys), index(&b_keys), index(&n_keys));
        let unique =
            in_o.len() == items.len() && in_b.len() == base.len() && in_n.len() == new.len();
        if !unique || in_o.len() != in_b.len() || o_keys.iter().any(|k| !in_b.contains_key(k)) {
            return Err(Whole);
        }
        let kept: Vec<usize> = n_keys.iter().filter_map(|k| in_o.get(k).copied()).collect();
        if !kept.is_sorted() || kept.is_empty() {
            return self.reorder(items, base, new, &n_keys, &in_o, &in_b);
        }
        let first = items.first().ok_or(Whole)?;
        let dash = self.dash(first)?;
        let indent = dash - self.line_start(dash);
        let mut last: Option<&Node> = None;
        for (key, value) in n_keys.iter().zip(new) {
            match in_o.get(key).and_then(|i| items.get(*i)) {
                Some(node) => {
                    let old = in_b.get(key).and_then(|i| base.get(*i)).ok_or(Whole)?;
                    if old != value {
                        self.list_item(node, old, value, indent)?;
                    }
                    last = Some(node);
                }
                None => {
                    let mut fresh = String::new();
                    item(&mut fresh, value, indent);
                    match last {
                        Some(node) => {
                            let at = self.line_end(node.span.end);
                            self.edit(at..at, format!("\n{fresh}"));
                        }
                        None => {
                            let at = self.line_start(dash);
                            self.edit(at..at, format!("{fresh}\n"));
                        }
                    }
                }
            }
        }
        for (key, node) in o_keys.iter().zip(items) {
            if !in_n.contains_key(key) {
                let start = self.dash(node)?;
                let lines = self.lines(start, node.span.end);
                self.edit(lines, String::new());
            }
        }
        Ok(())
    }

    fn list_item(
        &mut self,
        node: &Node,
        old: &Out,
        value: &Out,
        indent: usize,
    ) -> Result<(), Whole> {
        let mark = self.edits.len();
        if let (Out::Map(b), Out::Map(n)) = (old, value) {
            if self.map(node, b, n).is_ok() {
                return Ok(());
            }
            self.edits.truncate(mark);
        }
        let mut fresh = String::new();
        item(&mut fresh, value, indent);
        let start = self.line_start(self.dash(node)?);
        self.edit(start..node.span.end, fresh);
        Ok(())
    }

    /// Where the dash of an item stands.
    fn dash(&self, node: &Node) -> Result<usize, Whole> {
        let line = self.line_start(node.span.start);
        let before = self.text.get(line..node.span.start).unwrap_or("");
        match before.trim() {
            "-" => before.find('-').map(|i| line + i).ok_or(Whole),
            _ => Err(Whole),
        }
    }

    /// Items in another order: those that did not change move with the lines above them.
    fn reorder(
        &mut self,
        items: &[Node],
        base: &[Out],
        new: &[Out],
        n_keys: &[String],
        in_o: &HashMap<String, usize>,
        in_b: &HashMap<String, usize>,
    ) -> Result<(), Whole> {
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            return Err(Whole);
        };
        let dash = self.dash(first)?;
        let indent = dash - self.line_start(dash);
        let start = self.line_start(dash);
        let end = self.line_end(last.span.end);
        let mut out = Vec::new();
        for (key, value) in n_keys.iter().zip(new) {
            let old = in_b.get(key).and_then(|i| base.get(*i));
            let place = in_o.get(key).copied().filter(|_| old == Some(value));
            match place.and_then(|i| Some((i, items.get(i)?))) {
                Some((i, node)) => {
                    let from = match i.checked_sub(1).and_then(|i| items.get(i)) {
                        Some(before) => self.next_line(before.span.end),
                        None => start,
                    };
                    let slice = self.text.get(from..self.line_end(node.span.end));
                    out.push(slice.ok_or(Whole)?.to_owned());
                }
                None => {
                    let mut fresh = String::new();
                    item(&mut fresh, value, indent);
                    out.push(fresh);
                }
            }
        }
        self.edit(start..end, out.join("\n"));
        Ok(())
    }
}

/// The keys that name an item of a list, the first that is there.
const NAMING: [&str; 3] = ["id", "name", "label"];

/// What names an item: attributes and threat properties by name, everything else by its id.
fn key_of(out: &Out) -> Option<String> {
    match out {
        Out::Text(text) => Some(text.clone()),
        Out::Map(entries) => {
            let keys = naming(|key| value_of(entries, key).is_some());
            keys.into_iter()
                .find_map(|key| match value_of(entries, key) {
                    Some(Out::Text(text)) => Some(text.clone()),
                    _ => None,
                })
        }
        _ => None,
    }
}

fn key_of_node(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.clone()),
        Value::Map(_) => {
            let keys = naming(|key| node.get(key).is_some());
            keys.into_iter()
                .find_map(|key| node.get(key)?.text().map(str::to_owned))
        }
        _ => None,
    }
}

/// Things with a label are named by name or label; their ids may be left out.
fn naming(has: impl Fn(&str) -> bool) -> Vec<&'static str> {
    match has("label") {
        true => vec!["name", "label"],
        false => NAMING.to_vec(),
    }
}

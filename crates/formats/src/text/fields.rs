//! The keys of a mapping, taken one by one; what nobody takes is refused with the nearest key.

use super::yaml::{Node, Value};
use crate::ReadError;
use std::cell::RefCell;
use trustline_model::diagnostic::nearest;

pub struct Fields<'a> {
    node: &'a Node,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Fields<'a> {
    /// Of a mapping; `what` says in a refusal what it should have been.
    pub fn of(node: &'a Node, what: &str) -> Result<Self, ReadError> {
        match node.value {
            Value::Map(_) => Ok(Self {
                node,
                asked: RefCell::default(),
            }),
            _ => Err(node.refuse(format!("expected {what}, as keys with values"))),
        }
    }

    pub fn node(&self, key: &'static str) -> Option<&'a Node> {
        self.asked.borrow_mut().push(key);
        self.node.get(key)
    }

    /// A text that must be there.
    pub fn needed(&self, key: &'static str) -> Result<String, ReadError> {
        self.text(key)?
            .ok_or_else(|| self.node.refuse(format!("`{key}` is missing here")))
    }

    /// A text; an empty one where nothing is said is for the caller to decide.
    pub fn text(&self, key: &'static str) -> Result<Option<String>, ReadError> {
        match self.node(key) {
            None => Ok(None),
            Some(node) => scalar(node, key).map(Some),
        }
    }

    /// A text, `None` where it is said to be nothing, `usual` where it is not said.
    pub fn optional(
        &self,
        key: &'static str,
        usual: Option<&str>,
    ) -> Result<Option<String>, ReadError> {
        match self.node(key) {
            None => Ok(usual.map(str::to_owned)),
            Some(node) if node.value == Value::Nothing => Ok(None),
            Some(node) => scalar(node, key).map(Some),
        }
    }

    pub fn flag(&self, key: &'static str) -> Result<Option<bool>, ReadError> {
        let Some(node) = self.node(key) else {
            return Ok(None);
        };
        match node.text() {
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            _ => Err(node.refuse(format!("`{key}` is either `true` or `false`"))),
        }
    }

    /// The items of a list; none where the key is missing.
    pub fn list(&self, key: &'static str) -> Result<&'a [Node], ReadError> {
        match self.node(key) {
            None => Ok(&[]),
            Some(node) => list(node, key),
        }
    }

    /// Refuses a key that was not asked for; keys that begin with `x-` are anybody's.
    pub fn done(&self) -> Result<(), ReadError> {
        let asked = self.asked.borrow();
        for (key, _) in self.node.entries() {
            let name = key.text().unwrap_or("");
            if asked.contains(&name) || name.starts_with("x-") {
                continue;
            }
            let known = match nearest(name, asked.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("expected one of {}", asked.join(", ")),
            };
            return Err(key.refuse(format!("unknown key `{name}`: {known}")));
        }
        Ok(())
    }
}

/// A scalar as text.
pub fn scalar(node: &Node, what: &str) -> Result<String, ReadError> {
    match &node.value {
        Value::Text(text) => Ok(text.clone()),
        Value::Nothing => Ok(String::new()),
        _ => Err(node.refuse(format!("`{what}` is a text, not a list or a mapping"))),
    }
}

/// A list's items.
pub fn list<'a>(node: &'a Node, what: &str) -> Result<&'a [Node], ReadError> {
    match &node.value {
        Value::List(items) => Ok(items),
        Value::Nothing => Ok(&[]),
        _ => Err(node.refuse(format!("`{what}` is a list"))),
    }
}

/// Texts of a list.
pub fn texts(nodes: &[Node], what: &str) -> Result<Vec<String>, ReadError> {
    nodes.iter().map(|node| scalar(node, what)).collect()
}

//! Levels that people give to checks.

use std::collections::HashMap;
use trustline_model::Severity;

/// Levels that people gave to some codes; the others keep their own.
#[derive(Clone, Debug, Default)]
pub struct Levels(HashMap<String, Option<Severity>>);

impl Levels {
    /// Sets the level of a code; `None` switches it off.
    pub fn set(&mut self, code: impl Into<String>, level: Option<Severity>) {
        self.0.insert(code.into(), level);
    }

    /// The level of a code whose own level is `default`; `None`: off.
    pub fn of(&self, code: &str, default: Severity) -> Option<Severity> {
        self.0.get(code).copied().unwrap_or(Some(default))
    }
}

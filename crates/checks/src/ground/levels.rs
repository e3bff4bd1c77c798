//! How people want checks to be run.

use std::collections::HashMap;
use trustline_model::Severity;

/// Levels that people gave to some codes; the others keep their own. With it the day on which the
/// checks are run: what has an end may be over.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    given: HashMap<String, Option<Severity>>,
    today: String,
}

impl Levels {
    /// Sets the level of a code; `None` switches it off.
    pub fn set(&mut self, code: impl Into<String>, level: Option<Severity>) {
        self.given.insert(code.into(), level);
    }

    /// The level of a code whose own level is `default`; `None`: off.
    pub fn of(&self, code: &str, default: Severity) -> Option<Severity> {
        self.given.get(code).copied().unwrap_or(Some(default))
    }

    /// Sets the day, written as `2026-01-31`.
    pub fn set_today(&mut self, day: impl Into<String>) {
        self.today = day.into();
    }

    /// The day on which the checks are run; empty where nobody said.
    pub fn today(&self) -> &str {
        &self.today
    }
}

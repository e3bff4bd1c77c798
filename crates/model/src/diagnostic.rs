//! What is imperfect in an input while the work goes on: one type for all rooms.

use crate::{DiagramId, ElementId, Threat, ThreatKey, ThreatTypeId};
use std::collections::HashMap;
use std::fmt;

/// How much a diagnostic matters. Not to be mixed up with a threat's priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably not meant so.
    Warning,
    /// Wrong; something is left out because of it.
    Error,
}

impl Severity {
    /// The word for people and documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Where a diagnostic points to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The model as a whole.
    #[default]
    Model,
    /// A place in the bytes: line and column, both counted from 1 in characters.
    Text {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// A diagram.
    Diagram(DiagramId),
    /// One or more elements of a diagram.
    Elements(DiagramId, Vec<ElementId>),
    /// A threat type of the knowledge base.
    ThreatType(ThreatTypeId),
    /// A stencil, named for people.
    Stencil(String),
    /// A recorded threat, by its number.
    Threat(i64),
}

/// One imperfection: stable code, what is wrong, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Kebab-case and stable; has a page under `docs/diagnostics/`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Lower case, no final stop, names in backticks.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What to do, if there is something better to say than the message does.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic about the model as a whole; use [`Diagnostic::at`] and [`Diagnostic::help`] to
    /// say more.
    pub fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            place: Place::Model,
            help: None,
        }
    }

    /// The same, pointing to a place.
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The same, with advice.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}[{}]: {}",
            self.severity.as_str(),
            self.code,
            self.message
        )?;
        if let Place::Text { line, column } = self.place {
            write!(f, " (line {line}, column {column})")?;
        }
        Ok(())
    }
}

/// The known name nearest to a misspelt one, if one is near enough to be meant.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let limit = (wanted.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|k| (distance(&wanted, &k.to_lowercase()), k))
        .filter(|(d, _)| *d <= limit)
        .min_by_key(|(d, _)| *d)
        .map(|(_, k)| k)
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (y, above) in b.iter().zip(row.iter().skip(1)) {
            let here = (diagonal + usize::from(x != *y))
                .min(above + 1)
                .min(left + 1);
            diagonal = *above;
            left = here;
            next.push(here);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

/// Where things stand in a text: line and column, from 1.
#[derive(Clone, Debug, Default)]
pub struct Spots {
    /// Recorded threats.
    pub threats: HashMap<ThreatKey, (usize, usize)>,
    /// What is drawn.
    pub elements: HashMap<ElementId, (usize, usize)>,
    /// Diagrams.
    pub diagrams: HashMap<DiagramId, (usize, usize)>,
}

impl Spots {
    /// Line and column of a place, where it stands anywhere.
    pub fn of(&self, place: &Place, threats: &[Threat]) -> Option<(usize, usize)> {
        match place {
            Place::Text { line, column } => Some((*line, *column)),
            Place::Elements(diagram, ids) => {
                let drawn = ids.iter().find_map(|id| self.elements.get(id));
                drawn.or_else(|| self.diagrams.get(diagram)).copied()
            }
            Place::Diagram(id) => self.diagrams.get(id).copied(),
            Place::Threat(number) => {
                let threat = threats.iter().find(|t| t.number == *number)?;
                self.threats.get(&threat.key).copied()
            }
            Place::Model | Place::ThreatType(_) | Place::Stencil(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn suggests_the_nearest_known_name_only_when_near() {
        let known = ["Web Server", "Web Browser", "Database"];
        assert_eq!(nearest("web servr", known), Some("Web Server"));
        assert_eq!(nearest("Databse", known), Some("Database"));
        assert_eq!(nearest("Mainframe", known), None);
    }
}

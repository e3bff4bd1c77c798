//! What is wrong with a document of interaction tables: every check with its code and level.

use super::Resolved;
use super::{defects, text};
use crate::Levels;
use std::collections::HashMap;
use trustline_model::interactions::{Tables, plain};
use trustline_model::{Diagnostic, Place, Severity};

/// A check of documents: looks at it and says what it finds.
type Run = fn(&Look<'_>, &mut Found<'_>);

/// Every check of documents with its level, in the order in which they are reported.
pub const CHECKS: &[(&str, Severity, Run)] = &[
    (
        "mirror-crossing-differs",
        Severity::Warning,
        defects::mirrors,
    ),
    ("pair-told-twice", Severity::Warning, defects::told_twice),
    (
        "crossing-inside-zone",
        Severity::Warning,
        defects::inside_zone,
    ),
    (
        "crossing-without-boundary",
        Severity::Warning,
        defects::without_boundary,
    ),
    (
        "reference-by-abbreviation",
        Severity::Warning,
        defects::by_abbreviation,
    ),
    ("reference-case", Severity::Info, defects::reference_case),
    (
        "reference-without-pair",
        Severity::Warning,
        defects::without_pair,
    ),
    (
        "unknown-reference",
        Severity::Error,
        defects::unknown_reference,
    ),
    (
        "cyclic-reference",
        Severity::Error,
        defects::cyclic_reference,
    ),
    ("name-variant", Severity::Warning, defects::name_variant),
    ("kind-variant", Severity::Warning, defects::kind_variant),
    (
        "listed-otherwise",
        Severity::Warning,
        defects::listed_otherwise,
    ),
    ("doubtful-kind", Severity::Info, defects::doubtful_kind),
    (
        "copied-picture-text",
        Severity::Warning,
        text::copied_picture,
    ),
    ("text-of-another-row", Severity::Warning, text::another_row),
    (
        "unprotected-crossing",
        Severity::Warning,
        defects::unprotected_crossing,
    ),
    (
        "unprotected-credentials",
        Severity::Warning,
        defects::unprotected_credentials,
    ),
    (
        "question-of-another-kind",
        Severity::Warning,
        text::another_kind,
    ),
    ("doubtful-spelling", Severity::Info, text::spelling),
    (
        "no-data-classification",
        Severity::Info,
        defects::no_classification,
    ),
    ("payload-missing", Severity::Info, defects::payload_missing),
    ("control-type-words", Severity::Info, text::control_types),
];

/// A document with what follows from it.
pub struct Look<'a> {
    pub tables: &'a Tables,
    pub resolved: Resolved,
    /// Sections by their names without regard to case, and by the abbreviations in them.
    sections: HashMap<String, usize>,
}

/// How a reference names a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    Exact(usize),
    Case(usize),
    Abbreviation(usize),
    Unknown,
}

impl Reference {
    pub fn section(self) -> Option<usize> {
        match self {
            Reference::Exact(s) | Reference::Case(s) | Reference::Abbreviation(s) => Some(s),
            Reference::Unknown => None,
        }
    }
}

impl Look<'_> {
    pub fn reference(&self, name: &str) -> Reference {
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
}

/// Collects what a check finds.
pub struct Found<'a> {
    code: &'static str,
    severity: Severity,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Found<'_> {
    pub fn push(&mut self, line: usize, message: String, help: &str) {
        let diagnostic = Diagnostic::new(self.code, self.severity, message)
            .at(Place::Text { line, column: 1 })
            .help(help);
        self.diagnostics.push(diagnostic);
    }
}

/// What is wrong with a document, in the order of its lines. `zones` names zones of trust by one of
/// their elements: boundaries that the document itself does not tell.
pub fn check(tables: &Tables, zones: &[(String, String)], levels: &Levels) -> Vec<Diagnostic> {
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
    let look = Look {
        tables,
        resolved: Resolved::new(tables, zones),
        sections,
    };
    let mut diagnostics = Vec::new();
    for (code, level, run) in CHECKS {
        if let Some(severity) = levels.of(code, Some(*level)) {
            let mut found = Found {
                code,
                severity,
                diagnostics: &mut diagnostics,
            };
            run(&look, &mut found);
        }
    }
    diagnostics.sort_by_key(|d| match d.place {
        Place::Text { line, .. } => line,
        _ => 0,
    });
    diagnostics
}

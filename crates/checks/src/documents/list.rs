//! Every check of documents of interaction tables, and the run of them all.

use super::look::Look;
use super::{crossing, names, protection, references, text};
use crate::ground::{Found, Levels};
use trustline_model::interactions::Tables;
use trustline_model::{Diagnostic, Place, Severity};

/// A check of documents.
pub struct Check {
    /// Its stable code.
    pub code: &'static str,
    /// Its level unless somebody changes it; `None`: off.
    pub level: Option<Severity>,
    run: fn(&Look<'_>, &mut Found<'_>),
}

const fn check(code: &'static str, level: Severity, run: fn(&Look<'_>, &mut Found<'_>)) -> Check {
    Check {
        code,
        level: Some(level),
        run,
    }
}

/// Every check of documents, in the order in which they are reported.
pub const CHECKS: &[Check] = &[
    check(
        "mirror-crossing-differs",
        Severity::Warning,
        crossing::mirrors,
    ),
    check("pair-told-twice", Severity::Warning, crossing::told_twice),
    check(
        "crossing-inside-zone",
        Severity::Warning,
        crossing::inside_zone,
    ),
    check(
        "crossing-without-boundary",
        Severity::Warning,
        crossing::without_boundary,
    ),
    check(
        "reference-by-abbreviation",
        Severity::Warning,
        references::by_abbreviation,
    ),
    check("reference-case", Severity::Info, references::reference_case),
    check(
        "reference-without-pair",
        Severity::Warning,
        references::without_pair,
    ),
    check(
        "unknown-reference",
        Severity::Error,
        references::unknown_reference,
    ),
    check(
        "cyclic-reference",
        Severity::Error,
        references::cyclic_reference,
    ),
    check("name-variant", Severity::Warning, names::name_variant),
    check("kind-variant", Severity::Warning, names::kind_variant),
    check(
        "listed-otherwise",
        Severity::Warning,
        names::listed_otherwise,
    ),
    check("doubtful-kind", Severity::Info, names::doubtful_kind),
    check(
        "copied-picture-text",
        Severity::Warning,
        text::copied_picture,
    ),
    check("text-of-another-row", Severity::Warning, text::another_row),
    check(
        "unprotected-crossing",
        Severity::Warning,
        protection::unprotected_crossing,
    ),
    check(
        "unprotected-credentials",
        Severity::Warning,
        protection::unprotected_credentials,
    ),
    check(
        "question-of-another-kind",
        Severity::Warning,
        text::another_kind,
    ),
    check("doubtful-spelling", Severity::Info, text::spelling),
    check(
        "no-data-classification",
        Severity::Info,
        protection::no_classification,
    ),
    check(
        "payload-missing",
        Severity::Info,
        protection::payload_missing,
    ),
    check("control-type-words", Severity::Info, text::control_types),
];

/// What is wrong with a document, in the order of its lines. `zones` names zones of trust by one of
/// their elements: boundaries that the document itself does not tell.
pub fn run(tables: &Tables, zones: &[(String, String)], levels: &Levels) -> Vec<Diagnostic> {
    let look = Look::new(tables, zones);
    let mut diagnostics = Vec::new();
    for check in CHECKS {
        if let Some(severity) = levels.of(check.code, check.level) {
            let mut found = Found::new(check.code, severity, &mut diagnostics);
            (check.run)(&look, &mut found);
        }
    }
    diagnostics.sort_by_key(|d| match d.place {
        Place::Text { line, .. } => line,
        _ => 0,
    });
    diagnostics
}

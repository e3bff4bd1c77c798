//! What the module that makes documents tells.

use serde::Deserialize;

/// The kinds of reports, and the parts that can be left out.
#[derive(Clone, Deserialize, Default)]
pub struct Offer {
    pub kinds: Vec<ReportKind>,
    pub parts: Vec<String>,
    pub sorts: Vec<String>,
}

/// A kind of report.
#[derive(Clone, Deserialize, PartialEq)]
pub struct ReportKind {
    pub name: String,
    pub label: String,
    pub ending: String,
    pub media: String,
    pub choice: bool,
}

/// What there is to tell of a file made of a document.
#[derive(Deserialize)]
pub struct Told {
    pub elements: usize,
    pub pairs: usize,
    pub findings: Vec<Found>,
}

/// One thing that is wrong with a document.
#[derive(Clone, Deserialize)]
pub struct Found {
    pub severity: String,
    pub line: Option<usize>,
    pub message: String,
    pub help: Option<String>,
}

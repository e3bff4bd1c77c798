//! One content tree, many documents. Everything that came from a model is escaped on its way
//! out. Knows nothing of where a document goes.

mod chapters;
mod content;
mod csv;
mod html;
mod json;
mod markdown;
mod rich;
mod sarif;

pub use html::rich;

pub use content::{Content, DiagramPart, InteractionPart, Summary, ThreatPart};

use trustline_analysis::Analysis;
use trustline_model::{Diagnostic, ThreatModel};

/// The kinds of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The full report: one self-contained page.
    Html,
    /// The full report as text for wikis and repositories.
    Markdown,
    /// The list of threats for spreadsheets.
    Csv,
    /// Everything for programs; see `docs/report-schema.json`.
    Json,
    /// Findings for code scanning, SARIF 2.1.0.
    Sarif,
}

/// A part of a report that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The information fields.
    Information,
    /// Counts by state and by priority.
    Summary,
    /// The picture of each diagram.
    Diagrams,
    /// The picture of each interaction.
    Pictures,
    /// Interactions and their threats.
    Threats,
    /// Interaction tables.
    Interactions,
    /// Layers, the matrix of elements and kinds of threat, and what a team recorded.
    Review,
    /// The notes.
    Notes,
    /// Recorded messages, and what the checks found.
    Messages,
}

impl Part {
    /// Every part with its name on the command line.
    pub const ALL: [(Part, &'static str); 9] = [
        (Part::Information, "information"),
        (Part::Summary, "summary"),
        (Part::Diagrams, "diagrams"),
        (Part::Pictures, "pictures"),
        (Part::Threats, "threats"),
        (Part::Interactions, "interactions"),
        (Part::Review, "review"),
        (Part::Notes, "notes"),
        (Part::Messages, "messages"),
    ];
}

/// A model with all that a report says about it.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The file's name as people gave it; `-` for standard input.
    pub file: &'a str,
    /// The model.
    pub model: &'a ThreatModel,
    /// What follows from it.
    pub analysis: &'a Analysis,
    /// What reading the file and checking the model found.
    pub diagnostics: &'a [Diagnostic],
}

/// What a reader wants of a report.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Parts that are left out.
    pub without: Vec<Part>,
    /// When the report is made, as it is to be printed. Nothing: not said.
    pub made_at: Option<String>,
}

impl Settings {
    fn has(&self, part: Part) -> bool {
        !self.without.contains(&part)
    }
}

/// Makes a document of one or more models. Markdown and HTML documents of several models follow
/// one another; JSON gives `{"models": […]}`, SARIF and CSV one list.
pub fn report(subjects: &[Subject<'_>], kind: Kind, settings: &Settings) -> String {
    match kind {
        Kind::Html => html::write(subjects, settings),
        Kind::Markdown => markdown::write(subjects, settings),
        Kind::Csv => csv::write(subjects),
        Kind::Json => json::write(subjects),
        Kind::Sarif => sarif::write(subjects),
    }
}

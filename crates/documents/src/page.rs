//! What the page has made. What is asked and what is told besides bytes are JSON; a model comes as
//! the file that the page would save.

use crate::import::imported;
use serde::{Deserialize, Serialize};
use trustline_analysis::analyze;
use trustline_checks::{Levels, examine};
use trustline_formats::interactions::{self, Form};
use trustline_formats::{FileKind, Format, ReadError, Reading, read, write};
use trustline_model::Place;
use trustline_report::{Part, ReportKind, Settings, Sort, Subject, report};
use trustline_tables::{Owner, tables};

/// Why nothing could be made.
#[derive(Debug, Serialize)]
pub struct Failed {
    /// What went wrong.
    #[serde(rename = "error")]
    pub text: String,
    /// What to do about it.
    pub help: Option<&'static str>,
}

impl From<ReadError> for Failed {
    fn from(error: ReadError) -> Self {
        Self {
            text: error.to_string(),
            help: error.help(),
        }
    }
}

impl From<String> for Failed {
    fn from(text: String) -> Self {
        Self { text, help: None }
    }
}

/// The kinds of reports, the parts that can be left out, and how threats can be sorted.
#[derive(Serialize)]
pub struct Offer {
    kinds: Vec<Kind>,
    parts: Vec<&'static str>,
    sorts: Vec<&'static str>,
}

#[derive(Serialize)]
struct Kind {
    name: &'static str,
    label: &'static str,
    ending: &'static str,
    media: &'static str,
    choice: bool,
}

/// What reports there are.
pub fn offer() -> Offer {
    let kinds = ReportKind::ALL.iter().map(|kind| Kind {
        name: kind.name(),
        label: kind.label(),
        ending: kind.ending(),
        media: kind.media_type(),
        choice: kind.has_choice(),
    });
    Offer {
        kinds: kinds.collect(),
        parts: Part::ALL.iter().map(|(_, name)| *name).collect(),
        sorts: Sort::ALL.iter().map(|(_, name)| *name).collect(),
    }
}

/// What is asked of a report.
#[derive(Deserialize)]
pub struct Wanted {
    /// The name of the kind.
    pub kind: String,
    /// Names of the parts that are left out.
    pub without: Vec<String>,
    /// How threats are sorted, by its name.
    pub sort: String,
    /// The name of the file.
    pub file: String,
    /// When the report is made, for people.
    pub made_at: String,
}

/// The report on a file.
///
/// # Errors
/// The file cannot be read; there is no such kind.
pub fn report_of(bytes: &[u8], wanted: Wanted) -> Result<Vec<u8>, Failed> {
    let Reading { model, format, .. } = read(bytes)?;
    let kind = ReportKind::named(&wanted.kind)
        .ok_or_else(|| format!("there is no report of the kind `{}`", wanted.kind))?;
    let left_out = |(_, name): &&(Part, &str)| wanted.without.iter().any(|w| w == name);
    let without = Part::ALL.iter().filter(left_out).map(|(part, _)| *part);
    let settings = Settings {
        without: without.collect(),
        made_at: Some(wanted.made_at),
        sort: Sort::named(&wanted.sort).unwrap_or_default(),
        language: None,
    };
    let examined = examine(&model, &Levels::default());
    // Code scanning points into the file.
    let spots = (kind == ReportKind::SARIF).then(|| format.places());
    let subject = Subject {
        file: &wanted.file,
        model: &model,
        analysis: &examined.analysis,
        diagnostics: &examined.diagnostics,
        spots: spots.as_ref(),
    };
    Ok(report(&[subject], kind, &settings))
}

/// What is asked of interaction tables.
#[derive(Deserialize)]
pub struct WantedTables {
    /// The form, as the ending of a file.
    pub form: String,
    /// What a section is about.
    pub by: By,
}

/// What a section of interaction tables is about.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// A diagram.
    Diagram,
    /// An element.
    Element,
    /// A trust zone.
    Zone,
    /// One of these elements.
    Chosen(Vec<String>),
}

/// The interaction tables of a file.
///
/// # Errors
/// The file cannot be read; there is no such form.
pub fn tables_of(bytes: &[u8], wanted: WantedTables) -> Result<Vec<u8>, Failed> {
    let Reading { model, .. } = read(bytes)?;
    let form = Form::of(&format!(".{}", wanted.form))
        .ok_or_else(|| format!("there are no tables of the form `{}`", wanted.form))?;
    let owner = match wanted.by {
        By::Diagram => Owner::Diagram,
        By::Element => Owner::Element,
        By::Zone => Owner::Zone,
        By::Chosen(names) => Owner::Chosen(names),
    };
    let found = tables(&model, &analyze(&model), &owner);
    Ok(interactions::write(&found, form, &|_| None))
}

/// A file made of a document of interaction tables.
pub struct Made {
    /// The file.
    pub file: Vec<u8>,
    /// What there is to tell of it.
    pub told: Told,
}

/// What there is to tell of a file made of a document.
#[derive(Serialize)]
pub struct Told {
    /// How many elements there are, each counted once.
    pub elements: usize,
    /// How many pairs of them talk.
    pub pairs: usize,
    /// What is wrong with the document.
    pub findings: Vec<Found>,
}

/// One thing that is wrong with a document.
#[derive(Serialize)]
pub struct Found {
    /// How much it matters, in one word.
    pub severity: &'static str,
    /// The line in the document, where there is one.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Makes a file of a document of interaction tables, drawn with a template (a file as well).
///
/// # Errors
/// The document or the template cannot be read; the file cannot be written.
pub fn made_of(name: &str, document: &[u8], template: &[u8]) -> Result<Made, Failed> {
    let tables = interactions::read(document)?;
    let kb = read(template)?.model.knowledge_base;
    let kb = kb.ok_or_else(|| "there is no template in the file".to_owned())?;
    let built = imported(&tables, &kb, &[], name, &Levels::default());
    let written = write(&built.model, &Format::new(FileKind::TM7)).map_err(|e| e.to_string())?;
    let mut findings: Vec<Found> = Vec::new();
    findings.extend(built.findings.into_iter().map(|d| Found {
        severity: d.severity.as_str(),
        line: match d.place {
            Place::Text { line, .. } => Some(line),
            _ => None,
        },
        message: d.message,
        help: d.help,
    }));
    Ok(Made {
        file: written.bytes,
        told: Told {
            elements: built.elements,
            pairs: built.pairs,
            findings,
        },
    })
}

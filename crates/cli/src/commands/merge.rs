//! `trustline merge`: two states of a model that come from one, made into one again.

use crate::exit::{Exit, Failure};
use crate::input::{self, Input};
use crate::{output, terminal};
use clap::Args;
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use trustline_diff::{Conflict, Subject, merge};
use trustline_model::ThreatModel;

/// Merge two states of a model that come from one
///
/// Each part is merged by itself: state, priority and justification of a threat, properties and
/// place of an element, notes, records, entries of the template. Where both sides changed one part
/// otherwise, ours is taken; what one side deleted and the other changed stays. Each such conflict
/// is listed, also in OUT.conflicts.json, and the exit code is 1. What nobody changed is written as
/// it stands in OURS.
#[derive(Args)]
pub struct Merge {
    /// The model that both come from; an empty file if there was none
    #[arg(value_name = "BASE")]
    base: PathBuf,
    /// The model that is merged into
    #[arg(value_name = "OURS")]
    ours: PathBuf,
    /// The other model
    #[arg(value_name = "THEIRS")]
    theirs: PathBuf,
    /// The file to write, which may be OURS; `-` for standard output
    #[arg(short, long, value_name = "OUT")]
    output: String,
    /// Replace the file if it already exists and is not OURS
    #[arg(long)]
    force: bool,
}

impl Merge {
    pub fn run(self) -> Result<Exit, Failure> {
        let is_ours = same_file(Path::new(&self.output), &self.ours);
        output::must_be_new(&self.output, self.force || is_ours)?;
        let base = match fs::metadata(&self.base) {
            Ok(found) if found.is_file() && found.len() == 0 => ThreatModel::default(),
            _ => model(&self.base)?.reading.model,
        };
        let (ours, theirs) = (model(&self.ours)?, model(&self.theirs)?);
        let merged = merge(&base, &ours.reading.model, &theirs.reading.model);
        let bytes = output::bytes_again(&merged.model, &ours)?;
        output::write(&self.output, &bytes)?;
        for conflict in &merged.conflicts {
            terminal::warn(&conflict.told(&merged.model));
        }
        let listed = format!("{}.conflicts.json", self.output);
        if self.output != "-" {
            if merged.conflicts.is_empty() {
                // A list of an earlier merge would tell of what is no longer so.
                let _ = fs::remove_file(&listed);
            } else {
                let file = File {
                    base: self.base.display().to_string(),
                    ours: self.ours.display().to_string(),
                    theirs: self.theirs.display().to_string(),
                    conflicts: &merged.conflicts,
                    model: &merged.model,
                };
                output::write(&listed, file.text().as_bytes())?;
            }
            let conflicts = match merged.conflicts.len() {
                0 => "no conflict".to_owned(),
                n => format!("{}, listed in {listed}", terminal::counted(n, "conflict")),
            };
            terminal::say(&format!("wrote {}: {conflicts}", self.output));
        }
        Ok(match merged.conflicts.is_empty() {
            true => Exit::Done,
            false => Exit::Findings,
        })
    }
}

fn model(path: &Path) -> Result<Input, Failure> {
    let input = input::read(path)?;
    input.needs_model()?;
    Ok(input)
}

fn same_file(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// Conflicts as other tools read them.
struct File<'a> {
    base: String,
    ours: String,
    theirs: String,
    conflicts: &'a [Conflict],
    model: &'a ThreatModel,
}

#[derive(Serialize)]
struct Told<'a> {
    base: &'a str,
    ours: &'a str,
    theirs: &'a str,
    conflicts: Vec<ToldConflict<'a>>,
}

#[derive(Serialize)]
struct ToldConflict<'a> {
    kind: &'static str,
    subject: ToldSubject<'a>,
    #[serde(skip_serializing_if = "str::is_empty")]
    field: &'a str,
    base: Option<&'a str>,
    ours: Option<&'a str>,
    theirs: Option<&'a str>,
    taken: &'static str,
    message: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum ToldSubject<'a> {
    Model,
    Diagram(&'a str),
    Element {
        diagram: &'a str,
        id: &'a str,
    },
    Threat {
        #[serde(rename = "type")]
        threat_type: &'a str,
        source: &'a str,
        flow: &'a str,
        target: &'a str,
    },
    Record {
        of: &'a str,
        id: &'a str,
    },
    Template {
        of: &'a str,
        id: &'a str,
    },
}

impl File<'_> {
    fn text(&self) -> String {
        let conflicts = self.conflicts.iter().map(|c| ToldConflict {
            kind: c.kind.as_str(),
            subject: match &c.subject {
                Subject::Model => ToldSubject::Model,
                Subject::Diagram(id) => ToldSubject::Diagram(id.as_str()),
                Subject::Element(diagram, id) => ToldSubject::Element {
                    diagram: diagram.as_str(),
                    id: id.as_str(),
                },
                Subject::Threat(key) => ToldSubject::Threat {
                    threat_type: key.threat_type.as_str(),
                    source: key.source.as_str(),
                    flow: key.flow.as_str(),
                    target: key.target.as_str(),
                },
                Subject::Record(of, id) => ToldSubject::Record { of, id },
                Subject::Template(of, id) => ToldSubject::Template { of, id },
            },
            field: &c.field,
            base: c.base.as_deref(),
            ours: c.ours.as_deref(),
            theirs: c.theirs.as_deref(),
            taken: c.taken.as_str(),
            message: c.told(self.model),
        });
        let told = Told {
            base: &self.base,
            ours: &self.ours,
            theirs: &self.theirs,
            conflicts: conflicts.collect(),
        };
        let mut text = serde_json::to_string_pretty(&told).unwrap_or_default();
        text.push('\n');
        text
    }
}

//! `trustline check`: what is wrong with a model or a template.

use crate::baseline::Baseline;
use crate::exit::{Exit, Failure};
use crate::findings::{self, Checked, Shape};
use crate::input::{self, Input};
use crate::settings::{LevelOptions, examined};
use crate::terminal::println;
use crate::{output, terminal};
use anstream::adapter::strip_str;
use clap::{Args, ValueEnum};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::PathBuf;
use trustline_checks::{Levels, check_document, codes};
use trustline_formats::interactions;
use trustline_model::{Diagnostic, Severity, Spots, ThreatModel};

/// Check models and templates
///
/// Reports problems in diagrams, recorded decisions and the rules of the template, or in a document
/// of interaction tables (`.md`, `.csv`, `.xlsx`, `.docx`, `.html`). Every finding has a code; docs/diagnostics/ has
/// a page for each. Exits with code 1 if there is a finding at or above --deny.
#[derive(Args)]
pub struct Check {
    /// Models, templates, folders, or `-` for standard input
    #[arg(required_unless_present = "list", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Exit with code 1 at this level and above
    #[arg(long, value_enum, default_value_t = Deny::Error, value_name = "LEVEL")]
    deny: Deny,
    /// Print all findings instead of five of each kind
    #[arg(long)]
    all: bool,
    /// What to print
    #[arg(long, value_enum, default_value_t = Shape::Text)]
    format: Shape,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Leave out what an earlier version has as well: a file, a folder of files of the same names,
    /// or git:REVISION
    #[arg(long, value_name = "BASELINE")]
    baseline: Option<Baseline>,
    /// Name files by their paths below this folder
    #[arg(long, value_name = "FOLDER")]
    root: Option<PathBuf>,
    /// List every code with its level, and do nothing else
    #[arg(long)]
    list: bool,
    /// Interaction tables only: name a trust zone by one of its elements; may be repeated
    #[arg(long = "zone", value_name = "NAME=ELEMENT")]
    zones: Vec<String>,
    /// Interaction tables only: the template in which elements look for their stencils
    #[arg(
        long,
        value_name = "TEMPLATE",
        default_value = "builtin:infrastructure"
    )]
    template: String,
    #[command(flatten)]
    levels: LevelOptions,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    Never,
    Error,
    Warning,
    Info,
}

impl Check {
    pub fn run(self) -> Result<Exit, Failure> {
        let levels = self.levels.levels()?;
        if self.list {
            for check in codes() {
                let level = levels.of(check.code, check.level);
                let level = level.map_or("off", Severity::as_str);
                println!("{:<32} {level}", check.code);
            }
            return Ok(Exit::Done);
        }
        let is_document = |f: &&PathBuf| interactions::is_document(&f.to_string_lossy());
        let (written, models): (Vec<PathBuf>, Vec<PathBuf>) =
            self.files.iter().cloned().partition(|f| is_document(&f));
        let mut run = Run::new(&self, &levels);
        for document in written {
            let tables = input::interactions(&document)?;
            let zones = input::zones(&self.zones, &tables)?;
            let kb = input::template(&self.template)?;
            run.take(Checked {
                file: document.to_string_lossy().into_owned(),
                model: ThreatModel::default(),
                spots: Spots::default(),
                found: check_document(&tables, Some(&kb), &zones, &levels),
            });
        }
        let read = match models.is_empty() {
            true => Exit::Done,
            false => input::each(&models, |input| run.input(input))?,
        };
        Ok(run.finish()?.max(read))
    }

    /// The same for templates: folders are templates as text, models give the one they carry.
    pub fn templates(self) -> Result<Exit, Failure> {
        if self.list {
            return self.run();
        }
        let levels = self.levels.levels()?;
        let mut run = Run::new(&self, &levels);
        let mut worst = Exit::Done;
        for file in &self.files {
            let mut input = input::read(file)?;
            // Tests that name what is not there are wrong as well.
            let kb = input.knowledge_base()?;
            if let Err(error) = input.reading.format.trials(&kb) {
                let message = format!("`{}`: {error}", input.name);
                terminal::failure(&Failure::new(Exit::Findings, message));
                worst = Exit::Findings;
            }
            input.reading.model = ThreatModel {
                knowledge_base: Some(input.knowledge_base()?),
                ..ThreatModel::default()
            };
            worst = worst.max(run.input(input)?);
        }
        Ok(run.finish()?.max(worst))
    }

    /// The level from which on a finding makes the run fail.
    fn least(&self) -> Option<Severity> {
        match self.deny {
            Deny::Never => None,
            Deny::Error => Some(Severity::Error),
            Deny::Warning => Some(Severity::Warning),
            Deny::Info => Some(Severity::Info),
        }
    }
}

/// A run over several files.
struct Run<'a> {
    check: &'a Check,
    levels: &'a Levels,
    least: Option<Severity>,
    worst: Exit,
    text: String,
    files: Vec<Checked>,
}

impl<'a> Run<'a> {
    fn new(check: &'a Check, levels: &'a Levels) -> Self {
        Self {
            check,
            levels,
            least: check.least(),
            worst: Exit::Done,
            text: String::new(),
            files: Vec::new(),
        }
    }

    fn all(&self, input: &Input) -> Vec<Diagnostic> {
        let reading = &input.reading;
        examined(&reading.diagnostics, &reading.model, self.levels).diagnostics
    }

    fn input(&mut self, input: Input) -> Result<Exit, Failure> {
        let mut found = self.all(&input);
        if let Some(baseline) = &self.check.baseline {
            let before = baseline.of(&input)?;
            let mut known: HashMap<(&str, String), usize> = HashMap::new();
            for d in before.iter().flat_map(|before| self.all(before)) {
                *known.entry((d.code, d.message)).or_default() += 1;
            }
            let all = found.len();
            found.retain(|d| match known.get_mut(&(d.code, d.message.clone())) {
                Some(n) if *n > 0 => {
                    *n -= 1;
                    false
                }
                _ => true,
            });
            let left = all - found.len();
            terminal::say(&format!(
                "{}: {left} of {all} findings are in the baseline",
                input.name
            ));
        }
        let spots = match self.check.format {
            Shape::Text => Spots::default(),
            _ => input.reading.format.places(),
        };
        let file = match &self.check.root {
            Some(root) => input.below(root)?,
            None => input.name.clone(),
        };
        let model = input.reading.model;
        self.take(Checked {
            file,
            model,
            spots,
            found,
        });
        Ok(Exit::Done)
    }

    fn take(&mut self, mut checked: Checked) {
        checked.found.sort_by_key(|d| Reverse(d.severity));
        let mut found = checked.found.iter();
        if found.any(|d| findings::fails(d, self.least)) {
            self.worst = Exit::Findings;
        }
        if self.check.format != Shape::Text {
            self.files.push(checked);
            return;
        }
        let text = findings::text(
            &checked.file,
            &checked.model,
            &checked.found,
            self.check.all,
        );
        match self.check.output {
            Some(_) => self.text.push_str(&text),
            None => terminal::print(format_args!("{text}")),
        }
    }

    fn finish(self) -> Result<Exit, Failure> {
        let target = self.check.output.as_deref();
        let bytes = match self.check.format {
            Shape::Text => strip_str(&self.text).to_string().into_bytes(),
            shape => findings::write(shape, &self.files, self.least),
        };
        if self.check.format != Shape::Text || target.is_some() {
            output::write(target.unwrap_or("-"), &bytes)?;
        }
        Ok(self.worst)
    }
}

//! `trustline check`: what is wrong with a model or a template.

use crate::exit::{Exit, Failure};
use crate::findings::print;
use crate::input::{self, Input};
use crate::settings::{LevelOptions, diagnostics};
use crate::terminal;
use crate::terminal::println;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use trustline_checks::{Levels, check_document, codes, examine};
use trustline_formats::interactions;
use trustline_model::{Diagnostic, Severity, ThreatModel};

/// Check models and templates
///
/// Reports problems in diagrams, recorded decisions and the rules of the template, or in a document
/// of interaction tables (`.md`, `.csv`, `.xlsx`). Every finding has a code; docs/diagnostics/ has
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
    /// List every code with its level, and do nothing else
    #[arg(long)]
    list: bool,
    /// Interaction tables only: name a trust zone by one of its elements; may be repeated
    #[arg(long = "zone", value_name = "NAME=ELEMENT")]
    zones: Vec<String>,
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
        let all = self.all;
        let least = self.least();
        let is_document = |f: &&PathBuf| interactions::Form::of(&f.to_string_lossy()).is_some();
        let (written, models): (Vec<PathBuf>, Vec<PathBuf>) =
            self.files.iter().cloned().partition(|f| is_document(&f));
        let mut worst = Exit::Done;
        for document in written {
            let name = document.to_string_lossy();
            let tables = input::interactions(&document)?;
            let zones = input::zones(&self.zones)?;
            let mut found = check_document(&tables, &zones, &levels);
            found.sort_by_key(|d| std::cmp::Reverse(d.severity));
            print(&name, &ThreatModel::default(), &found, all);
            worst = worst.max(verdict(&found, least));
        }
        if models.is_empty() {
            return Ok(worst);
        }
        let exit = input::each(&models, |input| judge(&input, &levels, all, least))?;
        Ok(exit.max(worst))
    }

    /// The same for templates: folders are templates as text, models give the one they carry.
    pub fn templates(self) -> Result<Exit, Failure> {
        if self.list {
            return self.run();
        }
        let levels = self.levels.levels()?;
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
            worst = worst.max(judge(&input, &levels, self.all, self.least())?);
        }
        Ok(worst)
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

/// Prints what is wrong with an input.
fn judge(
    input: &Input,
    levels: &Levels,
    all: bool,
    least: Option<Severity>,
) -> Result<Exit, Failure> {
    let examined = examine(&input.reading.model, levels);
    let mut found = diagnostics(&input.reading.diagnostics, &examined.diagnostics, levels);
    found.sort_by_key(|d| std::cmp::Reverse(d.severity));
    print(&input.name, &input.reading.model, &found, all);
    Ok(verdict(&found, least))
}

fn verdict(found: &[Diagnostic], least: Option<Severity>) -> Exit {
    match least.is_some_and(|least| found.iter().any(|d| d.severity >= least)) {
        true => Exit::Findings,
        false => Exit::Done,
    }
}

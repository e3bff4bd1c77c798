//! `trustline check`: what is wrong with a model or a template.

use crate::input::{self, Input};
use crate::settings::{LevelOptions, READING, diagnostics};
use crate::terminal::{BLUE, FAINT, of_severity, printable, styled};
use crate::{Exit, Failure, terminal};
use anstream::println;
use clap::{Args, ValueEnum};
use std::collections::HashMap;
use std::path::PathBuf;
use trustline_analysis::{Levels, analyze_with, checks};
use trustline_model::{Severity, ThreatModel};

/// Check models and templates
///
/// Says what is wrong with a drawing, its recorded decisions and the rules of its template. Every
/// finding has a code; docs/diagnostics/ has a page for each. Ends with exit code 1 if something
/// at or above --deny was found.
#[derive(Args)]
pub struct Check {
    /// Models, templates, folders, or `-` for standard input
    #[arg(required_unless_present = "list", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// End with exit code 1 at this level and above
    #[arg(long, value_enum, default_value_t = Deny::Error, value_name = "LEVEL")]
    deny: Deny,
    /// Print every finding; otherwise five of each kind
    #[arg(long)]
    all: bool,
    /// Name every code with its level, and do nothing else
    #[arg(long)]
    list: bool,
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

/// So many findings of a kind are printed unless all are asked for.
const SHOWN: usize = 5;

impl Check {
    pub fn run(self) -> Result<Exit, Failure> {
        let levels = self.levels.levels()?;
        if self.list {
            let checks = checks::ALL.iter().map(|c| (c.code, c.level));
            let reading = READING.into_iter().map(|(code, level)| (code, Some(level)));
            for (code, level) in checks.chain(reading) {
                let level = levels.of(code, level).map_or("off", Severity::as_str);
                println!("{code:<32} {level}");
            }
            return Ok(Exit::Done);
        }
        let all = self.all;
        let least = self.least();
        input::each(&self.files, |input| judge(&input, &levels, all, least))
    }

    /// The same for templates: folders are templates as text, models give the one they carry.
    pub fn templates(self) -> Result<Exit, Failure> {
        if self.list {
            return self.run();
        }
        let levels = self.levels.levels()?;
        let mut worst = Exit::Done;
        for file in &self.files {
            let mut input = input::read(&file.to_string_lossy())?;
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
    let analysis = analyze_with(&input.reading.model, levels);
    let mut found = diagnostics(&input.reading.diagnostics, &analysis.diagnostics, levels);
    found.sort_by_key(|d| std::cmp::Reverse(d.severity));
    let mut shown: HashMap<&str, usize> = HashMap::new();
    for d in &found {
        let count = shown.entry(d.code).or_default();
        *count += 1;
        if *count > SHOWN && !all {
            continue;
        }
        println!(
            "{} {} {}",
            styled(
                of_severity(d.severity),
                &format!("{}[{}]", d.severity.as_str(), d.code)
            ),
            printable(&d.message),
            styled(FAINT, &format!("({})", input::place(input, d))),
        );
        if let Some(help) = &d.help {
            println!("  {} {}", styled(BLUE, "help:"), printable(help));
        }
    }
    let mut more: Vec<_> = shown
        .into_iter()
        .filter(|(_, n)| *n > SHOWN && !all)
        .collect();
    more.sort_unstable();
    for (code, count) in more {
        println!(
            "{}",
            styled(
                FAINT,
                &format!("… and {} more {code} (--all shows them)", count - SHOWN)
            )
        );
    }
    println!("{}: {}", printable(&input.name), terminal::counts(&found));
    let denied = least.is_some_and(|least| found.iter().any(|d| d.severity >= least));
    Ok(if denied { Exit::Findings } else { Exit::Done })
}

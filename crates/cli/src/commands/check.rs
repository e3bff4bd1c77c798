//! `trustline check`: what is wrong with a model or a template.

use crate::settings::{LevelOptions, READING, diagnostics};
use crate::terminal::{BLUE, FAINT, of_severity, printable, styled};
use crate::{Exit, Failure, input, terminal};
use anstream::println;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use trustline_analysis::{analyze_with, checks};
use trustline_model::Severity;

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
    /// End with exit code 1 at this level
    #[arg(long, value_enum, default_value_t = Deny::Error, value_name = "LEVEL")]
    deny: Deny,
    /// Name every check with its level, and do nothing else
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
        let least = match self.deny {
            Deny::Never => None,
            Deny::Error => Some(Severity::Error),
            Deny::Warning => Some(Severity::Warning),
            Deny::Info => Some(Severity::Info),
        };
        input::each(&self.files, |input| {
            let analysis = analyze_with(&input.reading.model, &levels);
            let mut found = diagnostics(&input.reading.diagnostics, &analysis.diagnostics, &levels);
            found.sort_by_key(|d| std::cmp::Reverse(d.severity));
            for d in &found {
                println!(
                    "{} {} {}",
                    styled(
                        of_severity(d.severity),
                        &format!("{}[{}]", d.severity.as_str(), d.code)
                    ),
                    printable(&d.message),
                    styled(FAINT, &format!("({})", input::place(&input, d))),
                );
                if let Some(help) = &d.help {
                    println!("  {} {}", styled(BLUE, "help:"), printable(help));
                }
            }
            println!("{}: {}", printable(&input.name), terminal::counts(&found));
            let denied = least.is_some_and(|least| found.iter().any(|d| d.severity >= least));
            Ok(if denied { Exit::Findings } else { Exit::Done })
        })
    }
}

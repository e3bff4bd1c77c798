//! `trustline report`: documents to hand around.

use super::analyze::Analyzed;
use crate::settings::LevelOptions;
use crate::{Exit, Failure, input, output, terminal};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};
use trustline_report::{Kind, Part, Settings, Subject};

/// Write a report of models
///
/// The full report is one self-contained HTML file: information, summary, diagrams, every
/// interaction with its picture and threats, notes and messages; it can be filtered, printed and
/// read in the dark. Without --output, HTML goes to NAME.report.html in the current folder, the
/// other formats to standard output.
#[derive(Args)]
pub struct Report {
    /// Models, folders, or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Kind of document
    #[arg(long, value_enum, default_value_t = Shape::Html)]
    format: Shape,
    /// Where to write to; `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Leave a part out; may be repeated
    #[arg(long, value_name = "PART", value_parser = part)]
    without: Vec<Part>,
    #[command(flatten)]
    levels: LevelOptions,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// The full report, one self-contained page
    Html,
    /// The full report as text
    Markdown,
    /// The list of threats for spreadsheets
    Csv,
    /// Everything for programs
    Json,
    /// For code scanning, SARIF 2.1.0
    Sarif,
}

fn part(word: &str) -> Result<Part, String> {
    let found = Part::ALL.iter().find(|(_, name)| *name == word);
    found.map(|(part, _)| *part).ok_or_else(|| {
        let names: Vec<&str> = Part::ALL.iter().map(|(_, name)| *name).collect();
        format!("parts are {}", names.join(", "))
    })
}

impl Report {
    pub fn run(self) -> Result<Exit, Failure> {
        let levels = self.levels.levels()?;
        let mut models: Vec<Analyzed> = Vec::new();
        let exit = input::each(&self.files, |input| {
            models.push(Analyzed::new(input, &levels)?);
            Ok(Exit::Done)
        })?;
        let kind = match self.format {
            Shape::Html => Kind::Html,
            Shape::Markdown => Kind::Markdown,
            Shape::Csv => Kind::Csv,
            Shape::Json => Kind::Json,
            Shape::Sarif => Kind::Sarif,
        };
        let Some(first) = models.first() else {
            return Ok(exit);
        };
        let subjects: Vec<Subject<'_>> = models.iter().map(Analyzed::subject).collect();
        let settings = Settings {
            without: self.without,
            made_at: Some(now()),
        };
        let document = trustline_report::report(&subjects, kind, &settings);
        let target = self.output.unwrap_or_else(|| match kind {
            Kind::Html if models.len() > 1 => "threat-models.report.html".to_owned(),
            Kind::Html => format!("{}.report.html", first.input.stem()),
            _ => "-".to_owned(),
        });
        output::write(&target, document.as_bytes())?;
        if target != "-" {
            terminal::say(&format!("wrote {target}"));
        }
        Ok(exit)
    }
}

/// The time, or the one that `SOURCE_DATE_EPOCH` names, so that reports can be made again.
fn now() -> String {
    let fixed = std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|s| s.parse().ok());
    let time = fixed.map_or_else(SystemTime::now, |s| {
        SystemTime::UNIX_EPOCH + Duration::from_secs(s)
    });
    let text = humantime::format_rfc3339_seconds(time).to_string();
    text.replace('T', " ").replace('Z', " UTC")
}

//! `trustline report`: documents to hand around.

use super::analyze::Analyzed;
use crate::exit::{Exit, Failure};
use crate::settings::LevelOptions;
use crate::{input, output, terminal};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
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
    /// Kind of document [default: what --output ends in, else html]
    #[arg(long, value_enum)]
    format: Option<Shape>,
    /// The file to write, or a folder that is there; `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Leave a part out; may be repeated
    #[arg(long, value_name = "PART", value_parser = parts())]
    without: Vec<String>,
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

fn parts() -> PossibleValuesParser {
    PossibleValuesParser::new(Part::ALL.map(|(_, name)| name))
}

/// The endings of files and the documents they stand for.
const ENDINGS: [(&str, Shape); 7] = [
    ("html", Shape::Html),
    ("htm", Shape::Html),
    ("md", Shape::Markdown),
    ("markdown", Shape::Markdown),
    ("csv", Shape::Csv),
    ("json", Shape::Json),
    ("sarif", Shape::Sarif),
];

impl Report {
    pub fn run(self) -> Result<Exit, Failure> {
        let levels = self.levels.levels()?;
        let mut models: Vec<Analyzed> = Vec::new();
        let exit = input::each(&self.files, |input| {
            models.push(Analyzed::new(input, &levels)?);
            Ok(Exit::Done)
        })?;
        let ending = self
            .output
            .as_deref()
            .and_then(|o| output::by_ending(o, &ENDINGS));
        let shape = output::agreed(self.format, ending, self.output.as_deref(), Shape::Html)?;
        let kind = match shape {
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
        let left_out = |(_, name): &&(Part, &str)| self.without.iter().any(|w| w == name);
        let without = Part::ALL
            .iter()
            .filter(left_out)
            .map(|(part, _)| *part)
            .collect();
        let settings = Settings {
            without,
            made_at: Some(now()),
        };
        let document = trustline_report::report(&subjects, kind, &settings);
        let (many, stem) = (models.len() > 1, first.input.stem());
        let name = if many {
            "threat-models.report".to_owned()
        } else {
            format!("{stem}.report")
        };
        let target = match &self.output {
            Some(folder) if Path::new(folder).is_dir() => {
                let ending = ENDINGS
                    .iter()
                    .find(|(_, s)| *s == shape)
                    .map_or("html", |(e, _)| e);
                Path::new(folder)
                    .join(format!("{name}.{ending}"))
                    .to_string_lossy()
                    .into_owned()
            }
            Some(file) => file.clone(),
            None if kind == Kind::Html => format!("{name}.html"),
            None => "-".to_owned(),
        };
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

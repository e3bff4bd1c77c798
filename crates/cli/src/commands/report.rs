//! `trustline report`: documents to hand around.

use super::analyze::Analyzed;
use crate::exit::{Exit, Failure};
use crate::settings::{LevelOptions, now};
use crate::{input, output, terminal};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::{Path, PathBuf};
use trustline_report::{Part, ReportKind, Settings, Sort, Subject, is_language};

/// Write a report on models
///
/// The full report is one self-contained HTML file: information, summary, diagrams, every
/// interaction with its picture and threats, notes and messages; it can be filtered, printed and
/// read in dark mode. Without --output, HTML goes to NAME.report.html in the current folder, the
/// other formats to standard output.
#[derive(Args)]
pub struct Report {
    /// Models, folders, or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Kind of document [default: what --output ends in, else html]
    #[arg(long, value_parser = kinds())]
    format: Option<ReportKind>,
    /// The file to write, or an existing folder; `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Leave a part out; may be repeated
    #[arg(long, value_name = "PART", value_parser = parts())]
    without: Vec<String>,
    /// How threats are sorted
    #[arg(long, value_name = "ORDER", value_parser = orders(), default_value = Sort::ALL[0].1)]
    sort: Sort,
    /// The language of the model's texts, such as `de` or `pt-BR`, for screen readers and hyphenation
    #[arg(long, value_name = "TAG", value_parser = language, default_value = "en")]
    lang: String,
    /// Name files by their paths below this folder
    #[arg(long, value_name = "FOLDER")]
    root: Option<PathBuf>,
    #[command(flatten)]
    levels: LevelOptions,
}

fn kinds() -> impl TypedValueParser<Value = ReportKind> {
    let values = ReportKind::ALL.iter();
    let values = values.map(|kind| PossibleValue::new(kind.name()).help(kind.about()));
    PossibleValuesParser::new(values)
        .try_map(|name| ReportKind::named(&name).ok_or("unknown kind of report"))
}

fn orders() -> impl TypedValueParser<Value = Sort> {
    let names = PossibleValuesParser::new(Sort::ALL.map(|(_, name)| name));
    names.try_map(|name| Sort::named(&name).ok_or("unknown order"))
}

fn language(tag: &str) -> Result<String, &'static str> {
    match is_language(tag) {
        true => Ok(tag.to_owned()),
        false => Err("not a language tag: write it like `de` or `pt-BR`"),
    }
}

fn parts() -> PossibleValuesParser {
    PossibleValuesParser::new(Part::ALL.map(|(_, name)| name))
}

impl Report {
    pub fn run(self) -> Result<Exit, Failure> {
        let levels = self.levels.levels()?;
        let mut models: Vec<Analyzed> = Vec::new();
        let exit = input::each(&self.files, |input| {
            let mut model = Analyzed::new(input, &levels)?;
            model.name_below(self.root.as_deref())?;
            models.push(model);
            Ok(Exit::Done)
        })?;
        let endings = ReportKind::ALL.iter();
        let endings = endings.flat_map(|kind| kind.endings().iter().map(|ending| (*ending, *kind)));
        let endings: Vec<(&str, ReportKind)> = endings.collect();
        let ending = self
            .output
            .as_deref()
            .and_then(|o| output::by_ending(o, &endings));
        let kind = output::agreed(
            self.format,
            ending,
            self.output.as_deref(),
            ReportKind::HTML,
        )?;
        let Some(first) = models.first() else {
            return Ok(exit);
        };
        if models.len() > 1 && !kind.holds_several() {
            let message = format!("a report of the kind {} holds one model", kind.label());
            return Err(Failure::new(Exit::Usage, message).help("make one report for each model"));
        }
        let (many, stem) = (models.len() > 1, first.input.stem());
        if kind == ReportKind::SARIF {
            models.iter_mut().for_each(Analyzed::locate);
        }
        let subjects: Vec<Subject<'_>> = models.iter().map(Analyzed::subject).collect();
        let left_out = |(_, name): &&(Part, &str)| self.without.iter().any(|w| w == name);
        let without = Part::ALL
            .iter()
            .filter(left_out)
            .map(|(part, _)| *part)
            .collect();
        let settings = Settings {
            without,
            made_at: Some(now().replace('T', " ").replace('Z', " UTC")),
            sort: self.sort,
            language: Some(self.lang),
        };
        let document = trustline_report::report(&subjects, kind, &settings);
        let name = if many {
            "threat-models.report".to_owned()
        } else {
            format!("{stem}.report")
        };
        let target = match &self.output {
            Some(folder) if Path::new(folder).is_dir() => Path::new(folder)
                .join(format!("{name}.{}", kind.ending()))
                .to_string_lossy()
                .into_owned(),
            Some(file) => file.clone(),
            None if kind.is_piped() => "-".to_owned(),
            None => format!("{name}.{}", kind.ending()),
        };
        output::write(&target, &document)?;
        if target != "-" {
            terminal::say(&format!("wrote {target}"));
        }
        Ok(exit)
    }
}

//! Findings as people read them: what is wrong, where, and what helps.

use crate::input;
use crate::terminal::{BLUE, FAINT, counts, of_severity, printable, styled};
use clap::ValueEnum;
use serde_json::json;
use std::collections::HashMap;
use std::fmt::Write;
use trustline_analysis::Analysis;
use trustline_drawing::escaped;
use trustline_model::harmless::{for_logs, json_for_logs};
use trustline_model::{Diagnostic, Severity, Spots, ThreatModel};
use trustline_report::{ReportKind, Settings, Subject};

/// What was found in a file.
pub struct Checked {
    pub file: String,
    pub model: ThreatModel,
    pub spots: Spots,
    pub found: Vec<Diagnostic>,
}

/// Findings of several files for other programs.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// For people
    Text,
    /// For programs; described in docs/diagnostics/README.md
    Json,
    /// For code scanning, SARIF 2.1.0
    Sarif,
    /// For CI that shows tests, JUnit XML
    Junit,
    /// For the log of GitHub Actions, which shows them beside the lines
    Github,
}

/// Writes findings; those at `least` and above fail.
pub fn write(shape: Shape, files: &[Checked], least: Option<Severity>) -> Vec<u8> {
    match shape {
        Shape::Text => Vec::new(),
        Shape::Json => json(files, least),
        Shape::Sarif => sarif(files),
        Shape::Junit => junit(files, least).into_bytes(),
        Shape::Github => github(files).into_bytes(),
    }
}

/// Whether a finding is at a level or above.
pub fn fails(d: &Diagnostic, least: Option<Severity>) -> bool {
    least.is_some_and(|least| d.severity >= least)
}

impl Checked {
    /// The line and column of a finding, where it has one.
    fn spot(&self, d: &Diagnostic) -> Option<(usize, usize)> {
        self.spots.of(&d.place, &self.model.threats)
    }
}

fn json(files: &[Checked], least: Option<Severity>) -> Vec<u8> {
    let finding = |file: &Checked, d: &Diagnostic| {
        let spot = file.spot(d);
        json!({
            "file": file.file,
            "line": spot.map(|(line, _)| line),
            "column": spot.map(|(_, column)| column),
            "place": input::place(&file.file, &file.model, d),
            "level": d.severity.as_str(),
            "code": d.code,
            "message": d.message,
            "help": d.help,
            "fails": fails(d, least),
        })
    };
    let each = files
        .iter()
        .flat_map(|f| f.found.iter().map(move |d| (f, d)));
    let document = json!({
        "version": 1,
        "files": files.iter().map(|f| &f.file).collect::<Vec<_>>(),
        "findings": each.map(|(file, d)| finding(file, d)).collect::<Vec<_>>(),
    });
    json_for_logs(format!("{document:#}\n").into_bytes())
}

fn sarif(files: &[Checked]) -> Vec<u8> {
    let nothing = Analysis::default();
    let subjects = files.iter().map(|file| Subject {
        file: &file.file,
        model: &file.model,
        analysis: &nothing,
        diagnostics: &file.found,
        spots: Some(&file.spots),
    });
    let subjects: Vec<Subject<'_>> = subjects.collect();
    trustline_report::report(&subjects, ReportKind::SARIF, &Settings::default())
}

/// A suite a file; a case a finding, which fails at `least` and above and is skipped below.
fn junit(files: &[Checked], least: Option<Severity>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"trustline check\">\n",
    );
    for file in files {
        let failures = file.found.iter().filter(|d| fails(d, least)).count();
        let name = escaped(&file.file);
        let (all, skipped) = (file.found.len().max(1), file.found.len() - failures);
        out.push_str(&format!("  <testsuite name=\"{name}\" tests=\"{all}\" failures=\"{failures}\" skipped=\"{skipped}\" errors=\"0\">\n"));
        if file.found.is_empty() {
            out.push_str(&format!(
                "    <testcase classname=\"{name}\" name=\"nothing found\"/>\n"
            ));
        }
        for d in &file.found {
            let (case, message) = (
                escaped(&format!("{}: {}", d.code, d.message)),
                escaped(&d.message),
            );
            let place = escaped(&input::place(&file.file, &file.model, d));
            let help = escaped(d.help.as_deref().unwrap_or_default());
            let line = file
                .spot(d)
                .map_or(String::new(), |(line, _)| format!(" line=\"{line}\""));
            let inner = match fails(d, least) {
                true => format!(
                    "<failure type=\"{}\" message=\"{message}\">{place}\n{help}</failure>",
                    d.severity.as_str()
                ),
                false => format!("<skipped message=\"{}: {message}\"/>", d.severity.as_str()),
            };
            out.push_str(&format!("    <testcase classname=\"{name}\" name=\"{case}\" file=\"{name}\"{line}>{inner}</testcase>\n"));
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// Workflow commands, one a finding; here they are meant.
fn github(files: &[Checked]) -> String {
    let data = |text: &str| {
        text.replace('%', "%25")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut out = String::new();
    for file in files {
        for d in &file.found {
            let level = match d.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            let (line, column) = file.spot(d).unwrap_or((1, 1));
            let help = d
                .help
                .as_ref()
                .map_or(String::new(), |help| format!("\n{help}"));
            out.push_str(&format!(
                "::{level} file={},line={line},col={column},title={}::{}\n",
                property(&file.file),
                property(d.code),
                data(&for_logs(&format!("{}{help}", d.message))),
            ));
        }
    }
    out
}

/// So many findings of a kind are printed unless all are asked for.
const SHOWN: usize = 5;

/// Findings for people, the worst first, and how many there are.
pub fn text(name: &str, model: &ThreatModel, found: &[Diagnostic], all: bool) -> String {
    let mut out = String::new();
    let mut shown: HashMap<&str, usize> = HashMap::new();
    for d in found {
        let count = shown.entry(d.code).or_default();
        *count += 1;
        if *count > SHOWN && !all {
            continue;
        }
        let _ = writeln!(
            out,
            "{} {} {}",
            styled(
                of_severity(d.severity),
                &format!("{}[{}]", d.severity.as_str(), d.code)
            ),
            printable(&d.message),
            styled(FAINT, &format!("({})", input::place(name, model, d))),
        );
        if let Some(help) = &d.help {
            let _ = writeln!(out, "  {} {}", styled(BLUE, "help:"), printable(help));
        }
    }
    let mut more: Vec<_> = shown
        .into_iter()
        .filter(|(_, n)| *n > SHOWN && !all)
        .collect();
    more.sort_unstable();
    for (code, count) in more {
        let _ = writeln!(
            out,
            "{}",
            styled(
                FAINT,
                &format!("… and {} more {code} (--all shows them)", count - SHOWN)
            )
        );
    }
    let _ = writeln!(out, "{}: {}", printable(name), counts(found));
    out
}

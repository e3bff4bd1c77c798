//! Our own documents with their expected texts beside them (`NAME.txt`, `NAME.svg`): what reading
//! refuses or remarks, what the checks find, which interactions and threats there are. Adding a
//! file to `tests/corpus/` adds tests; `cargo xtask bless` writes the expected texts.
//!
//! The documents of every model, the public ones included, keep the laws of their kinds.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::panic
)]

use std::collections::HashSet;
use std::fmt::Write;
use std::fs;
use std::sync::LazyLock;
use trustline_analysis::Analysis;
use trustline_checks::{Examined, Levels, examine};
use trustline_drawing::{Theme, draw, svg};
use trustline_formats::read;
use trustline_harness::{Case, Folder, Outcome, Trials, kept, root};
use trustline_model::{Diagnostic, Place, ThreatModel};
use trustline_report::{Part, ReportKind, Settings, Subject};

fn main() {
    let mut trials = Trials::from_arguments();
    let documents = |folder: Folder| folder.cases(&["tm7", "tb7"]);
    trials.each("expected", documents(Folder::OWN), expected);
    trials.each("laws", documents(Folder::OWN), laws);
    trials.each("laws", documents(Folder::EXAMPLES), laws);
    // Every eighth public model keeps the whole quick.
    trials.each(
        "laws",
        documents(Folder::MODELS).into_iter().step_by(8),
        laws,
    );
    trials.each("laws", documents(Folder::ODD), laws);
    trials.note_absent(Folder::MODELS);
    trials.run().exit();
}

/// A report of a kind that is text.
fn report(subjects: &[Subject<'_>], kind: ReportKind, settings: &Settings) -> String {
    String::from_utf8(trustline_report::report(subjects, kind, settings)).unwrap()
}

fn expected(case: &Case) -> Outcome {
    let bytes = case.bytes()?;
    kept(&case.beside(".txt"), &told(&bytes))?;
    if let Ok(reading) = read(&bytes)
        && let Some(diagram) = reading.model.diagrams.first()
        && ["small", "hostile-text"].contains(&case.stem().as_str())
    {
        let drawing = draw(diagram, reading.model.knowledge_base.as_deref());
        kept(
            &case.path.with_extension("svg"),
            &svg(&drawing, &Theme::LIGHT, &[]),
        )?;
    }
    Ok(())
}

/// What there is to tell about a file, as text.
fn told(bytes: &[u8]) -> String {
    let mut out = String::new();
    let reading = match read(bytes) {
        Ok(reading) => reading,
        Err(error) => {
            return format!(
                "refused: {error}\nhelp: {}\n",
                error.help().unwrap_or("none")
            );
        }
    };
    let model = &reading.model;
    let Examined {
        analysis,
        diagnostics,
    } = examine(model, &Levels::default());
    for d in reading.diagnostics.iter().chain(&diagnostics) {
        let _ = writeln!(out, "{d}{}", place(d));
        if let Some(help) = &d.help {
            let _ = writeln!(out, "  help: {help}");
        }
    }
    for interaction in &analysis.interactions {
        let [source, flow, target] = interaction.elements(model);
        let crosses: Vec<String> = interaction
            .boundaries(model)
            .iter()
            .map(|b| b.name().to_owned())
            .collect();
        let _ = writeln!(
            out,
            "interaction {}: {} -> {}, crosses [{}]",
            flow.name(),
            source.name(),
            target.name(),
            crosses.join(", ")
        );
    }
    for view in analysis.views(model) {
        let _ = writeln!(
            out,
            "threat {} {} {} {} {} {}: {}",
            view.threat.number,
            view.threat.key.threat_type,
            view.threat.origin.as_str(),
            view.threat.standing.as_str(),
            view.state().file_name(),
            view.priority(),
            view.title()
        );
    }
    if !analysis.removed.is_empty() {
        let _ = writeln!(out, "gone: {}", analysis.removed.len());
    }
    out
}

fn place(d: &Diagnostic) -> String {
    match &d.place {
        Place::Model | Place::Text { .. } => String::new(),
        Place::Diagram(id) => format!(" @ {id}"),
        Place::Elements(diagram, ids) => {
            format!(
                " @ {diagram}: {}",
                ids.iter()
                    .map(|i| i.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        }
        Place::ThreatType(id) => format!(" @ threat type {id}"),
        Place::Stencil(name) => format!(" @ stencil {name}"),
        Place::Threat(number) => format!(" @ threat {number}"),
    }
}

static JSON: LazyLock<jsonschema::Validator> = LazyLock::new(|| schema("docs/report-schema.json"));
static SARIF: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| schema("tests/schema/sarif-2.1.0.json"));

fn schema(path: &str) -> jsonschema::Validator {
    let text = fs::read_to_string(root().join(path)).unwrap();
    // The published schema has a lone `]` in a pattern, which only JavaScript takes for itself.
    let text = text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$");
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

fn laws(case: &Case) -> Outcome {
    let Ok(reading) = read(&case.bytes()?) else {
        return Ok(());
    };
    let model = reading.model;
    let Examined {
        analysis,
        diagnostics,
    } = examine(&model, &Levels::default());
    let diagnostics: Vec<Diagnostic> = reading
        .diagnostics
        .iter()
        .chain(&diagnostics)
        .cloned()
        .collect();
    let spots = reading.format.places();
    let subject = Subject {
        file: "folder/a model.tm7",
        model: &model,
        analysis: &analysis,
        diagnostics: &diagnostics,
        spots: Some(&spots),
    };
    let all = Settings {
        without: Vec::new(),
        made_at: Some("today".into()),
        ..Settings::default()
    };
    valid(&JSON, &report(&[subject], ReportKind::JSON, &all))?;
    valid(&JSON, &report(&[subject, subject], ReportKind::JSON, &all))?;
    valid(&SARIF, &report(&[subject], ReportKind::SARIF, &all))?;
    let rows = report(&[subject], ReportKind::CSV, &all);
    if csv_rows(&rows) != analysis.threats.len() + 1 {
        return Err(format!(
            "{} rows of CSV for {} threats",
            csv_rows(&rows),
            analysis.threats.len()
        )
        .into());
    }
    for without in [
        Vec::new(),
        Part::ALL.map(|(part, _)| part).to_vec(),
        vec![Part::Diagrams],
        vec![Part::Pictures],
    ] {
        let settings = Settings {
            without,
            made_at: None,
            ..Settings::default()
        };
        page(
            &report(&[subject], ReportKind::HTML, &settings),
            &model,
            &analysis,
            &settings,
        )?;
        report(&[subject], ReportKind::MARKDOWN, &settings);
    }
    page(
        &report(&[subject, subject], ReportKind::HTML, &all),
        &model,
        &analysis,
        &all,
    )
}

fn valid(schema: &jsonschema::Validator, text: &str) -> Outcome {
    let value = serde_json::from_str(text)?;
    match schema.iter_errors(&value).next() {
        None => Ok(()),
        Some(error) => Err(format!("{}: {error}", error.instance_path()).into()),
    }
}

/// Rows of a CSV text, quoted line breaks left aside.
fn csv_rows(text: &str) -> usize {
    let mut quoted = false;
    text.bytes()
        .filter(|b| {
            quoted ^= *b == b'"';
            *b == b'\n' && !quoted
        })
        .count()
}

/// Ids are unique, links lead somewhere, nothing is loaded or run that is not ours.
fn page(html: &str, model: &ThreatModel, analysis: &Analysis, settings: &Settings) -> Outcome {
    let mut ids = HashSet::new();
    for id in html
        .split(" id=\"")
        .skip(1)
        .filter_map(|r| r.split('"').next())
    {
        if !ids.insert(id) {
            return Err(format!("two elements have the id `{id}`").into());
        }
    }
    for target in html
        .split("href=\"#")
        .skip(1)
        .filter_map(|r| r.split('"').next())
    {
        if !ids.contains(target) {
            return Err(format!("nothing has the id `{target}`").into());
        }
    }
    if html.matches("<script").count() != 1 {
        return Err("a script that is not ours".into());
    }
    for tag in html.split('<').skip(1).filter_map(|r| r.split('>').next()) {
        // What stands in quotes is text; the rest of a tag is ours.
        let outside: String = tag.split('"').step_by(2).collect();
        if outside.contains(" on")
            || tag.contains("\"javascript:")
            || tag.starts_with("img")
            || tag.starts_with("b ")
        {
            return Err(format!("a tag that is not ours: {tag}").into());
        }
    }
    let threats = html.matches("<article class=\"threat\"").count();
    let shown = !settings.without.contains(&Part::Threats);
    let count = analysis.threats.len();
    if shown && threats != count && threats != 2 * count || !shown && threats > 0 {
        return Err(format!("{threats} threats on the page, {count} in the model").into());
    }
    if settings.without.is_empty() && html.matches("<figure").count() < model.diagrams.len() {
        return Err("a diagram has no picture".into());
    }
    Ok(())
}

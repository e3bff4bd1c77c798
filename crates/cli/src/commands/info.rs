//! `trustline info`: what a file is and holds.

use crate::exit::{Exit, Failure};
use crate::input;
use crate::terminal::println;
use crate::terminal::{STRONG, printable, styled};
use clap::Args;
use std::path::PathBuf;
use trustline_analysis::analyze;
use trustline_formats::is_native;
use trustline_model::{Form, State};

/// Summarize models and templates
#[derive(Args)]
pub struct Info {
    /// Models, templates, folders, or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Info {
    pub fn run(self) -> Result<Exit, Failure> {
        input::each(&self.files, |input| {
            print(&input);
            Ok(Exit::Done)
        })
    }
}

fn row(label: &str, value: &str) {
    if !value.trim().is_empty() {
        let value = value
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        println!("  {label:<14} {}", printable(&value));
    }
}

fn print(input: &input::Input) {
    let model = &input.reading.model;
    println!("{}", styled(STRONG, &input.name));
    let kind = input.reading.format.kind();
    let kind = match input.reading.format.is_folder() {
        true => format!("{} (folder)", kind.what()),
        false => format!("{} (.{})", kind.what(), kind.extension()),
    };
    let native = if is_native(&input.reading) {
        "native form"
    } else {
        "not in the native form; changes are patched in"
    };
    row("file", &format!("{kind}, {} bytes, {native}", input.size));
    for (label, text) in model.information.fields() {
        row(&label.to_lowercase().replace("external ", ""), text);
    }
    if let Some(kb) = &model.knowledge_base {
        row(
            "template",
            &format!(
                "{} {} by {}",
                kb.manifest.name, kb.manifest.version, kb.manifest.author
            ),
        );
        for part in kb.ingredients().iter().map(|o| &o.manifest) {
            row("", &format!("made of {} {}", part.name, part.version));
        }
        let drawn = || kb.stencils.iter().filter(|s| !s.is_origin());
        let generic = drawn().filter(|s| s.generic).count();
        row(
            "",
            &format!(
                "{generic} generic and {} other stencils, {} threat types in {} categories",
                drawn().count() - generic,
                kb.threat_types.len(),
                kb.categories.len()
            ),
        );
    }
    if input.reading.format.kind().is_template() {
        println!();
        return;
    }
    for (i, diagram) in model.diagrams.iter().enumerate() {
        let count =
            |of: &dyn Fn(&Form) -> bool| diagram.elements.iter().filter(|e| of(&e.form)).count();
        row(
            &format!("diagram {}", i + 1),
            &format!(
                "{}: {}, {}, {}, {}, {}",
                if diagram.name.trim().is_empty() {
                    "(unnamed)"
                } else {
                    &diagram.name
                },
                many(
                    count(&|f| matches!(f, Form::Process(_))),
                    "process",
                    "processes"
                ),
                many(
                    count(&|f| matches!(f, Form::DataStore(_))),
                    "data store",
                    "data stores"
                ),
                many(
                    count(&|f| matches!(f, Form::ExternalEntity(_))),
                    "external entity",
                    "external entities"
                ),
                many(
                    count(&|f| matches!(f, Form::DataFlow(_))),
                    "data flow",
                    "data flows"
                ),
                many(count(&|f| f.is_boundary()), "boundary", "boundaries"),
            ),
        );
    }
    let states = State::tally(model.threats.iter().map(|t| &t.state)).into_iter();
    let states: Vec<String> = states.map(|(state, n)| format!("{n} {state}")).collect();
    let list = if states.is_empty() {
        String::new()
    } else {
        format!(" ({})", states.join(", "))
    };
    row(
        "recorded",
        &format!("{} threats{list}", model.threats.len()),
    );
    let analysis = analyze(model);
    row(
        "derived",
        &format!(
            "{} threats from {} interactions",
            analysis.threats.len(),
            analysis.interactions.len()
        ),
    );
    if !model.generates() {
        row("", "threat generation is switched off");
    }
    row(
        "notes",
        &if model.notes.is_empty() {
            String::new()
        } else {
            model.notes.len().to_string()
        },
    );
    println!();
}

fn many(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

//! `trustline import`: models from documents that people wrote.

use crate::exit::{Exit, Failure};
use crate::findings;
use crate::settings::LevelOptions;
use crate::{input, output, terminal};
use clap::{Args, Subcommand};
use std::path::Path;
use trustline_analysis::analyze;
use trustline_documents::{Imported, imported};
use trustline_formats::{FileKind, Format};
use trustline_model::ThreatModel;

/// Make models from documents
#[derive(Subcommand)]
pub enum Import {
    Interactions(Interactions),
}

impl Import {
    pub fn run(self) -> Result<Exit, Failure> {
        match self {
            Import::Interactions(command) => command.run(),
        }
    }
}

/// Make a model from interaction tables
///
/// Reads Markdown, CSV, XLSX, HTML or DOCX with tables of Element A, Data-flow, Element B, Crosses boundary and
/// Details. The model gets one diagram per section and an overview diagram, boundaries around trust
/// zones, details as properties, and the threats of the template. Problems are reported.
#[derive(Args)]
pub struct Interactions {
    /// A document, or `-` for standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// The model to write [default: the name of the document, as .tm7]
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// The template to draw with
    #[arg(
        long,
        value_name = "TEMPLATE",
        default_value = "builtin:infrastructure"
    )]
    template: String,
    /// Name a trust zone, and its boundary, by one of its elements; may be repeated
    #[arg(long = "zone", value_name = "NAME=ELEMENT")]
    zones: Vec<String>,
    /// Replace the file if it already exists, unless people have decided on threats in it
    #[arg(long)]
    force: bool,
    /// With --force: replace it even so
    #[arg(long, requires = "force")]
    discard_decisions: bool,
    /// Print which stencil each element gets, and by which of its names
    #[arg(long)]
    explain: bool,
    /// Print all findings instead of five of each kind
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    levels: LevelOptions,
}

impl Interactions {
    fn run(self) -> Result<Exit, Failure> {
        let levels = self.levels.levels()?;
        let tables = input::interactions(&self.file)?;
        let zones = input::zones(&self.zones, &tables)?;
        let kb = input::template(&self.template)?;
        let stem = Path::new(&self.file).file_stem().unwrap_or_default();
        let stem = match stem.to_string_lossy().as_ref() {
            "-" | "" => "interactions".to_owned(),
            stem => stem.to_owned(),
        };
        let target = self.output.unwrap_or_else(|| format!("{stem}.tm7"));
        output::must_be_new(&target, self.force)?;
        if !self.discard_decisions {
            must_hold_no_decisions(&target)?;
        }
        let Imported {
            model,
            elements,
            pairs,
            drawn,
            findings,
            too_large,
        } = imported(&tables, &kb, &zones, &stem, &levels);
        for diagram in too_large {
            terminal::warn(&format!(
                "diagram `{diagram}` is larger than the canvas of the Microsoft tool: put parts of it into sections of their own"
            ));
        }
        let bytes = output::bytes_of(&model, &Format::new(FileKind::TM7))?;
        output::write(&target, &bytes)?;
        if target != "-" {
            let text = findings::text(&self.file, &ThreatModel::default(), &findings, self.all);
            terminal::print(format_args!("{text}"));
            if self.explain {
                for line in drawn {
                    terminal::print(format_args!("{line}\n"));
                }
            }
            terminal::say(&format!(
                "wrote {target}: {}, {}, {}, {}",
                terminal::counted(elements, "element"),
                terminal::counted(pairs, "connected pair"),
                terminal::counted(model.diagrams.len(), "diagram"),
                terminal::counted(model.threats.len(), "threat")
            ));
        }
        Ok(Exit::Done)
    }
}

/// An import makes a model anew: what people decided in the one that is there would be gone.
fn must_hold_no_decisions(target: &str) -> Result<(), Failure> {
    // What cannot be read holds nothing that anybody could miss.
    let there = Some(target).filter(|t| *t != "-" && Path::new(t).exists());
    let Some(Ok(input)) = there.map(input::read) else {
        return Ok(());
    };
    let model = &input.reading.model;
    let analysis = analyze(model);
    let decided = analysis.views(model).filter(|v| v.is_decided()).count();
    if decided == 0 {
        return Ok(());
    }
    let message = format!(
        "`{target}` holds decisions on {}, and an import makes the model anew",
        terminal::counted(decided, "threat")
    );
    let help = "write to another file with -o, or give --discard-decisions as well";
    Err(Failure::new(Exit::Output, message).help(help))
}

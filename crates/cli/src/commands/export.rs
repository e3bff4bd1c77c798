//! `trustline export`: documents that others read and edit.

use crate::exit::{Exit, Failure};
use crate::{input, output, terminal};
use clap::{Args, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};
use trustline_analysis::analyze;
use trustline_drawing::{Theme, draw, svg};
use trustline_formats::interactions::{Form, ICONS, write};
use trustline_model::interactions::{GROUPED, Section, plain};
use trustline_tables::{Owner, shared_names, tables};

/// Write documents from models
#[derive(Subcommand)]
pub enum Export {
    Interactions(Interactions),
}

impl Export {
    pub fn run(self) -> Result<Exit, Failure> {
        match self {
            Export::Interactions(command) => command.run(),
        }
    }
}

/// Write the interaction tables of a model
///
/// Every connected pair of elements is described in full once; other sections refer to it. Which
/// boundaries are crossed is computed. With Markdown and HTML, icons and pictures of the diagrams
/// are written as well.
#[derive(Args)]
pub struct Interactions {
    /// A model, or `-` for standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// The file to write, or `-` for standard output [default: Markdown on standard output]
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: String,
    /// The format [default: what --output ends in, else markdown]
    #[arg(long, value_enum)]
    format: Option<Shape>,
    /// One section per
    #[arg(long, value_enum, default_value_t = By::Diagram)]
    by: By,
    /// A section about this element; may be repeated, and replaces --by
    #[arg(long = "about", value_name = "ELEMENT")]
    about: Vec<String>,
    /// Write no icons and pictures
    #[arg(long)]
    no_pictures: bool,
    /// Replace the file if it already exists
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    Markdown,
    Csv,
    Xlsx,
    Html,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// Diagram
    Diagram,
    /// Element
    Element,
    /// Trust zone
    Zone,
}

impl Interactions {
    fn run(self) -> Result<Exit, Failure> {
        let input = input::read(&self.file)?;
        input.needs_model()?;
        let endings = [
            ("md", Shape::Markdown),
            ("markdown", Shape::Markdown),
            ("csv", Shape::Csv),
            ("xlsx", Shape::Xlsx),
            ("html", Shape::Html),
            ("htm", Shape::Html),
        ];
        let ending = output::by_ending(&self.output, &endings);
        let shape = output::agreed(self.format, ending, Some(&self.output), Shape::Markdown)?;
        let form = match shape {
            Shape::Markdown => Form::Markdown,
            Shape::Csv => Form::Csv,
            Shape::Xlsx => Form::Xlsx,
            Shape::Html => Form::Html,
        };
        let owner = match (self.about.is_empty(), self.by) {
            (false, _) => Owner::Chosen(self.about.clone()),
            (true, By::Diagram) => Owner::Diagram,
            (true, By::Element) => Owner::Element,
            (true, By::Zone) => Owner::Zone,
        };
        let model = &input.reading.model;
        let found = tables(model, &analyze(model), &owner);
        for (name, count) in shared_names(model) {
            terminal::warn(&format!(
                "{count} elements are called `{name}`: tables know elements by name, and make one of them; give them names of their own"
            ));
        }
        if let Some(name) = self.about.iter().find(|name| {
            let named = |s: &Section| {
                let title = plain(&s.title);
                title == plain(name) || title.trim_end_matches(GROUPED).trim() == plain(name)
            };
            !found.sections.iter().any(named)
        }) {
            let message = format!("no element `{name}` is connected to another one");
            return Err(Failure::new(Exit::Usage, message));
        }
        output::must_be_new(&self.output, self.force)?;
        // Pictures stand beside a document that is a file and shows them.
        let folder = Path::new(&self.output).parent().filter(|_| {
            self.output != "-" && !self.no_pictures && matches!(form, Form::Markdown | Form::Html)
        });
        let mut pictures: Vec<(String, String)> = Vec::new();
        let mut beside: Vec<(PathBuf, String)> = Vec::new();
        if let Some(folder) = folder {
            let stem = Path::new(&self.output).file_stem().unwrap_or_default();
            let below = format!("{}-pictures", stem.to_string_lossy());
            for (i, diagram) in model.diagrams.iter().enumerate() {
                let title = diagram.name.trim();
                if found.sections.iter().any(|s| s.title == title) {
                    let name = format!("{below}/{}.svg", i + 1);
                    let drawing = draw(diagram, model.knowledge_base.as_deref());
                    beside.push((folder.join(&name), svg(&drawing, &Theme::LIGHT, &[])));
                    pictures.push((title.to_owned(), name));
                }
            }
            if form == Form::Markdown {
                let icons = folder.join(ICONS.0);
                beside.extend(
                    ICONS
                        .1
                        .map(|(name, icon)| (icons.join(name), icon.to_owned())),
                );
            }
        }
        // What is there already and says the same stays; anything else is asked for first.
        beside.retain(|(path, text)| std::fs::read(path).ok().as_deref() != Some(text.as_bytes()));
        for (path, _) in &beside {
            output::must_be_new(&path.to_string_lossy(), self.force)?;
        }
        for (path, text) in &beside {
            let parent = path.parent().unwrap_or(Path::new("."));
            std::fs::create_dir_all(parent).map_err(|e| {
                let message = format!("`{}`: {}", parent.display(), trustline_disk::plain(&e));
                Failure::new(Exit::Output, message)
            })?;
            output::write(&path.to_string_lossy(), text.as_bytes())?;
        }
        let picture = |title: &str| {
            let found = pictures.iter().find(|(t, _)| t == title);
            found.map(|(_, path)| path.clone())
        };
        output::write(&self.output, &write(&found, form, &picture))?;
        if self.output != "-" {
            let rows: usize = found.sections.iter().map(|s| s.rows.len()).sum();
            terminal::say(&format!(
                "wrote {}: {} sections, {rows} rows",
                self.output,
                found.sections.len()
            ));
        }
        Ok(Exit::Done)
    }
}

//! `trustline convert`: one form to another.

use crate::exit::{Exit, Failure};
use crate::{input, output, terminal};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use trustline_formats::{FileKind, Format, complete, is_native, losses};
use trustline_model::{Diagram, Edit, ThreatModel, guid_for};

/// Convert between models and templates
///
/// A model to .tb7, .yaml or a folder extracts its template; an existing text is updated, and its
/// comments are kept. A template to .tm7 creates an empty model that uses it. A model to .tm7 is
/// rewritten in the native form, which fixes re-indented files and adds what the Microsoft tool
/// needs to open it; what is added, and what the native form cannot hold, is reported.
#[derive(Args)]
pub struct Convert {
    /// A model, a template, `builtin:core`, or `-` for standard input
    #[arg(value_name = "FROM")]
    from: PathBuf,
    /// The file to write, or `-` with --to
    #[arg(value_name = "TO")]
    to: String,
    /// The format to write, if the file name does not say
    #[arg(long = "to", value_enum, value_name = "FORM")]
    form: Option<Form>,
    /// Replace the file if it already exists
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A model with its template
    Tm7,
    /// A template
    Tb7,
    /// A template as text
    Yaml,
    /// A template as text, in the files of a folder
    Folder,
}

const ENDINGS: [(&str, Form); 4] = [
    ("tm7", Form::Tm7),
    ("tb7", Form::Tb7),
    ("yaml", Form::Yaml),
    ("yml", Form::Yaml),
];

impl Convert {
    pub fn run(self) -> Result<Exit, Failure> {
        let input = input::read(&self.from)?;
        if input.reading.format.kind().is_template() {
            input.warn_of_template();
        }
        let ending = output::by_ending(&self.to, &ENDINGS);
        let ending = match self.to.ends_with('/') || Path::new(&self.to).is_dir() {
            true => Some(Form::Folder),
            false => ending,
        };
        let form = match (self.form, ending) {
            (Some(form), Some(ending)) if form != ending => {
                let message = format!("the extension of `{}` does not match --to", self.to);
                return Err(Failure::new(Exit::Usage, message));
            }
            (Some(form), _) | (None, Some(form)) => form,
            (None, None) => {
                let message = format!("cannot infer the format from `{}`", self.to);
                return Err(Failure::new(Exit::Usage, message)
                    .help("end it in .tm7, .tb7, .yaml, or / for a folder, or use --to FORM"));
            }
        };
        output::must_be_new(&self.to, self.force)?;
        let text = match form {
            Form::Yaml => Some(output::TemplateForm::Yaml),
            Form::Folder => Some(output::TemplateForm::Folder),
            Form::Tm7 | Form::Tb7 => None,
        };
        if let Some(text) = text {
            if self.to == "-" && form == Form::Folder {
                let message = "a folder cannot be written to standard output";
                return Err(Failure::new(Exit::Usage, message));
            }
            let model = ThreatModel {
                knowledge_base: Some(input.knowledge_base()?),
                ..ThreatModel::default()
            };
            for lost in losses(&input.reading.model, FileKind::YAML) {
                terminal::warn(&lost.message);
            }
            output::template(&self.to, text, &model, Some(&input.reading.format))?;
            if self.to != "-" {
                terminal::say(&format!("wrote {}", self.to));
            }
            return Ok(Exit::Done);
        }
        let form = match form {
            Form::Tm7 => FileKind::TM7,
            _ => FileKind::TB7,
        };
        let mut model = input.reading.model.clone();
        if form == FileKind::TM7 && input.reading.format.kind().is_template() {
            model
                .apply(first_diagram(&model))
                .map_err(|e| Failure::new(Exit::Output, e.to_string()))?;
            model.generation_enabled = Some(true);
        }
        let completed = match form == FileKind::TM7 {
            true => complete(&mut model),
            false => Vec::new(),
        };
        // The same form, native and whole already: the bytes as they are.
        let same = form == input.reading.format.kind()
            && completed.is_empty()
            && is_native(&input.reading);
        let bytes = if same {
            input.reading.format.original()
        } else {
            for found in &input.reading.diagnostics {
                let fate = match found.code {
                    "unknown-content" => "left out, the native form has no place for it",
                    "missing-block" | "nil-port" | "foreign-namespace" => {
                        "written as the Microsoft tool needs it"
                    }
                    "id-on-several-diagrams" => "each diagram has ids of its own now",
                    "not-a-number" => "written as 0",
                    _ => continue,
                };
                terminal::warn(&format!("{}: {fate}", found.message));
            }
            for sentence in completed {
                terminal::warn(&sentence);
            }
            output::bytes_of(&model, &Format::new(form))?
        };
        output::write(&self.to, &bytes)?;
        if self.to != "-" {
            terminal::say(&format!("wrote {}", self.to));
        }
        Ok(Exit::Done)
    }
}

/// An empty diagram, as a new model of the original tool has.
fn first_diagram(model: &ThreatModel) -> Edit {
    let seed = model
        .knowledge_base
        .as_ref()
        .map(|kb| kb.manifest.id.clone())
        .unwrap_or_default();
    let id = guid_for(&format!("first diagram {seed}")).into();
    Edit::InsertDiagram {
        diagram: Diagram::new(id, "Diagram 1").into(),
        before: None,
    }
}

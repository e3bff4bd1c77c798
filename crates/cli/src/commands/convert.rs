//! `trustline convert`: one form to another.

use crate::{Exit, Failure, input, output, terminal};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use trustline_formats::{Format, Kind, is_native, write};
use trustline_model::{Diagram, Edit, Property, PropertyValue, guid_for};

/// Convert between models and templates
///
/// A model to .tb7 gives the template it carries. A template to .tm7 gives an empty model that
/// uses it. A model to .tm7 is written anew in the native form, which mends re-indented files;
/// what the native form cannot hold is named and left out.
#[derive(Args)]
pub struct Convert {
    /// A model, a template, `builtin:core`, or `-` for standard input
    #[arg(value_name = "FROM")]
    from: PathBuf,
    /// The file to write, or `-` with --to
    #[arg(value_name = "TO")]
    to: String,
    /// The form to write, if the file's name does not tell
    #[arg(long = "to", value_enum, value_name = "FORM")]
    form: Option<Form>,
    /// Replace the file if it is there already
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A model with its template
    Tm7,
    /// A template
    Tb7,
}

impl Convert {
    pub fn run(self) -> Result<Exit, Failure> {
        let input = input::read(&self.from.to_string_lossy())?;
        let ending = output::by_ending(&self.to, &[("tm7", Form::Tm7), ("tb7", Form::Tb7)]);
        let form = match (self.form, ending) {
            (Some(form), Some(ending)) if form != ending => {
                let message = format!(
                    "the ending of `{}` stands for another form than --to",
                    self.to
                );
                return Err(Failure::new(Exit::Usage, message));
            }
            (Some(form), _) | (None, Some(form)) => form,
            (None, None) => {
                let message = format!("`{}` does not tell which form to write", self.to);
                return Err(Failure::new(Exit::Usage, message)
                    .help("end it in .tm7 or .tb7, or say --to FORM"));
            }
        };
        if self.to != "-" && !self.force && Path::new(&self.to).exists() {
            let message = format!("`{}` is there already", self.to);
            return Err(Failure::new(Exit::Output, message).help("say --force to replace it"));
        }
        let form = match form {
            Form::Tm7 => Kind::Tm7,
            Form::Tb7 => Kind::Tb7,
        };
        let mut model = input.reading.model.clone();
        if form == Kind::Tm7 && input.reading.format.kind() == Kind::Tb7 {
            model
                .apply(first_diagram(&model))
                .map_err(|e| Failure::new(Exit::Output, e.to_string()))?;
            model.generation_enabled = Some(true);
        }
        // The same form and native already: the bytes as they are.
        let same = form == input.reading.format.kind() && is_native(&input.reading);
        let bytes = if same {
            input.reading.format.original()
        } else {
            for lost in input
                .reading
                .diagnostics
                .iter()
                .filter(|d| d.code == "unknown-content")
            {
                terminal::warn(&format!(
                    "{}: left out, the native form has no place for it",
                    lost.message
                ));
            }
            write(&model, &Format::new(form))
                .map_err(|e| Failure::new(Exit::Input, e.to_string()))?
        };
        output::write(&self.to, &bytes)?;
        if self.to != "-" {
            terminal::say(&format!("wrote {}", self.to));
        }
        Ok(Exit::Done)
    }
}

/// An empty diagram, as a new model of the original tool has.
fn first_diagram(model: &trustline_model::ThreatModel) -> Edit {
    let seed = model
        .knowledge_base
        .as_ref()
        .map(|kb| kb.manifest.id.clone())
        .unwrap_or_default();
    let name = "Diagram 1".to_owned();
    let property = |label: &str, value| Property {
        name: String::new(),
        label: label.into(),
        value,
    };
    Edit::InsertDiagram(
        0,
        Diagram {
            id: guid_for(&format!("first diagram {seed}")).into(),
            properties: vec![
                property("Diagram", PropertyValue::Heading),
                property("Name", PropertyValue::Text(name.clone())),
            ],
            name,
            elements: Vec::new(),
            zoom: "1".into(),
            kind: ("DRAWINGSURFACE".into(), "DRAWINGSURFACE".into()),
        },
    )
}

//! `trustline template new`: a template to begin with.

use crate::exit::{Exit, Failure};
use crate::{input, output, terminal};
use clap::Args;
use std::sync::Arc;
use std::time::SystemTime;
use trustline_formats::{FileKind, Format};
use trustline_model::{ThreatModel, guid_for};

/// Create a template
///
/// Writes a small template as text, with comments, one threat type and its test; or, with --from,
/// a copy of another one. It gets its own id.
#[derive(Args)]
pub struct New {
    /// The name of the template
    #[arg(value_name = "NAME")]
    name: String,
    /// The file to write: a `.yaml`, a `.tb7`, or a folder with a `/` at its end [default: the name, as .yaml]
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Start from a copy of this template
    #[arg(long, value_name = "TEMPLATE")]
    from: Option<String>,
    /// The author
    #[arg(long, value_name = "NAME", default_value = "")]
    author: String,
    /// Replace the file if it already exists
    #[arg(long)]
    force: bool,
}

impl New {
    pub fn run(self) -> Result<Exit, Failure> {
        if self.name.trim().is_empty() {
            return Err(Failure::new(Exit::Usage, "a template needs a name"));
        }
        let (mut model, format) = match &self.from {
            Some(from) => {
                let input = input::read(from)?;
                let kb = input.knowledge_base()?;
                let model = ThreatModel {
                    knowledge_base: Some(kb),
                    ..ThreatModel::default()
                };
                (model, Format::new(FileKind::YAML))
            }
            None => {
                // INVARIANT: a test reads the starter.
                let reading = trustline_formats::read(trustline_library::STARTER.as_bytes());
                let reading = reading.map_err(|e| Failure::new(Exit::Input, e.to_string()))?;
                (reading.model, reading.format)
            }
        };
        if let Some(kb) = model.knowledge_base.as_mut().map(Arc::make_mut) {
            let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
            kb.manifest.id = guid_for(&format!("{} {}", self.name, now.as_nanos()));
            kb.manifest.name = self.name.clone();
            kb.manifest.author = self.author;
            kb.manifest.version = "1.0.0.0".into();
        }
        let target = self.output.unwrap_or_else(|| {
            let name: String = self
                .name
                .chars()
                .map(|c| if c.is_alphanumeric() { c } else { '-' })
                .collect();
            format!("{}.yaml", name.to_lowercase())
        });
        output::must_be_new(&target, self.force)?;
        let form = output::template_form(&target)?;
        output::template(&target, form, &model, Some(&format))?;
        if target != "-" {
            terminal::say(&format!("wrote {target}"));
        }
        Ok(Exit::Done)
    }
}

//! `trustline template merge`: several templates into one.

use crate::exit::{Exit, Failure};
use crate::{input, output, terminal};
use clap::Args;
use std::sync::Arc;
use trustline_model::ThreatModel;
use trustline_templates::combine;

/// Combine several templates into one
///
/// Entries with the same id are merged; where templates conflict, the first takes precedence and the
/// conflict is reported. The new template records which one each entry comes from.
#[derive(Args)]
pub struct Merge {
    /// Templates: .tb7, models, `builtin:core`; the first takes precedence
    #[arg(required = true, num_args = 2.., value_name = "TEMPLATE")]
    templates: Vec<String>,
    /// The .tb7, .yaml or folder (a `/` at its end) to write, or `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    output: String,
    /// Write nothing and exit with code 1 if the templates conflict
    #[arg(long)]
    strict: bool,
    /// Replace the file if it already exists
    #[arg(long)]
    force: bool,
}

impl Merge {
    pub fn run(self) -> Result<Exit, Failure> {
        if self.templates.iter().filter(|t| *t == "-").count() > 1 {
            let message = "standard input can be read only once";
            return Err(Failure::new(Exit::Usage, message));
        }
        let parts = self.templates.iter().map(|name| input::template(name));
        let parts = parts.collect::<Result<Vec<_>, _>>()?;
        let combined = combine(&parts.iter().map(Arc::as_ref).collect::<Vec<_>>());
        for conflict in &combined.conflicts {
            terminal::warn(&conflict.to_string());
        }
        let conflicts = combined.conflicts.len();
        if self.strict && conflicts > 0 {
            terminal::say(&format!("{conflicts} conflicts; nothing was written"));
            return Ok(Exit::Findings);
        }
        output::must_be_new(&self.output, self.force)?;
        let form = output::template_form(&self.output)?;
        let kb = combined.knowledge_base;
        let said = format!(
            "{} {}: {} stencils, {} threat types; conflicts: {conflicts}",
            kb.manifest.name,
            kb.manifest.version,
            kb.stencils.iter().filter(|s| !s.is_origin()).count(),
            kb.threat_types.len(),
        );
        let model = ThreatModel {
            knowledge_base: Some(Arc::new(kb)),
            ..ThreatModel::default()
        };
        output::template(&self.output, form, &model, None)?;
        terminal::say(&said);
        if self.output != "-" {
            terminal::say(&format!("wrote {}", self.output));
        }
        Ok(Exit::Done)
    }
}

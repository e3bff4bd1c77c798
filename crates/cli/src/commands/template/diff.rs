//! `trustline template diff`: what differs between two templates, by meaning.

use crate::exit::{Exit, Failure};
use crate::terminal::println;
use crate::terminal::{GREEN, RED, YELLOW, printable, styled};
use crate::{input, output};
use clap::{Args, ValueEnum};
use serde_json::json;
use trustline_model::Manifest;
use trustline_model::harmless::json_for_logs;
use trustline_templates::compare::{Difference, What, compare};

/// Show the differences between two templates
///
/// Entries are matched by id, attributes and threat properties by name. The order of entries and the
/// file format make no difference; the order of values does.
#[derive(Args)]
pub struct Diff {
    /// The old template: a .tb7, a model, `builtin:core`, or `-`
    #[arg(value_name = "OLD")]
    old: String,
    /// The new template
    #[arg(value_name = "NEW")]
    new: String,
    /// What to print
    #[arg(long, value_enum, default_value_t = Shape::Text)]
    format: Shape,
    /// Exit with code 1 if they differ
    #[arg(long)]
    check: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// One line per difference
    Text,
    /// For programs
    Json,
}

impl Diff {
    pub fn run(self) -> Result<Exit, Failure> {
        if self.old == "-" && self.new == "-" {
            let message = "standard input can be read only once";
            return Err(Failure::new(Exit::Usage, message));
        }
        let (old, new) = (input::template(&self.old)?, input::template(&self.new)?);
        let differences = compare(&old, &new);
        match self.format {
            Shape::Text => print(&differences),
            Shape::Json => {
                let document = json!({
                    "old": manifest(&old.manifest),
                    "new": manifest(&new.manifest),
                    "differences": differences.iter().map(entry).collect::<Vec<_>>(),
                });
                output::write("-", &json_for_logs(format!("{document:#}\n").into_bytes()))?;
            }
        }
        let found = self.check && !differences.is_empty();
        Ok(if found { Exit::Findings } else { Exit::Done })
    }
}

fn print(differences: &[Difference]) {
    let count = |of: fn(&What) -> bool| differences.iter().filter(|d| of(&d.what)).count();
    for difference in differences {
        let line = difference.to_string();
        match difference.what {
            What::Added => println!("{}", styled(GREEN, &line)),
            What::Removed => println!("{}", styled(RED, &line)),
            What::Changed { .. } => println!("{}", styled(YELLOW, &line)),
            What::Moved { .. } => println!("{}", printable(&line)),
        }
    }
    if differences.is_empty() {
        println!("no differences");
        return;
    }
    println!(
        "{} added, {} removed, {} changed, {} moved",
        count(|w| *w == What::Added),
        count(|w| *w == What::Removed),
        count(|w| matches!(w, What::Changed { .. })),
        count(|w| matches!(w, What::Moved { .. })),
    );
}

fn manifest(manifest: &Manifest) -> serde_json::Value {
    json!({
        "name": manifest.name,
        "id": manifest.id,
        "version": manifest.version,
        "author": manifest.author,
    })
}

fn entry(difference: &Difference) -> serde_json::Value {
    let mut entry = json!({
        "subject": difference.subject.as_str(),
        "id": difference.id,
        "name": difference.name,
    });
    let (what, more) = match &difference.what {
        What::Added => ("added", json!({})),
        What::Removed => ("removed", json!({})),
        What::Changed {
            field,
            before,
            after,
        } => (
            "changed",
            json!({ "field": field, "before": before, "after": after }),
        ),
        What::Moved { before, after } => ("moved", json!({ "before": before, "after": after })),
    };
    if let Some(fields) = entry.as_object_mut() {
        fields.extend(difference.of.iter().map(|of| ("of".into(), json!(of))));
        fields.insert("what".into(), json!(what));
        fields.extend(more.as_object().cloned().unwrap_or_default());
    }
    entry
}

//! `trustline update`: writes the threats that follow from the drawing back into the model.

use crate::exit::{Exit, Failure};
use crate::settings::{LevelOptions, examined, is_blind};
use crate::terminal::println;
use crate::terminal::{GREEN, RED, STRONG, YELLOW, printable, styled};
use crate::{input, output, terminal};
use clap::{Args, ValueEnum};
use std::collections::HashMap;
use std::path::PathBuf;
use trustline_analysis::{Update as Changes, analyze, update};
use trustline_model::{Threat, ThreatKey, ThreatModel, threat_property};

/// Bring the recorded threats of models up to date
///
/// New threats are added, unedited ones that no longer follow from the diagrams are removed, and
/// titles follow renamed elements. Every decision is kept. The file is replaced in one step, and
/// left alone if someone else changed it meanwhile or if nothing changes.
#[derive(Args)]
pub struct Update {
    /// Models, folders, or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Show what would change, write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write nothing, and exit with code 1 if something would change
    #[arg(long)]
    check: bool,
    /// With --check, let these differences pass; `words`: titles and other texts that would change
    #[arg(long, value_enum, value_name = "WHAT", requires = "check")]
    ignore: Vec<Ignored>,
    /// Write to this file instead (one model only); `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    #[command(flatten)]
    levels: LevelOptions,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ignored {
    /// Texts that follow renamed elements, or a template whose words changed
    Words,
}

impl Update {
    pub fn run(self) -> Result<Exit, Failure> {
        if self.output.is_some() && input::found(&self.files)?.files.len() > 1 {
            return Err(Failure::new(Exit::Usage, "--output takes one model"));
        }
        input::each(&self.files, |input| self.one(input))
    }

    /// Whether nothing can change because nothing is looked at.
    fn is_blind(&self, input: &input::Input) -> Result<bool, Failure> {
        let levels = self.levels.levels()?;
        let reading = &input.reading;
        let examined = examined(&reading.diagnostics, &reading.model, &levels);
        Ok(is_blind(&input.name, &examined.diagnostics))
    }

    fn one(&self, input: input::Input) -> Result<Exit, Failure> {
        input.needs_model()?;
        let mut model = input.reading.model.clone();
        let changes = update(&model, &analyze(&model));
        let to_stdout =
            self.output.as_deref() == Some("-") || (self.output.is_none() && input.path.is_none());
        if self.dry_run || self.check {
            print(&input.name, &model, &changes);
            let words = self.ignore.contains(&Ignored::Words) || changes.reworded.is_empty();
            let same = words && changes.added.is_empty() && changes.removed.is_empty();
            let passes = !self.check || (same & !self.is_blind(&input)?);
            return Ok(if passes { Exit::Done } else { Exit::Findings });
        }
        let counts = (
            changes.added.len(),
            changes.removed.len(),
            changes.reworded.len(),
        );
        let nothing = changes.is_empty();
        if !nothing {
            let refused = |e: trustline_model::EditError| {
                Failure::new(Exit::Input, format!("`{}`: {e}", input.name))
                    .help("see `trustline check`")
            };
            model.apply(changes.edit(&model)).map_err(refused)?;
        }
        let bytes = match nothing {
            true => input.reading.format.original(),
            false => output::bytes_again(&model, &input)?,
        };
        match (&self.output, &input.path) {
            _ if to_stdout => output::write("-", &bytes)?,
            (Some(target), _) => output::write(target, &bytes)?,
            (None, Some(path)) if !nothing => {
                output::overwrite(path, &input.reading.format.original(), &bytes)?
            }
            _ => {}
        }
        let (added, removed, reworded) = counts;
        terminal::say(&match nothing {
            true => format!("{}: up to date", input.name),
            false => format!(
                "{}: {added} added, {removed} removed, {reworded} reworded",
                input.name
            ),
        });
        Ok(Exit::Done)
    }
}

fn print(name: &str, old: &ThreatModel, changes: &Changes) {
    if changes.is_empty() {
        println!("{}: up to date", printable(name));
        return;
    }
    println!("{}", styled(STRONG, name));
    let by_key = |threats: &'_ [Threat]| -> HashMap<ThreatKey, Threat> {
        threats.iter().map(|t| (t.key.clone(), t.clone())).collect()
    };
    let (before, after) = (by_key(&old.threats), by_key(&changes.threats));
    let title = |t: &Threat| printable(t.property(threat_property::TITLE));
    for key in &changes.removed {
        if let Some(t) = before.get(key) {
            println!("{}", styled(RED, &format!("- {} {}", t.number, title(t))));
        }
    }
    for key in &changes.reworded {
        if let (Some(was), Some(is)) = (before.get(key), after.get(key)) {
            println!(
                "{}",
                styled(YELLOW, &format!("~ {} {}", is.number, title(is)))
            );
            for (property, value) in &is.properties {
                let before = was.property(property);
                if before != value {
                    println!(
                        "    {}: {} → {}",
                        printable(property),
                        printable(before),
                        printable(value)
                    );
                }
            }
        }
    }
    for key in &changes.added {
        if let Some(t) = after.get(key) {
            println!("{}", styled(GREEN, &format!("+ {} {}", t.number, title(t))));
        }
    }
    println!(
        "{} added, {} removed, {} reworded",
        changes.added.len(),
        changes.removed.len(),
        changes.reworded.len()
    );
}

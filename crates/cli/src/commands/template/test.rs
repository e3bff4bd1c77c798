//! `trustline template test`: the tests that templates as text bring along.

use crate::exit::{Exit, Failure};
use crate::input;
use crate::terminal::{self, FAINT, RED, counted, printable, println, styled};
use clap::Args;
use trustline_formats::FileKind;
use trustline_model::{KnowledgeBase, ThreatTypeId};
use trustline_templates::try_all;

/// Run the tests of templates
///
/// Each test is a small interaction with the threat types that must and must not appear. Exits with
/// code 1 if one fails, or, with --complete, if a threat type fires in no test or is suppressed
/// in none.
#[derive(Args)]
pub struct Test {
    /// Templates as text: files or folders
    #[arg(required = true, value_name = "TEMPLATE")]
    templates: Vec<String>,
    /// Fail if a threat type fires in no test or is suppressed in none
    #[arg(long)]
    complete: bool,
}

impl Test {
    pub fn run(self) -> Result<Exit, Failure> {
        let mut worst = Exit::Done;
        for name in &self.templates {
            let input = input::read(name)?;
            let kb = input.knowledge_base()?;
            let trials = input.reading.format.trials(&kb).map_err(|error| {
                let failure = Failure::new(Exit::Input, format!("`{name}`: {error}"));
                match error.help() {
                    Some(help) => failure.help(help),
                    None => failure,
                }
            })?;
            if trials.is_empty() && input.reading.format.kind() != FileKind::YAML {
                println!("{}: this form brings no tests along", printable(name));
                if self.complete {
                    worst = Exit::Findings;
                    terminal::say("--complete fails: nothing was tested");
                }
                continue;
            }
            let outcome = try_all(&kb, &trials);
            for failure in &outcome.failures {
                let trial = trials.get(failure.trial);
                let (file, called) = trial.map_or(("", ""), |t| (&t.place.0, &t.name));
                let path = match file {
                    "" => name.clone(),
                    file => format!("{}/{file}", name.trim_end_matches('/')),
                };
                let called = match called {
                    "" => String::new(),
                    called => format!(" in `{called}`"),
                };
                println!(
                    "{} {}{} {}",
                    styled(RED, "failed:"),
                    printable(&failure.message),
                    printable(&called),
                    styled(FAINT, &format!("({path}:{})", failure.line)),
                );
            }
            list(&kb, "no test fires", &outcome.never_fired);
            list(&kb, "no test suppresses", &outcome.never_off);
            let incomplete = !outcome.never_fired.is_empty() || !outcome.never_off.is_empty();
            println!(
                "{}: {}, {} failed; {} of {} threat types fire in one, {} are suppressed in one",
                printable(name),
                counted(outcome.tests, "test"),
                outcome.failures.len(),
                kb.threat_types.len() - outcome.never_fired.len(),
                kb.threat_types.len(),
                kb.threat_types.len() - outcome.never_fired.len() - outcome.never_off.len(),
            );
            if !outcome.failures.is_empty() || (self.complete && incomplete) {
                worst = Exit::Findings;
            }
        }
        Ok(worst)
    }
}

fn list(kb: &KnowledgeBase, what: &str, ids: &[ThreatTypeId]) {
    const SHOWN: usize = 10;
    for id in ids.iter().take(SHOWN) {
        let title = kb.threat_type(id).map_or("", |t| t.title.as_str());
        println!(
            "{} {}",
            styled(FAINT, &format!("{what}:")),
            printable(&format!("{id} {title}"))
        );
    }
    if ids.len() > SHOWN {
        let more = format!("… and {} more that {what}", ids.len() - SHOWN);
        println!("{}", styled(FAINT, &more));
    }
}

//! `trustline template`: writing, testing and changing templates. One file a command.

mod new;
mod stats;
mod test;

use super::check::Check;
use super::convert::Convert;
use crate::{Exit, Failure};
use clap::{Args, Subcommand};

/// Write, check, test and convert templates
///
/// A template is a `.tb7`, a `.yaml`, or a folder of YAML files; a model gives the template it
/// carries; `builtin:NAME` is one that comes with Trustline.
#[derive(Args)]
pub struct Template {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    New(new::New),
    /// Check templates
    ///
    /// Says which rules name what is not there, never fire or contradict themselves, which names
    /// and ids repeat, which attributes no rule asks for. Every finding has a code;
    /// docs/diagnostics/ has a page for each.
    Check(Check),
    Test(test::Test),
    /// Convert templates between .tb7, .yaml and folders
    Convert(Convert),
    Stats(stats::Stats),
}

impl Template {
    pub fn run(self) -> Result<Exit, Failure> {
        match self.command {
            Command::New(command) => command.run(),
            Command::Check(command) => command.templates(),
            Command::Test(command) => command.run(),
            Command::Convert(command) => command.run(),
            Command::Stats(command) => command.run(),
        }
    }
}

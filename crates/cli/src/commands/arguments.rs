//! The command line as a whole: every command by its name.

use crate::exit::{Exit, Failure};
use clap::{CommandFactory, Parser, Subcommand};

/// Threat modeling for every platform.
///
/// Reads, analyzes, draws and writes the models (.tm7) and templates (.tb7) of the Microsoft Threat
/// Modeling Tool: the same threats, the same bytes, no decision lost.
#[derive(Parser)]
#[command(name = "trustline", version, max_term_width = 100, disable_help_subcommand = true, after_help = AFTER_HELP)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Files: a model, a template, a folder (searched for models), `-` for standard input, or
`builtin:core` for the template that comes with Trustline.

Exit codes:
  0  success, and no failure condition was met
  1  findings: --fail-on or --deny matched, --check found a difference, or a merge a conflict
  2  the command line is wrong
  3  an input cannot be read or understood
  4  an output cannot be written

Examples:
  trustline open model.tm7
  trustline analyze model.tm7
  trustline analyze models/ --fail-on \"state is 'Not Started' and priority is 'High'\"
  trustline report model.tm7
  trustline explain model.tm7 12
  trustline update model.tm7 --dry-run";

#[derive(Subcommand)]
enum Command {
    Open(super::open::Open),
    Analyze(super::analyze::Analyze),
    Report(super::report::Report),
    Draw(super::draw::Draw),
    Check(super::check::Check),
    Explain(super::explain::Explain),
    #[command(subcommand)]
    Import(super::import::Import),
    #[command(subcommand)]
    Export(super::export::Export),
    Convert(super::convert::Convert),
    Info(super::info::Info),
    Update(super::update::Update),
    Merge(super::merge::Merge),
    #[command(subcommand)]
    Template(super::template::Template),
    Page(super::page::Page),
    Completions(super::shell::Completions),
    Manual(super::shell::Manual),
}

impl Arguments {
    /// Runs the command.
    pub fn run(self) -> Result<Exit, Failure> {
        match self.command {
            Command::Open(command) => command.run(),
            Command::Analyze(command) => command.run(),
            Command::Report(command) => command.run(),
            Command::Draw(command) => command.run(),
            Command::Check(command) => command.run(),
            Command::Explain(command) => command.run(),
            Command::Import(command) => command.run(),
            Command::Export(command) => command.run(),
            Command::Convert(command) => command.run(),
            Command::Info(command) => command.run(),
            Command::Update(command) => command.run(),
            Command::Merge(command) => command.run(),
            Command::Template(command) => command.run(),
            Command::Page(command) => command.run(),
            Command::Completions(command) => command.run(Self::command()),
            Command::Manual(command) => command.run(Self::command()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}

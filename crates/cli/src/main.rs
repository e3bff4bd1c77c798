//! The command-line door: arguments, terminal, exit codes. One file a command.

mod commands;
mod condition;
mod input;
mod output;
mod settings;
mod terminal;

use clap::{CommandFactory, Parser, Subcommand};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Threat modeling for every platform.
///
/// Reads, judges, draws and writes the models (.tm7) and templates (.tb7) of the Microsoft Threat
/// Modeling Tool: the same threats, the same bytes, no decision lost.
#[derive(Parser)]
#[command(name = "trustline", version, max_term_width = 100, disable_help_subcommand = true, after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Files: a model, a template, a folder (searched for models), `-` for standard input, or
`builtin:core` for the template that comes with Trustline.

Exit codes:
  0  done, and nothing that was asked to fail
  1  findings: --fail-on or --deny met its match, --check found a difference, or --strict a conflict
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
    Open(commands::open::Open),
    Analyze(commands::analyze::Analyze),
    Report(commands::report::Report),
    Draw(commands::draw::Draw),
    Check(commands::check::Check),
    Explain(commands::explain::Explain),
    #[command(subcommand)]
    Import(commands::import::Import),
    #[command(subcommand)]
    Export(commands::export::Export),
    Convert(commands::convert::Convert),
    Info(commands::info::Info),
    Update(commands::update::Update),
    #[command(subcommand)]
    Template(commands::template::Template),
    Page(commands::page::Page),
    Completions(commands::shell::Completions),
    Manual(commands::shell::Manual),
}

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    Done = 0,
    Findings = 1,
    Usage = 2,
    Input = 3,
    Output = 4,
}

/// What stops a run, with how it ends.
#[derive(Debug)]
struct Failure {
    exit: Exit,
    message: String,
    help: Option<String>,
}

impl Failure {
    fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            help: None,
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
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
        Command::Template(command) => command.run(),
        Command::Page(command) => command.run(),
        Command::Completions(command) => command.run(Arguments::command()),
        Command::Manual(command) => command.run(Arguments::command()),
    };
    let exit = result.unwrap_or_else(|failure| {
        terminal::failure(&failure);
        failure.exit
    });
    ExitCode::from(exit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}

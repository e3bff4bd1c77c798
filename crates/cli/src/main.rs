//! The command-line door: arguments, terminal, exit codes. One file a command.

mod allocator;
mod baseline;
mod commands;
mod exit;
mod findings;
mod input;
mod output;
mod settings;
mod terminal;

use clap::Parser;
use commands::arguments::Arguments;
use exit::Exit;
use std::process::ExitCode;

fn main() -> ExitCode {
    let exit = match Arguments::try_parse() {
        Ok(arguments) => arguments.run().unwrap_or_else(|failure| {
            terminal::failure(&failure);
            failure.exit
        }),
        // Help and the version are asked for; everything else is a mistake.
        Err(told) if told.use_stderr() => {
            let _ = told.print();
            Exit::Usage
        }
        Err(told) => {
            terminal::print(format_args!("{}", told.render().ansi()));
            Exit::Done
        }
    };
    terminal::finish();
    ExitCode::from(exit as u8)
}

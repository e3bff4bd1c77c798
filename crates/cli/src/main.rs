//! The command-line door: arguments, terminal, exit codes. One file a command.

mod allocator;
mod commands;
mod exit;
mod findings;
mod input;
mod output;
mod settings;
mod terminal;

use clap::Parser;
use commands::arguments::Arguments;
use std::process::ExitCode;

fn main() -> ExitCode {
    let exit = Arguments::parse().run().unwrap_or_else(|failure| {
        terminal::failure(&failure);
        failure.exit
    });
    ExitCode::from(exit as u8)
}

//! `bench`: how quick everything is, and how well diagrams are laid out.

use crate::browser;
use crate::run::{bench_binary, build, cargo, run, trustline};
use std::process::Command;

/// Every room by itself, then the ratios.
pub fn bench() -> Result<(), String> {
    run(cargo().args(["bench", "--package", "trustline-bench"]))?;
    build(&["trustline-cli", "trustline-bench"])?;
    run(Command::new(bench_binary()).arg(trustline()))?;
    browser::bench()
}

/// How imported interaction diagrams are laid out, beside Graphviz where it is installed.
pub fn layout() -> Result<(), String> {
    build(&["trustline-bench"])?;
    run(Command::new(bench_binary()).arg("--layout"))
}

//! `bench`: how quick everything is, and how well diagrams are laid out.

use crate::browser;
use crate::run::{bench_binary, build, cargo, run, target, trustline};
use std::process::Command;

/// Every room by itself, then the ratios.
pub fn bench() -> Result<(), String> {
    run(cargo().args(["bench", "--package", "trustline-bench"]))?;
    build(&["trustline-cli", "trustline-bench"])?;
    run(Command::new(bench_binary()).arg(trustline()))?;
    browser::bench()
}

/// How imported interaction diagrams are laid out, beside Graphviz and ELK where they are installed;
/// ELK is fetched where there is an npm.
pub fn layout() -> Result<(), String> {
    let elk = target().join("elk");
    if !elk.join("node_modules/elkjs").is_dir() {
        let mut npm = Command::new("npm");
        npm.args(["install", "--silent", "--prefix"]).arg(&elk);
        if !npm.arg("elkjs").status().is_ok_and(|s| s.success()) {
            println!("skipped: there is no npm that fetches elkjs");
        }
    }
    build(&["trustline-bench"])?;
    run(Command::new(bench_binary()).arg("--layout"))
}

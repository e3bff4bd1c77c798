//! `sarif`: what the rules of code scanning services say of our SARIF, asked of Microsoft's multitool.

use crate::figures;
use crate::run::{build, root, run, target, trustline};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A development tool, from npm.
const TOOL: &str = "@microsoft/sarif-multitool";

/// Validates the SARIF of the examples and, where they are, of the public models, with the general
/// rules and with those of GitHub.
pub fn sarif() -> Result<(), String> {
    let works = |program: &str| {
        let output = Command::new(program).arg("--version").output();
        output.is_ok_and(|o| o.status.success())
    };
    if !works("npm") || !works("node") {
        println!("skipped: the multitool comes from npm, and node and npm are not here");
        return Ok(());
    }
    build(&["trustline-cli"])?;
    let work = target().join("sarif");
    fs::create_dir_all(&work).map_err(|e| e.to_string())?;
    let tool = work.join("node_modules/.bin/sarif-multitool");
    if !tool.exists() {
        run(Command::new("npm")
            .args(["install", "--silent", "--prefix"])
            .arg(&work)
            .arg(TOOL))?;
    }
    let mut errors = 0;
    for (name, folder, models) in [
        ("examples", root(), "examples"),
        ("public models", root().join("../shared/corpus"), "models"),
    ] {
        if !folder.join(models).is_dir() {
            println!("skipped: the {name} are not here");
            continue;
        }
        let log = work.join(format!("{}.sarif", name.replace(' ', "-")));
        let output = Command::new(trustline())
            .args(["analyze", "--format", "sarif", "--output"])
            .arg(&log)
            .arg(models)
            // Paths in the log are those of the command line: relative ones, as in a repository.
            .current_dir(&folder)
            .output();
        output.map_err(|e| e.to_string())?;
        let found = validated(&tool, &log)?;
        println!("{name}: {found} errors");
        figures::put(
            &format!("Errors of Microsoft's SARIF multitool, rules of GitHub included, {name}"),
            &found.to_string(),
        )?;
        errors += found;
    }
    match errors {
        0 => Ok(()),
        n => Err(format!("{n} errors by the rules of code scanning")),
    }
}

/// How many errors the tool finds; what it says is printed.
fn validated(tool: &Path, log: &Path) -> Result<usize, String> {
    let output = Command::new("node")
        .arg(tool)
        .arg("validate")
        .arg(log)
        // The tool hands its arguments to a shell.
        .args([
            "--rule-kind",
            "'Sarif;Ghas'",
            "--log",
            "ForceOverwrite",
            "--output",
        ])
        .arg(log.with_extension("validated"))
        .output()
        .map_err(|e| e.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !text.contains("files scanned") {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the multitool did not run: {text}{said}"));
    }
    for line in text
        .lines()
        .filter(|l| l.contains(": warning ") || l.contains(": error "))
        .take(20)
    {
        println!("  {line}");
    }
    Ok(text.lines().filter(|l| l.contains(": error ")).count())
}

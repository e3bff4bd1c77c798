//! `fuzz`: every reader against hostile input.

use crate::run::{cargo, root, run};
use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};

/// Fuzzes every target. Nothing here needs a nightly compiler, but the sanitizers do; the stable
/// one is told to allow them.
pub fn fuzz(seconds: u64) -> Result<(), String> {
    if !Command::new("cargo")
        .args(["fuzz", "--version"])
        .output()
        .is_ok_and(|o| o.status.success())
    {
        run(Command::new("cargo").args(["install", "cargo-fuzz"]))?;
    }
    for target in [
        "read_tm7",
        "read_tb7",
        "read_text",
        "read_tables",
        "parse_rule",
        "apply_edits",
        "edit_commands",
        "conditions",
        "outputs",
    ] {
        let corpus = root().join("fuzz/corpus").join(target);
        fs::create_dir_all(&corpus).map_err(|e| e.to_string())?;
        let mut command = cargo();
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .args(["fuzz", "run", target])
            .arg(corpus);
        let seeds = format!("fuzz/seeds/{target}");
        if root().join(&seeds).is_dir() {
            command.arg(seeds);
        }
        command.arg("--");
        command.arg(format!("-max_total_time={seconds}"));
        command.args(["-timeout=20", "-rss_limit_mb=4096", "-max_len=120000"]);
        let output = command
            .arg("-print_final_stats=1")
            .stderr(Stdio::piped())
            .output()
            .map_err(|e| e.to_string())?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(format!("{target}: an input breaks it:\n{said}"));
        }
        let inputs = executed(&said).ok_or(format!("{target} does not say how many inputs"))?;
        println!("{target}: {inputs} inputs");
        add(target, inputs)?;
    }
    Ok(())
}

/// How many inputs a run says that it gave.
fn executed(said: &str) -> Option<u64> {
    let line = said
        .lines()
        .find(|l| l.starts_with("stat::number_of_executed_units:"))?;
    line.rsplit(':').next()?.trim().parse().ok()
}

/// Adds to the count that `docs/trust.md` speaks of.
fn add(target: &str, inputs: u64) -> Result<(), String> {
    let path = root().join("fuzz/inputs.txt");
    let before = fs::read_to_string(&path).unwrap_or_default();
    fs::write(path, counted(&before, target, inputs)).map_err(|e| e.to_string())
}

/// The count with more inputs of a target: a line a target, the sum last.
fn counted(before: &str, target: &str, inputs: u64) -> String {
    let lines = before.lines().filter_map(|l| {
        let (name, count) = l.split_once(' ')?;
        Some((name.to_owned(), count.trim().parse::<u64>().ok()?))
    });
    let mut counts: BTreeMap<String, u64> = lines.filter(|(name, _)| name != "all").collect();
    *counts.entry(target.to_owned()).or_default() += inputs;
    let all: u64 = counts.values().sum();
    let lines = counts.into_iter().chain([("all".to_owned(), all)]);
    lines
        .map(|(name, count)| format!("{name:<14} {count}\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_counted_by_target() {
        let said = "#5 DONE\nstat::number_of_executed_units: 4711\nstat::x: 1\n";
        assert_eq!(executed(said), Some(4711));
        let once = counted("", "rules", 10);
        let twice = counted(&counted(&once, "edits", 5), "rules", 1);
        assert_eq!(
            twice,
            "edits          5\nrules          11\nall            16\n"
        );
    }
}

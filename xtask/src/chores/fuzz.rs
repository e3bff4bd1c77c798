//! `fuzz`: every reader against hostile input.

use crate::figures::{self, grouped, number};
use crate::run::{cargo, root, run};
use std::fs;
use std::process::{Command, Stdio};

/// The count of every target together.
const ALL: &str = "Fuzzed inputs in all";

const TARGETS: [&str; 10] = [
    "read_tm7",
    "read_tb7",
    "read_text",
    "read_tables",
    "parse_rule",
    "apply_edits",
    "edit_commands",
    "conditions",
    "outputs",
    "requests",
];

/// Fuzzes every target, or those that are wanted. Nothing here needs a nightly compiler, but the sanitizers do; the stable
/// one is told to allow them.
pub fn fuzz(seconds: u64, wanted: &[&str]) -> Result<(), String> {
    if !Command::new("cargo")
        .args(["fuzz", "--version"])
        .output()
        .is_ok_and(|o| o.status.success())
    {
        run(Command::new("cargo").args(["install", "cargo-fuzz"]))?;
    }
    let wanted = match wanted {
        [] => &TARGETS[..],
        some => some,
    };
    if let Some(unknown) = wanted.iter().find(|t| !TARGETS.contains(t)) {
        return Err(format!(
            "there is no target `{unknown}`: {}",
            TARGETS.join(", ")
        ));
    }
    for target in wanted {
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

/// Adds to the count of a target and to that of all.
fn add(target: &str, inputs: u64) -> Result<(), String> {
    let so_far = |what: &str| {
        let mut figures = figures::all().into_iter();
        let found = figures.find(|(w, _)| w == what);
        found.and_then(|(_, f)| number(&f)).unwrap_or_default()
    };
    for what in [format!("Fuzzed inputs of `{target}`"), ALL.to_owned()] {
        figures::put(&what, &grouped(so_far(&what) + inputs))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_says_how_many_inputs_it_gave() {
        let said = "#5 DONE\nstat::number_of_executed_units: 4711\nstat::x: 1\n";
        assert_eq!(executed(said), Some(4711));
        assert_eq!(executed("#5 DONE\n"), None);
    }
}

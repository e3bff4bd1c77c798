//! `fuzz`: every reader against hostile input.

use crate::run::{cargo, root, run};
use std::fs;
use std::process::Command;

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
        run(command.args(["-timeout=20", "-rss_limit_mb=4096", "-max_len=120000"]))?;
    }
    Ok(())
}

//! Gesture scripts: what a person does, line by line, and what is there afterwards. Every
//! `gestures/*.txt` is a test; `cargo xtask bless` writes the expected texts.
//!
//! After each line the invariants hold; at the end, everything undone gives what was opened.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::panic
)]

mod scene;

use scene::script::{Stage, words};
use std::fs;
use trustline_harness::{Case, Folder, Outcome, Trials, is_blessing};

fn main() {
    let mut trials = Trials::from_arguments();
    let scripts = Folder::new("gestures", "crates/editor/tests/gestures");
    trials.each("played", scripts.cases(&["txt"]), play);
    trials.run().exit();
}

/// Plays a script; lines that are set in are what the `expect` before them tells.
fn play(case: &Case) -> Outcome {
    let bless = is_blessing();
    let script = fs::read_to_string(&case.path)?.replace('\r', "");
    let mut stage = Stage::default();
    let mut written = String::new();
    let mut faults = Vec::new();
    let mut lines = script.lines().enumerate().peekable();
    while let Some((n, line)) = lines.next() {
        let at = |text: String| format!("{}:{}: `{}`: {text}", case.file(), n + 1, line.trim());
        written.push_str(line);
        written.push('\n');
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let said = words(line).map_err(&at)?;
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        let ["expect", subject @ ..] = said.as_slice() else {
            stage.line(line).map_err(&at)?;
            continue;
        };
        let mut expected = String::new();
        while let Some((_, line)) = lines.next_if(|(_, l)| l.starts_with("  ")) {
            expected.push_str(line.trim());
            expected.push('\n');
        }
        let told = stage.told(subject).map_err(&at)?;
        for line in told.lines() {
            written.push_str(format!("  {line}").trim_end());
            written.push('\n');
        }
        let plain: String = told.lines().map(|l| format!("{}\n", l.trim())).collect();
        if plain != expected && !bless {
            faults.push(at(format!(
                "\nexpected:\n{expected}got:\n{plain}accept with `cargo xtask bless`"
            )));
        }
    }
    if bless && written != script {
        fs::write(&case.path, written)?;
    }
    if let Some(first) = faults.into_iter().next() {
        return Err(first.into());
    }
    Ok(stage.end()?)
}

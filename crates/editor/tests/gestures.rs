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

use libtest_mimic::{Arguments, Failed, Trial};
use scene::script::{Stage, words};
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gestures");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    let trials = files.into_iter().map(|file| {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        Trial::test(name, move || play(&file))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

/// Plays a script; lines that are set in are what the `expect` before them tells.
fn play(file: &Path) -> Result<(), Failed> {
    let bless = std::env::var_os("TRUSTLINE_BLESS").is_some();
    let script = fs::read_to_string(file)?.replace('\r', "");
    let mut stage = Stage::default();
    let mut written = String::new();
    let mut faults = Vec::new();
    let mut lines = script.lines().enumerate().peekable();
    while let Some((n, line)) = lines.next() {
        let at = |text: String| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            format!("{name}:{}: `{}`: {text}", n + 1, line.trim())
        };
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
        fs::write(file, written)?;
    }
    if let Some(first) = faults.into_iter().next() {
        return Err(first.into());
    }
    Ok(stage.end()?)
}

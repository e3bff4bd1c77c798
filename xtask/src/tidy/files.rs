//! Files: how long they are, what they open with, what they are called.

use std::fs;
use std::path::{Path, PathBuf};

/// Source files longer than this have a second subject in them.
const LONGEST: usize = 800;

/// Words that are not used as names of files or crates.
const NO_NAMES: [&str; 9] = [
    "util", "utils", "helper", "helpers", "common", "core", "base", "manager", "misc",
];

/// Files that are too long, say nothing at their top, or have a name that says nothing.
pub fn faults(root: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    for file in sources(root) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let shown = file
            .strip_prefix(root)
            .unwrap_or(&file)
            .display()
            .to_string();
        let lines = text.lines().count();
        if lines > LONGEST {
            faults.push(format!("{shown} has {lines} lines, more than {LONGEST}"));
        }
        if !text.trim_start().starts_with("//!") {
            faults.push(format!("{shown} does not open with what it is for"));
        }
        let stem = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if NO_NAMES.contains(&stem.as_str()) {
            faults.push(format!("{shown}: `{stem}` says nothing as a name"));
        }
    }
    faults
}

fn sources(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for part in ["crates", "xtask", "bench", "fuzz/fuzz_targets"] {
        walk(&root.join(part), &mut found);
    }
    found.sort();
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_some_and(|n| n != "target") {
            walk(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

//! The walls between rooms, the lengths of files, and the licences of what we stand on, as a test.

#[cfg(test)]
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms a room may stand on. Everything else is a breach of a wall.
const WALLS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("rule", &[]),
    ("disk", &[]),
    ("formats", &["model", "rule"]),
    ("analysis", &["model", "rule"]),
    ("tables", &["model", "analysis"]),
    ("checks", &["model", "rule", "analysis", "tables"]),
    ("templates", &["model", "rule", "analysis"]),
    ("review", &["model", "analysis"]),
    ("diff", &["model", "templates"]),
    ("drawing", &["model"]),
    ("library", &["model", "formats"]),
    (
        "report",
        &["model", "analysis", "tables", "review", "drawing"],
    ),
    (
        "editor",
        &[
            "model",
            "rule",
            "analysis",
            "tables",
            "checks",
            "templates",
            "drawing",
        ],
    ),
    ("server", &["formats", "disk"]),
    (
        "web",
        &[
            "model",
            "rule",
            "formats",
            "analysis",
            "tables",
            "templates",
            "review",
            "diff",
            "drawing",
            "library",
            "report",
            "editor",
        ],
    ),
    (
        "cli",
        &[
            "model",
            "rule",
            "formats",
            "analysis",
            "tables",
            "checks",
            "templates",
            "drawing",
            "library",
            "report",
            "disk", "server",
        ],
    ),
];

/// Source files longer than this have a second subject in them.
const LONGEST: usize = 800;

/// Words that are not used as names of files or crates.
const NO_NAMES: [&str; 9] = [
    "util", "utils", "helper", "helpers", "common", "core", "base", "manager", "misc",
];

/// Licences that fit the project's own.
const LICENCES: [&str; 14] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "BSL-1.0",
    "Unlicense",
    "Unicode-3.0",
    "CC0-1.0",
    "Apache-2.0 WITH LLVM-exception",
    "OFL-1.1",
];

/// Checks everything; says all that is wrong.
pub fn check() -> Result<(), String> {
    let mut faults = faults();
    faults.extend(licences()?);
    if faults.is_empty() {
        println!("tidy: walls, lengths, names, reasons and licences are in order");
        return Ok(());
    }
    Err(format!("not tidy:\n  {}", faults.join("\n  ")))
}

fn faults() -> Vec<String> {
    let root = crate::run::root();
    let mut faults = Vec::new();
    let manifest = read(&root.join("Cargo.toml"));
    faults.extend(reasons(&manifest));
    for entry in fs::read_dir(root.join("crates"))
        .into_iter()
        .flatten()
        .flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some((_, allowed)) = WALLS.iter().find(|(n, _)| *n == name) else {
            faults.push(format!("crates/{name} is not in the plan of the house"));
            continue;
        };
        for used in dependencies(&read(&entry.path().join("Cargo.toml"))) {
            if !allowed.contains(&used.as_str()) {
                faults.push(format!(
                    "crates/{name} stands on {used}, which it must not know"
                ));
            }
        }
    }
    for file in sources(&root) {
        let text = read(&file);
        let shown = file
            .strip_prefix(&root)
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

/// Packages whose licence offers nothing that fits.
fn licences() -> Result<Vec<String>, String> {
    let mut command = crate::run::cargo();
    let output = command
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()
        .map_err(|e| e.to_string())?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).map_err(|e| {
        format!(
            "cargo metadata: {e}: {}",
            String::from_utf8_lossy(&output.stderr)
        )
    })?;
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    let unfit = packages
        .iter()
        .filter(|p| !fits(p["license"].as_str().unwrap_or("")));
    Ok(unfit
        .map(|p| format!("the licence of {} is {}", p["name"], p["license"]))
        .collect())
}

/// Whether one of the alternatives of a licence expression fits in all its parts.
fn fits(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], "").replace('/', " OR ");
    plain
        .split(" OR ")
        .any(|choice| choice.split(" AND ").all(|l| LICENCES.contains(&l.trim())))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// Rooms among the ordinary dependencies of a manifest; those of tests may know more.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut section = "";
    let mut found = Vec::new();
    for line in manifest.lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
        } else if section == "dependencies"
            && let Some(rest) = line.strip_prefix("trustline-")
        {
            found.push(rest.split(['.', ' ', '=']).next().unwrap_or("").to_owned());
        }
    }
    found
}

/// Every dependency of the root manifest has a line of reason above it, alone or with others.
fn reasons(manifest: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut reason = false;
    let mut inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line == "[workspace.dependencies]";
            reason = false;
        } else if line.starts_with('#') {
            reason = true;
        } else if inside && line.contains('=') && !line.starts_with("trustline-") && !reason {
            faults.push(format!(
                "Cargo.toml: no reason is given for `{}`",
                line.split(' ').next().unwrap_or("")
            ));
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

/// The plan has no circle: every room stands only on rooms named before it.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        assert_eq!(faults(), Vec::<String>::new());
    }

    #[test]
    fn the_plan_has_no_circle() {
        let order: BTreeMap<&str, usize> = WALLS
            .iter()
            .enumerate()
            .map(|(i, (n, _))| (*n, i))
            .collect();
        for (name, below) in WALLS {
            assert!(below.iter().all(|b| order[b] < order[name]), "{name}");
        }
    }

    #[test]
    fn licences_are_weighed() {
        assert!(
            fits("MIT OR GPL-3.0")
                && fits("(MIT OR Apache-2.0) AND Unicode-3.0")
                && fits("Unlicense/MIT")
        );
        assert!(!fits("GPL-3.0-only") && !fits("") && !fits("MIT AND GPL-2.0"));
    }

    #[test]
    fn breaches_are_found() {
        let manifest = "[dependencies]\ntrustline-report.workspace = true\n[dev-dependencies]\ntrustline-cli.workspace = true\n";
        assert_eq!(dependencies(manifest), ["report"]);
        let manifest = "[workspace.dependencies]\nserde = \"1\"\n# Because.\ntoml = \"1\"\n";
        assert_eq!(reasons(manifest).len(), 1);
    }
}

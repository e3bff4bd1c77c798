//! The walls between rooms: which room stands on which.

use std::fs;
use std::path::Path;

/// Which rooms a room may stand on. Everything else is a breach of a wall.
pub const WALLS: &[(&str, &[&str])] = &[
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
            "review",
            "drawing",
        ],
    ),
    ("server", &["formats", "disk"]),
    (
        "web",
        &[
            "model",
            "formats",
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
            "disk",
            "server",
        ],
    ),
    (
        "bench",
        &[
            "model", "formats", "analysis", "tables", "checks", "drawing", "library",
        ],
    ),
    ("xtask", &["model", "formats", "analysis"]),
];

/// Rooms that stand on what they must not know, and rooms that nobody planned.
pub fn faults(root: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    let rooms = fs::read_dir(root.join("crates")).into_iter().flatten();
    let mut folders: Vec<_> = rooms.flatten().map(|entry| entry.path()).collect();
    folders.extend([root.join("bench"), root.join("xtask")]);
    folders.sort();
    for folder in folders.iter().filter(|f| f.is_dir()) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let shown = folder.strip_prefix(root).unwrap_or(folder).display();
        let Some((_, allowed)) = WALLS.iter().find(|(n, _)| *n == name) else {
            faults.push(format!("{shown} is not in the plan of the house"));
            continue;
        };
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
        for used in dependencies(&manifest) {
            if !allowed.contains(&used.as_str()) {
                faults.push(format!("{shown} stands on {used}, which it must not know"));
            }
        }
    }
    faults
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Every room stands only on rooms named before it.
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
    fn breaches_are_found() {
        let manifest = "[dependencies]\ntrustline-report.workspace = true\n[dev-dependencies]\ntrustline-cli.workspace = true\n";
        assert_eq!(dependencies(manifest), ["report"]);
    }
}

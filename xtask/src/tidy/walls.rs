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
            "checks",
            "templates",
            "review",
            "drawing",
        ],
    ),
    (
        "documents",
        &[
            "model", "formats", "analysis", "tables", "checks", "drawing", "report",
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
            "diff",
            "drawing",
            "library",
            "report",
            "documents",
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
    ("harness", &[]),
    ("xtask", &["model", "formats", "analysis"]),
];

/// Rooms for tests: nothing that people run may stand on them.
const FOR_TESTS: &[&str] = &["harness"];

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
        let breaches = breaches(&manifest, allowed).into_iter();
        faults.extend(breaches.map(|breach| format!("{shown} stands on {breach}")));
    }
    faults
}

/// What a manifest stands on beyond what is allowed, and why it may not.
fn breaches(manifest: &str, allowed: &[&str]) -> Vec<String> {
    let used = dependencies(manifest).into_iter();
    used.filter_map(|used| {
        let name = used.as_str();
        if FOR_TESTS.contains(&name) {
            Some(format!(
                "{name}, which is for tests: it belongs to [dev-dependencies]"
            ))
        } else if !allowed.contains(&name) {
            Some(format!("{name}, which it must not know"))
        } else {
            None
        }
    })
    .collect()
}

/// Rooms among the ordinary dependencies of a manifest; those of tests may know more.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut section = "";
    let mut found = Vec::new();
    for line in manifest.lines() {
        let mut used = line;
        if let Some(name) = line.strip_prefix('[') {
            // A dependency may have a section of its own: `[dependencies.NAME]`.
            let name = name.trim_end_matches(']');
            let own = name
                .find("dependencies.")
                .map(|at| at + "dependencies".len());
            (section, used) = name.split_at(own.unwrap_or(name.len()));
            used = used.trim_start_matches('.');
        }
        let is_ordinary =
            section.ends_with("dependencies") && !section.ends_with("dev-dependencies");
        if is_ordinary && let Some(rest) = used.strip_prefix("trustline-") {
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
        assert_eq!(
            breaches(manifest, &["model"]),
            ["report, which it must not know"]
        );
        assert_eq!(breaches(manifest, &["report"]), [""; 0]);
    }

    #[test]
    fn every_way_to_depend_is_seen() {
        let manifest = "[build-dependencies]\ntrustline-a = \"1\"\n\
                        [target.'cfg(unix)'.dependencies]\ntrustline-b.workspace = true\n\
                        [dependencies.trustline-c]\nworkspace = true\n\
                        [dev-dependencies.trustline-d]\nworkspace = true\n\
                        [target.'cfg(unix)'.dev-dependencies]\ntrustline-e.workspace = true\n";
        assert_eq!(dependencies(manifest), ["a", "b", "c"]);
    }

    /// What is for tests stays with tests, whatever a wall would allow.
    #[test]
    fn what_is_for_tests_is_no_ordinary_dependency() {
        let of_tests = "[dev-dependencies]\ntrustline-harness.workspace = true\n";
        assert_eq!(breaches(of_tests, &[]), [""; 0]);
        let ordinary = "[dependencies]\ntrustline-harness.workspace = true\n";
        let told = ["harness, which is for tests: it belongs to [dev-dependencies]"];
        assert_eq!(breaches(ordinary, &[]), told);
        assert_eq!(breaches(ordinary, &["harness"]), told);
        for (name, below) in WALLS {
            assert!(!below.iter().any(|b| FOR_TESTS.contains(b)), "{name}");
        }
    }
}

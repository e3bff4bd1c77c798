//! Licences of what we stand on.

use crate::run::cargo;

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

/// Packages whose licence offers nothing that fits.
pub fn faults() -> Result<Vec<String>, String> {
    let mut command = cargo();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_weighed() {
        assert!(
            fits("MIT OR GPL-3.0")
                && fits("(MIT OR Apache-2.0) AND Unicode-3.0")
                && fits("Unlicense/MIT")
        );
        assert!(!fits("GPL-3.0-only") && !fits("") && !fits("MIT AND GPL-2.0"));
    }
}

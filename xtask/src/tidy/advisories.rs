//! Known weaknesses of what we stand on, by the data of RustSec, where it lies on the machine: nothing
//! is fetched here.

use crate::run::{cargo, root};
use serde_json::Value;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

/// Data older than this is told as old.
const FRESH: Duration = Duration::from_secs(24 * 60 * 60);

/// Packages with known weaknesses. Where nothing can be looked up that is said, and it is no fault.
pub fn faults() -> Result<Vec<String>, String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let data = home.map(|h| h.join("advisory-db")).filter(|d| d.is_dir());
    let Some(data) = data else {
        println!(
            "tidy: advisories were not looked at: no data (`cargo install cargo-audit`, `cargo audit`)"
        );
        return Ok(Vec::new());
    };
    let mut changed = ["FETCH_HEAD", ".git/FETCH_HEAD", ""].iter();
    let changed = changed.find_map(|f| data.join(f).metadata().ok()?.modified().ok());
    let age = changed.and_then(|c| SystemTime::now().duration_since(c).ok());
    if age.is_some_and(|age| age > FRESH) {
        println!("tidy: the data on advisories is older than a day: `cargo audit` fetches it");
    }
    let mut command = cargo();
    let output = command
        .args(["audit", "--no-fetch", "--stale", "--json", "--db"])
        .arg(&data)
        .arg("--file")
        .arg(root().join("Cargo.lock"))
        .output()
        .map_err(|e| e.to_string())?;
    match serde_json::from_slice(&output.stdout) {
        Ok(report) => Ok(weak(&report)),
        Err(_) => {
            println!("tidy: advisories were not looked at: cargo-audit is not there, or failed");
            Ok(Vec::new())
        }
    }
}

fn weak(report: &Value) -> Vec<String> {
    let list = report["vulnerabilities"]["list"].as_array();
    let list = list.into_iter().flatten();
    list.map(|found| {
        let (package, advisory) = (&found["package"], &found["advisory"]);
        let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
        format!(
            "{} {} has a known weakness: {} {}",
            text(&package["name"]),
            text(&package["version"]),
            text(&advisory["id"]),
            text(&advisory["title"])
        )
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_weakness_is_a_fault() {
        let report = serde_json::json!({ "vulnerabilities": { "found": true, "count": 1, "list": [{
            "advisory": { "id": "RUSTSEC-2099-0001", "title": "Reads beyond the end" },
            "package": { "name": "thing", "version": "1.0.0" },
        }] } });
        let expected = "thing 1.0.0 has a known weakness: RUSTSEC-2099-0001 Reads beyond the end";
        assert_eq!(weak(&report), [expected]);
        assert!(weak(&serde_json::json!({ "vulnerabilities": { "list": [] } })).is_empty());
    }
}

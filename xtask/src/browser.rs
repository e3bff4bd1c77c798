//! What the tests in a real browser need beside the project: Chromium, its driver, and axe-core,
//! which judges accessibility.

use crate::packages::{apt, found};
use crate::page;
use crate::run::{cargo, root, run};
use std::path::PathBuf;
use std::process::Command;

/// The checks of accessibility, in a version that has been tried.
const AXE: &str = "4.14.1";

/// Makes sure that everything is there.
pub fn prepare() -> Result<(), String> {
    let browsers = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    let there = || browsers.iter().any(|b| found(b)) && found("chromedriver");
    if !there() {
        let installed = apt(&["chromium", "chromium-driver"]);
        installed.map_err(|e| format!("the browser tests need Chromium and chromedriver: {e}"))?;
        if !there() {
            return Err("the browser tests need `chromium` and `chromedriver` on the path".into());
        }
    }
    if std::fs::read_to_string(axe().join("package.json"))
        .is_ok_and(|t| t.contains(&format!("\"version\": \"{AXE}\"")))
    {
        return Ok(());
    }
    if !found("npm") {
        apt(&["npm"]).map_err(|e| format!("the browser tests need npm for axe-core: {e}"))?;
    }
    println!("installing axe-core {AXE}");
    let folder = root().join("target/browser");
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(&folder).args(["install", "--prefix"]);
    npm.arg(&folder).arg(format!("axe-core@{AXE}"));
    run(npm.args(["--no-audit", "--no-fund", "--silent"]))
}

fn axe() -> PathBuf {
    root().join("target/browser/node_modules/axe-core")
}

/// Measures the page as it is shipped.
pub fn bench() -> Result<(), String> {
    prepare()?;
    page::build(false)?;
    let mut bench = cargo();
    bench.args([
        "test",
        "--release",
        "--package",
        "trustline-cli",
        "--test",
        "browser",
    ]);
    run(bench.args(["--", "--ignored", "--nocapture", "scale"]))
}

/// Runs the tests in the browser alone, or those whose names hold a word.
pub fn test(words: &[&str]) -> Result<(), String> {
    prepare()?;
    page::build(true)?;
    let mut tests = cargo();
    tests.args(["test", "--package", "trustline-cli", "--test", "browser"]);
    run(tests.arg("--").args(words))
}

//! What the tests in a real browser need beside the project: Chromium, its driver, and axe-core,
//! which judges accessibility.

use crate::packages::{apt, found};
use crate::run::{cargo, root, run};
use crate::{figures, page};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

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
    run(&mut shipped("scale")?)
}

/// Edits at random, kills and restores for so many seconds; says what was lost.
pub fn soak(seconds: u64) -> Result<(), String> {
    let mut soak = shipped("soak")?;
    soak.env("TRUSTLINE_SOAK", seconds.to_string());
    let mut process = soak.stdout(Stdio::piped()).spawn();
    let process = process.as_mut().map_err(|e| e.to_string())?;
    let mut told = None;
    let output = process.stdout.take();
    let lines = output.into_iter().flat_map(|o| BufReader::new(o).lines());
    for line in lines.map_while(Result::ok) {
        println!("{line}");
        told = line.strip_prefix("soak: ").map(str::to_owned).or(told);
    }
    match (process.wait().is_ok_and(|s| s.success()), told) {
        (true, Some(told)) => figures::put("Soak", &told),
        (true, None) => Err("the soak does not say what happened".into()),
        (false, _) => Err("something was lost, or broke".into()),
    }
}

/// A long test of the page as it is shipped.
fn shipped(word: &str) -> Result<Command, String> {
    prepare()?;
    page::build(false)?;
    let mut test = cargo();
    test.args([
        "test",
        "--release",
        "--package",
        "trustline-cli",
        "--test",
        "browser",
        "--",
        "--ignored",
        "--nocapture",
        word,
    ]);
    Ok(test)
}

/// Runs the tests in the browser alone, or those whose names hold a word.
pub fn test(words: &[&str]) -> Result<(), String> {
    prepare()?;
    page::build(true)?;
    let mut tests = cargo();
    tests.args(["test", "--package", "trustline-cli", "--test", "browser"]);
    run(tests.arg("--").args(words))
}

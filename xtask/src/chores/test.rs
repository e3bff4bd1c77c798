//! `test`: everything that CI checks.

use crate::run::{below, bench_binary, build, cargo, root, run, trustline};
use crate::{browser, page, tidy};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Everything that CI checks.
pub fn test() -> Result<(), String> {
    let start = Instant::now();
    tidy::check()?;
    step("formatting");
    format(&["--check"])?;
    step("page");
    page::build(false)?;
    step("lints");
    run(cargo().args([
        "clippy",
        "--quiet",
        "--workspace",
        "--exclude",
        "trustline-web",
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ]))?;
    page::lint()?;
    step("documentation");
    run(cargo().env("RUSTDOCFLAGS", "--deny warnings").args([
        "doc",
        "--quiet",
        "--workspace",
        "--exclude",
        "trustline-web",
        "--no-deps",
    ]))?;
    step("plain reference of threat generation");
    let python = reference();
    step("browser");
    browser::prepare()?;
    step("tests");
    let mut tests = cargo();
    tests.args(["test", "--workspace", "--exclude", "trustline-web"]);
    if let Some(python) = &python {
        tests.env("TRUSTLINE_PYTHON", python);
    }
    run(&mut tests)?;
    step("fuzz targets");
    if Command::new("c++")
        .arg("--version")
        .output()
        .is_ok_and(|o| o.status.success())
    {
        let folder = root().join("target/fuzz-check");
        let manifest = root().join("fuzz/Cargo.toml");
        let mut check = cargo();
        check
            .args(["check", "--quiet", "--manifest-path"])
            .arg(manifest)
            .arg("--target-dir")
            .arg(folder);
        run(&mut check)?;
    } else {
        println!("skipped: the fuzzer is built by a C++ compiler, and there is none");
    }
    step("ratios, short form");
    build(&["trustline-cli", "trustline-bench"])?;
    run(Command::new(bench_binary()).arg(trustline()).arg("--short"))?;
    if python.is_none() {
        println!(
            "\nskipped: the comparison with the plain reference (needs ../shared and python3 with lxml)"
        );
    }
    println!("\neverything passed in {} s", start.elapsed().as_secs());
    Ok(())
}

/// Formats every file, those that a macro declares (`cargo fmt` does not find them) too.
pub fn format(options: &[&str]) -> Result<(), String> {
    run(cargo().args(["fmt", "--all"]).args(options))?;
    let mut declared = below(&root().join("crates/checks/src"))?;
    declared.extend(below(&root().join("crates/report/src"))?);
    declared.retain(|file| file.extension().is_some_and(|e| e == "rs"));
    let mut rustfmt = Command::new("rustfmt");
    run(rustfmt
        .args(["--edition", "2024"])
        .args(options)
        .args(declared))
}

fn step(name: &str) {
    println!("\n== {name}");
}

/// A Python that can run the plain reference, installed into `target` if need be. `None` where
/// the reference is not present or cannot be made to run: its tests are then reported as ignored.
fn reference() -> Option<PathBuf> {
    if !root().join("../shared/tools/oracle.py").is_file() {
        println!("../shared is not here: skipped");
        return None;
    }
    let works = |python: &Path| {
        Command::new(python)
            .args(["-c", "import lxml"])
            .output()
            .is_ok_and(|o| o.status.success())
    };
    let system = PathBuf::from("python3");
    if works(&system) {
        return Some(system);
    }
    let folder = root().join("target/reference");
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    if !works(&python) {
        println!("installing lxml into {}", folder.display());
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder)).ok()?;
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "lxml"])).ok()?;
    }
    works(&python).then_some(python)
}

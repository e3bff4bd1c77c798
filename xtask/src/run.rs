//! Chores that run other programs.

use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The model that the demonstration shows.
const MODEL: &str = "examples/web-shop.tm7";

/// The project's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a program to its end; what it prints is seen.
pub fn run(command: &mut Command) -> Result<(), String> {
    let name = format!("{command:?}").replace('"', "");
    let status = command.status().map_err(|e| format!("{name}: {e}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{name} failed ({status})"))
    }
}

/// Builds packages as they are shipped.
fn build(packages: &[&str]) -> Result<(), String> {
    let mut command = cargo();
    command.args(["build", "--quiet", "--release"]);
    for package in packages {
        command.args(["--package", package]);
    }
    run(&mut command)
}

/// Where what is built lies.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The built binary of the command line.
fn trustline() -> PathBuf {
    target()
        .join("release")
        .join(format!("trustline{}", std::env::consts::EXE_SUFFIX))
}

/// Builds, analyses a model of ours, writes its report, says where it lies, and opens the model
/// where somebody can see it.
pub fn demo() -> Result<(), String> {
    println!("building the page …");
    crate::page::build(false)?;
    println!("building Trustline …");
    build(&["trustline-cli"])?;
    let binary = trustline();
    let folder = root().join("target/demo");
    fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let report = folder.join("web-shop.report.html");
    run(Command::new(&binary)
        .current_dir(root())
        .args(["analyze", MODEL]))?;
    let mut write = Command::new(&binary);
    run(write
        .current_dir(root())
        .args(["report", MODEL, "--output"])
        .arg(&report))?;
    println!("\nThe report lies at {}", report.display());
    println!("Try next: {} explain {MODEL} 3", binary.display());
    println!("Open it in the browser: {} open {MODEL}", binary.display());
    if somebody_sees() {
        run(Command::new(&binary)
            .current_dir(root())
            .args(["open", MODEL]))?;
    }
    Ok(())
}

/// Whether there is a person at a desktop.
fn somebody_sees() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    let desktop =
        cfg!(any(target_os = "macos", windows)) || set("DISPLAY") || set("WAYLAND_DISPLAY");
    desktop && !set("CI") && std::io::stdout().is_terminal()
}

/// Everything that CI checks.
pub fn test() -> Result<(), String> {
    let start = Instant::now();
    crate::tidy::check(false)?;
    step("formatting");
    run(cargo().args(["fmt", "--all", "--check"]))?;
    step("page");
    crate::page::build(false)?;
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
    crate::page::lint()?;
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
    crate::browser::prepare()?;
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

fn step(name: &str) {
    println!("\n== {name}");
}

fn bench_binary() -> PathBuf {
    trustline().with_file_name(format!("trustline-bench{}", std::env::consts::EXE_SUFFIX))
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

/// Writes the expected texts of `tests/corpus/` and of the gesture scripts anew.
pub fn bless() -> Result<(), String> {
    run(cargo().env("TRUSTLINE_BLESS", "1").args([
        "test",
        "--quiet",
        "--package",
        "trustline-report",
    ]))?;
    run(cargo().env("TRUSTLINE_BLESS", "1").args([
        "test",
        "--quiet",
        "--package",
        "trustline-editor",
        "--test",
        "gestures",
    ]))?;
    run(cargo().env("TRUSTLINE_BLESS", "1").args([
        "test",
        "--quiet",
        "--package",
        "trustline-checks",
        "--test",
        "interactions",
    ]))?;
    println!("look at what changed: git diff tests/ crates/editor/tests/");
    Ok(())
}

/// Every room by itself, then the ratios.
pub fn bench() -> Result<(), String> {
    run(cargo().args(["bench", "--package", "trustline-bench"]))?;
    build(&["trustline-cli", "trustline-bench"])?;
    run(Command::new(bench_binary()).arg(trustline()))?;
    crate::browser::bench()
}

/// How imported interaction diagrams are laid out, beside Graphviz where it is installed.
pub fn bench_layout() -> Result<(), String> {
    build(&["trustline-bench"])?;
    run(Command::new(bench_binary()).arg("--layout"))
}

/// Fuzzes every target. Nothing here needs a nightly compiler, but the sanitizers do; the stable
/// one is told to allow them.
pub fn fuzz(seconds: u64) -> Result<(), String> {
    if !Command::new("cargo")
        .args(["fuzz", "--version"])
        .output()
        .is_ok_and(|o| o.status.success())
    {
        run(Command::new("cargo").args(["install", "cargo-fuzz"]))?;
    }
    for target in [
        "read_tm7",
        "read_tb7",
        "read_text",
        "read_tables",
        "parse_rule",
        "apply_edits",
        "edit_commands",
    ] {
        let corpus = root().join("fuzz/corpus").join(target);
        fs::create_dir_all(&corpus).map_err(|e| e.to_string())?;
        let mut command = cargo();
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .args(["fuzz", "run", target])
            .arg(corpus);
        let seeds = format!("fuzz/seeds/{target}");
        if root().join(&seeds).is_dir() {
            command.arg(seeds);
        }
        command.arg("--");
        command.arg(format!("-max_total_time={seconds}"));
        run(command.args(["-timeout=20", "-rss_limit_mb=4096", "-max_len=120000"]))?;
    }
    Ok(())
}

/// Manual pages and shell completions.
pub fn dist() -> Result<(), String> {
    crate::page::build(false)?;
    build(&["trustline-cli"])?;
    let folder = root().join("target/dist");
    fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    run(Command::new(trustline())
        .args(["manual", "--folder"])
        .arg(&folder))?;
    for (shell, name) in [
        ("bash", "trustline.bash"),
        ("zsh", "_trustline"),
        ("fish", "trustline.fish"),
        ("powershell", "_trustline.ps1"),
    ] {
        let output = Command::new(trustline())
            .args(["completions", shell])
            .output()
            .map_err(|e| e.to_string())?;
        fs::write(folder.join(name), output.stdout).map_err(|e| e.to_string())?;
    }
    println!("{}", folder.display());
    Ok(())
}

/// Every file below a folder, in the order of their names.
pub fn below(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let say = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(say)? {
        match entry.map_err(say)?.path() {
            path if path.is_dir() => found.extend(below(&path)?),
            path => found.push(path),
        }
    }
    found.sort();
    Ok(found)
}

//! Programs that chores run, and where things lie.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The project's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Cargo, in the project's folder.
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
pub fn build(packages: &[&str]) -> Result<(), String> {
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
pub fn trustline() -> PathBuf {
    target()
        .join("release")
        .join(format!("trustline{}", std::env::consts::EXE_SUFFIX))
}

/// The built binary of the benches.
pub fn bench_binary() -> PathBuf {
    trustline().with_file_name(format!("trustline-bench{}", std::env::consts::EXE_SUFFIX))
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

//! Programs and parts of toolchains that chores need: found on the machine, or installed on it.

use crate::run::run;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The target that browsers run.
pub const WASM: &str = "wasm32-unknown-unknown";

/// How the page is compiled.
pub enum WasmToolchain {
    /// With the compiler that builds everything else.
    Ordinary,
    /// With Debian's compiler, the standard library built from its source.
    Debian,
}

/// Whether a program of this name can be started.
pub fn found(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).any(|folder| folder.join(&name).is_file())
}

/// Installs packages of Debian or Ubuntu.
pub fn apt(packages: &[&str]) -> Result<(), String> {
    if !found("apt-get") {
        return Err(format!(
            "{} must be installed by hand: there is no apt-get here",
            packages.join(", ")
        ));
    }
    println!("installing {}", packages.join(", "));
    let user = Command::new("id").arg("-u").output();
    let root = user.is_ok_and(|o| o.stdout.trim_ascii() == b"0");
    let apt = |words: &[&str]| {
        let mut command = if root {
            Command::new("apt-get")
        } else {
            let mut command = Command::new("sudo");
            command.arg("apt-get");
            command
        };
        command.env("DEBIAN_FRONTEND", "noninteractive");
        run(command.arg("--quiet").args(words).stdout(Stdio::null()))
    };
    // Lists that cannot be fetched may still hold what is asked for.
    if let Err(message) = apt(&["update"]) {
        eprintln!("{message}");
    }
    let mut words = vec!["install", "--yes", "--no-install-recommends"];
    words.extend(packages);
    apt(&words)
}

/// What can compile for the browser, installed if need be.
pub fn wasm_toolchain() -> Result<WasmToolchain, String> {
    if has_wasm() {
        return Ok(WasmToolchain::Ordinary);
    }
    if found("rustup") {
        println!("adding {WASM} to the toolchain");
        let mut add = Command::new("rustup");
        add.args(["target", "add", WASM]);
        if run_within(&mut add, Duration::from_secs(30)) && has_wasm() {
            return Ok(WasmToolchain::Ordinary);
        }
    }
    let parts = [
        "/usr/bin/rustc",
        "/usr/bin/cargo",
        "/usr/bin/wasm-ld-19",
        "/usr/share/doc/rust-web-src",
    ];
    if !parts.iter().all(|p| Path::new(p).exists()) {
        apt(&["rustc-web", "cargo-web", "rust-web-src", "lld-19"]).map_err(|e| {
            format!("no standard library for {WASM}, neither by rustup nor by Debian: {e}")
        })?;
    }
    Ok(WasmToolchain::Debian)
}

/// Whether the compiler in use has a standard library for the browser.
fn has_wasm() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", WASM])
        .output();
    let Ok(output) = output else { return false };
    let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}

/// Runs a program; whether it ended well in time. One that takes longer is ended.
fn run_within(command: &mut Command, limit: Duration) -> bool {
    let Ok(mut child) = command.spawn() else {
        return false;
    };
    let start = Instant::now();
    while start.elapsed() < limit {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(Duration::from_millis(100)),
            Err(_) => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    println!("not within {} s", limit.as_secs());
    false
}

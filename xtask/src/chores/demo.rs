//! `demo`: what Trustline does, shown.

use crate::page;
use crate::run::{build, root, run, trustline};
use std::fs;
use std::io::IsTerminal;
use std::process::Command;

/// The model that the demonstration shows.
const MODEL: &str = "examples/web-shop.tm7";

/// Builds, analyses a model of ours, writes its report, says where it lies, and opens the model
/// where somebody can see it.
pub fn demo() -> Result<(), String> {
    println!("building the page …");
    page::build(false)?;
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

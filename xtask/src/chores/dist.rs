//! `dist`: what goes along with the binary.

use crate::page;
use crate::run::{build, root, run, trustline};
use std::fs;
use std::process::Command;

/// Manual pages and shell completions.
pub fn dist() -> Result<(), String> {
    page::build(false)?;
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

//! What a DataContractSerializer reads of files as they are, and as Trustline writes them: converted,
//! edited, updated, imported and new. Nothing may fail or be lost that was not so before.

use crate::figures;
use crate::run::{below, build, root, run, target, trustline};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use trustline_formats::{read, write};
use trustline_model::{Edit, InformationField};

const READER: &str = include_str!("reader.cs");

/// How a file fares: what .NET says against it; nothing if it was read whole.
type Verdicts = HashMap<PathBuf, Option<String>>;

/// Runs the reader over examples, our corpus and, where they are, the public files.
pub fn dotnet() -> Result<(), String> {
    let there = |program: &str| Command::new(program).arg("--version").output().is_ok();
    if !there("mcs") || !there("mono") {
        println!("skipped: the reader is built and run by Mono (mcs, mono), which is not here");
        return Ok(());
    }
    build(&["trustline-cli"])?;
    let work = target().join("dotnet");
    let _ = fs::remove_dir_all(&work);
    let say = |e: std::io::Error| e.to_string();
    fs::create_dir_all(&work).map_err(say)?;
    let reader = work.join("reader.exe");
    fs::write(work.join("reader.cs"), READER).map_err(say)?;
    run(Command::new("mcs")
        .current_dir(&work)
        .args(["-nowarn:0649", "-out:reader.exe"])
        .args([
            "-r:System.Runtime.Serialization.dll",
            "-r:System.Core.dll",
            "reader.cs",
        ]))?;
    let mut wrong = 0;
    let models = files(
        &["examples", "tests/corpus", "../shared/corpus/models"],
        "tm7",
    )?;
    let before = verdicts(&reader, &models)?;
    println!("{:<12} {}", "as they are", told(&before));
    let kept = |name: &str, verdicts: &Verdicts| {
        figures::put(&format!("Read whole by .NET, {name}"), &told(verdicts))
    };
    kept("as they are", &before)?;
    for (name, make) in [
        ("converted", converted as fn(&Path, &Path) -> bool),
        ("edited", edited),
        ("updated", updated),
    ] {
        let folder = work.join(name);
        let made = each(&models, &folder, make)?;
        let after = verdicts(&reader, &made.keys().cloned().collect::<Vec<_>>())?;
        println!("{name:<12} {}", told(&after));
        kept(name, &after)?;
        for (file, verdict) in &after {
            // A conversion has no excuse: what is asked for is a file that opens.
            let excused = name != "converted"
                && made
                    .get(file)
                    .is_some_and(|f| before.get(f).is_some_and(Option::is_some));
            if let (Some(verdict), false) = (verdict, excused) {
                wrong += 1;
                println!("  {}: {verdict}", file.display());
            }
        }
    }
    let tables = files(
        &[
            "../shared/cases/tables",
            "../shared/guides",
            "crates/tables/tests",
        ],
        "md",
    )?;
    let templates = files(&["crates/library", "../shared/corpus/templates"], "tb7")?;
    for (name, inputs, make) in [
        ("imported", tables, imported as fn(&Path, &Path) -> bool),
        ("new", templates, converted),
    ] {
        let made = each(&inputs, &work.join(name), make)?;
        let after = verdicts(&reader, &made.keys().cloned().collect::<Vec<_>>())?;
        println!("{name:<12} {}", told(&after));
        kept(name, &after)?;
        for (file, verdict) in after {
            if let Some(verdict) = verdict {
                wrong += 1;
                println!("  {}: {verdict}", file.display());
            }
        }
    }
    match wrong {
        0 => Ok(()),
        n => Err(format!(
            "{n} files that Trustline wrote are not read whole by .NET"
        )),
    }
}

/// Files of an ending below some folders of the project; folders that are not there have none.
fn files(folders: &[&str], ending: &str) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for folder in folders
        .iter()
        .map(|f| root().join(f))
        .filter(|f| f.is_dir())
    {
        found.extend(below(&folder)?);
    }
    found.retain(|file| file.extension().is_some_and(|e| e == ending));
    Ok(found)
}

/// Makes a file of each; what Trustline refuses is left out. By what was made: what it was made of.
fn each(
    files: &[PathBuf],
    folder: &Path,
    make: fn(&Path, &Path) -> bool,
) -> Result<HashMap<PathBuf, PathBuf>, String> {
    fs::create_dir_all(folder).map_err(|e| e.to_string())?;
    let mut made = HashMap::new();
    for (number, file) in files.iter().enumerate() {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let new = folder.join(format!("{number}-{stem}.tm7"));
        if make(file, &new) {
            made.insert(new, file.clone());
        }
    }
    Ok(made)
}

fn command(arguments: &[&str], from: &Path, to: &Path) -> bool {
    let mut command = Command::new(trustline());
    let output = command.args(arguments).arg(from).arg(to).output();
    output.is_ok_and(|o| o.status.success()) && to.is_file()
}

fn converted(from: &Path, to: &Path) -> bool {
    command(&["convert"], from, to)
}

fn imported(from: &Path, to: &Path) -> bool {
    let output = Command::new(trustline())
        .args(["import", "interactions"])
        .arg(from)
        .arg("--output")
        .arg(to)
        .output();
    output.is_ok() && to.is_file()
}

fn updated(from: &Path, to: &Path) -> bool {
    fs::copy(from, to).is_ok()
        && Command::new(trustline())
            .arg("update")
            .arg(to)
            .output()
            .is_ok_and(|o| o.status.success())
}

/// One word changed, and the file written in its own form.
fn edited(from: &Path, to: &Path) -> bool {
    let Some(reading) = fs::read(from).ok().and_then(|bytes| read(&bytes).ok()) else {
        return false;
    };
    let mut model = reading.model;
    let owner = Edit::SetInformation {
        field: InformationField::Owner,
        text: "Another owner".into(),
    };
    let written = model
        .apply(owner)
        .ok()
        .and_then(|_| write(&model, &reading.format).ok());
    written.is_some_and(|w| fs::write(to, w.bytes).is_ok())
}

/// What the reader says of files.
fn verdicts(reader: &Path, files: &[PathBuf]) -> Result<Verdicts, String> {
    let mut found = Verdicts::new();
    for some in files.chunks(100) {
        let mut command = Command::new("mono");
        let output = command.arg(reader).arg("-").args(some).output();
        let output = output.map_err(|e| format!("mono: {e}"))?;
        let text = String::from_utf8_lossy(&output.stdout);
        for file in some {
            let name = file.to_string_lossy();
            let line = text.lines().find(|l| {
                let rest = l.strip_prefix("OK ").or_else(|| l.strip_prefix("FAIL "));
                rest.is_some_and(|r| r.starts_with(&*name))
            });
            let line = line.ok_or_else(|| format!("the reader says nothing of {name}"))?;
            let whole = line.starts_with("OK ") && line.ends_with(" lost=0");
            found.insert(file.clone(), (!whole).then(|| line.to_owned()));
        }
    }
    Ok(found)
}

fn told(verdicts: &Verdicts) -> String {
    let wrong = verdicts.values().flatten().count();
    format!(
        "{} files, {} read whole",
        verdicts.len(),
        verdicts.len() - wrong
    )
}

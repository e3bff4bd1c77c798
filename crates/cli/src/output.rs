//! Writing safely: beside the target, flushed, then renamed over it; never half a file, never over
//! one that somebody else changed in the meantime.

use crate::exit::{Exit, Failure};
use crate::input::{self, Input};
use crate::terminal;
use std::fs;
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use trustline_disk::{Loss, NotReplaced, plain};
use trustline_formats::{FileKind, Format, Written};
use trustline_model::ThreatModel;

/// Writes bytes to a file, or to standard output for `-`.
pub fn write(target: &str, bytes: &[u8]) -> Result<(), Failure> {
    if target == "-" {
        terminal::print_bytes(bytes);
        return Ok(());
    }
    replace(Path::new(target), bytes)
}

fn written(model: &ThreatModel, format: &Format) -> Result<Written, Failure> {
    trustline_formats::write(model, format).map_err(|e| Failure::new(Exit::Input, e.to_string()))
}

/// The bytes of a model in a form; what they cannot hold is reported.
pub fn bytes_of(model: &ThreatModel, format: &Format) -> Result<Vec<u8>, Failure> {
    let written = written(model, format)?;
    for lost in &written.diagnostics {
        terminal::warn(&lost.message);
    }
    Ok(written.bytes)
}

/// The bytes of a model that was read and changed. What they cannot hold is reported, and that
/// what was not understood stays.
pub fn bytes_again(model: &ThreatModel, input: &Input) -> Result<Vec<u8>, Failure> {
    let written = written(model, &input.reading.format)?;
    let lost = &written.diagnostics;
    for lost in lost {
        terminal::warn(&format!("`{}`: {}", input.name, lost.message));
    }
    let found = input.reading.diagnostics.iter();
    let kept: Vec<_> = found
        .filter(|d| d.code == "unknown-content" && lost.iter().all(|l| l.place != d.place))
        .collect();
    if let Some(first) = kept.first() {
        terminal::warn(&format!(
            "`{}` has content that Trustline does not understand ({}{}); it is kept in its place",
            input.name,
            first.message,
            if kept.len() > 1 { ", and more" } else { "" },
        ));
    }
    Ok(written.bytes)
}

/// Refuses to replace what is there, unless it is asked for.
pub fn must_be_new(target: &str, force: bool) -> Result<(), Failure> {
    if target == "-" || force || !Path::new(target).exists() {
        return Ok(());
    }
    let message = format!("`{target}` already exists");
    Err(Failure::new(Exit::Output, message).help("use --force to replace it"))
}

/// How a template is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateForm {
    Tb7,
    Yaml,
    Folder,
}

/// The form that the name of a target stands for.
pub fn template_form(target: &str) -> Result<TemplateForm, Failure> {
    let endings = [
        ("tb7", TemplateForm::Tb7),
        ("yaml", TemplateForm::Yaml),
        ("yml", TemplateForm::Yaml),
    ];
    match by_ending(target, &endings) {
        _ if target.ends_with('/') || Path::new(target).is_dir() => Ok(TemplateForm::Folder),
        Some(form) => Ok(form),
        None if target == "-" => Ok(TemplateForm::Yaml),
        None => {
            let message = format!("cannot infer the format from `{target}`");
            Err(Failure::new(Exit::Usage, message)
                .help("end it in .tb7 or .yaml, or in / for a folder"))
        }
    }
}

/// Writes a template. Where a text of it is there already, or `format` is one, the difference is
/// carried over into it, comments and all.
pub fn template(
    target: &str,
    form: TemplateForm,
    model: &ThreatModel,
    format: Option<&Format>,
) -> Result<(), Failure> {
    let kind = match form {
        TemplateForm::Tb7 => FileKind::TB7,
        TemplateForm::Yaml | TemplateForm::Folder => FileKind::YAML,
    };
    let there = match target {
        "-" => None,
        target if !Path::new(target).exists() => None,
        target => match input::read(target) {
            Ok(input) => Some(input),
            // Half of it would stay beside what is written.
            Err(failure) if form == TemplateForm::Folder && failure.exit == Exit::Input => {
                return Err(failure.help("fix what is there, or name an empty folder"));
            }
            Err(_) => None,
        },
    };
    let is_folder = form == TemplateForm::Folder;
    let fresh = Format::new(kind);
    let there = there
        .map(|i| i.reading.format)
        .filter(|f| f.kind() == kind && f.is_folder() == is_folder);
    // What is there in the same form is brought up to date; of another text the tests come along.
    let source = format.filter(|f| f.kind() == kind);
    let format = there.as_ref().or(source).unwrap_or(&fresh);
    if !is_folder {
        return write(target, &bytes_of(model, format)?);
    }
    let files = trustline_formats::write_folder(model, format)
        .map_err(|e| Failure::new(Exit::Input, e.to_string()))?;
    let root = Path::new(target);
    for (path, bytes) in &files {
        let file = below(root, path)?;
        if fs::read(&file).is_ok_and(|now| now == *bytes) {
            continue;
        }
        let folder = file.parent().unwrap_or(root);
        fs::create_dir_all(folder).map_err(|e| failure(folder, &e))?;
        replace(&file, bytes)?;
    }
    for (path, _) in there.iter().flat_map(Format::files) {
        if !files.iter().any(|f| f.0 == *path) {
            let file = below(root, path)?;
            fs::remove_file(&file).map_err(|e| failure(&file, &e))?;
        }
    }
    Ok(())
}

/// The file at a path below a folder; neither the path nor a link may lead elsewhere.
fn below(root: &Path, path: &str) -> Result<PathBuf, Failure> {
    let mut file = root.to_owned();
    for part in Path::new(path).components() {
        file.push(part);
        if !matches!(part, Component::Normal(_)) || file.is_symlink() {
            let message = format!("`{path}` leads out of the folder `{}`", root.display());
            return Err(Failure::new(Exit::Output, message));
        }
    }
    Ok(file)
}

/// Overwrites a file that was read before, unless it is not any more what was read.
pub fn overwrite(path: &Path, was: &[u8], bytes: &[u8]) -> Result<(), Failure> {
    let real = fs::canonicalize(path).map_err(|e| failure(path, &e))?;
    match trustline_disk::replace_at(&real, Some(&|now| now == was), bytes) {
        Ok(losses) => {
            tell(path, &losses);
            Ok(())
        }
        Err(NotReplaced::System(error)) => Err(failure(path, &error)),
        Err(NotReplaced::Changed) => {
            let message = format!(
                "`{}` was changed by someone else since it was read",
                path.display()
            );
            Err(Failure::new(Exit::Output, message)
                .help("nothing was written; run the command again"))
        }
    }
}

/// Says what a replaced file could not keep.
fn tell(path: &Path, losses: &[Loss]) {
    for loss in losses {
        terminal::warn(&format!("`{}`: {loss}", path.display()));
    }
}

fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let say = |e: &std::io::Error| failure(path, e);
    if path.is_dir() {
        return Err(Failure::new(
            Exit::Output,
            format!("`{}` is a folder", path.display()),
        ));
    }
    // Devices and pipes are written to, not replaced.
    if fs::metadata(path).is_ok_and(|m| !m.is_file()) {
        return fs::OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut f| f.write_all(bytes))
            .map_err(|e| say(&e));
    }
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if !folder.is_dir() && !path.exists() {
        return Err(Failure::new(
            Exit::Output,
            format!("there is no folder `{}`", folder.display()),
        ));
    }
    let losses = trustline_disk::replace(path, bytes).map_err(|e| say(&e))?;
    tell(path, &losses);
    Ok(())
}

fn failure(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        Exit::Output,
        format!("`{}`: {}", path.display(), plain(error)),
    )
}

/// What a file's ending stands for.
pub fn by_ending<T: Copy>(file: &str, endings: &[(&str, T)]) -> Option<T> {
    let ending = Path::new(file)
        .extension()?
        .to_string_lossy()
        .to_lowercase();
    endings
        .iter()
        .find(|(e, _)| *e == ending)
        .map(|(_, kind)| *kind)
}

/// The form that was asked for and the one that the file's ending stands for must agree; a file
/// whose ending says nothing needs a form.
pub fn agreed<T: Copy + PartialEq>(
    asked: Option<T>,
    ending: Option<T>,
    file: Option<&str>,
    default: T,
) -> Result<T, Failure> {
    let file = file.filter(|f| *f != "-" && !Path::new(f).is_dir());
    match (asked, ending, file) {
        (Some(asked), Some(ending), Some(file)) if asked != ending => {
            let message = format!("the extension of `{file}` does not match --format");
            Err(Failure::new(Exit::Usage, message))
        }
        (None, None, Some(file)) => {
            let message = format!("cannot infer the format from `{file}`");
            Err(Failure::new(Exit::Usage, message)
                .help("give it a known extension, or use --format"))
        }
        _ => Ok(asked.or(ending).unwrap_or(default)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_somebody_else_changed_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.tm7");
        fs::write(&path, "theirs").unwrap();
        let failure = overwrite(&path, b"as it was read", b"ours").unwrap_err();
        assert_eq!(failure.exit, Exit::Output);
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        overwrite(&path, b"theirs", b"ours").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"ours");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "something was left behind"
        );
    }
}

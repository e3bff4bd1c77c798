//! What the arguments name: files, folders, standard input, built-in templates.

use crate::exit::{Exit, Failure};
use crate::terminal;
use std::fs;
use std::io::{ErrorKind, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use trustline_disk::plain;
use trustline_formats::{FileKind, MAX_BYTES, ReadError, Reading};
use trustline_model::interactions::Tables;
use trustline_model::{Diagnostic, KnowledgeBase, Place, ThreatModel};

/// A file that was read.
pub struct Input {
    /// Its name as people gave it.
    pub name: String,
    /// Where it lies. Nothing: standard input or a built-in template.
    pub path: Option<PathBuf>,
    /// How many bytes it has.
    pub size: usize,
    /// What was in it.
    pub reading: Reading,
}

impl Input {
    /// Its name without folder and ending, for the names of outputs.
    pub fn stem(&self) -> String {
        let path = Path::new(&self.name);
        match self.name.strip_prefix("builtin:") {
            Some(name) => name.to_owned(),
            None if self.path.is_none() => "stdin".to_owned(),
            None => path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
        }
    }

    /// The template that it is, or that the model carries.
    pub fn knowledge_base(&self) -> Result<Arc<KnowledgeBase>, Failure> {
        self.reading.model.knowledge_base.clone().ok_or_else(|| {
            let message = format!("`{}` contains no template", self.name);
            Failure::new(Exit::Input, message)
        })
    }

    /// Refuses a template where a model is needed.
    pub fn needs_model(&self) -> Result<(), Failure> {
        if self.reading.format.kind() == FileKind::TM7 {
            return Ok(());
        }
        let message = format!("`{}` is a template, not a model", self.name);
        Err(Failure::new(Exit::Input, message)
            .help("`trustline convert` creates an empty model from it"))
    }
}

/// The names behind the arguments: folders are searched for models, in order of their names.
pub fn names(arguments: &[PathBuf]) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for argument in arguments {
        let name = argument.to_string_lossy().into_owned();
        if argument.is_dir() {
            let before = found.len();
            walk(argument, &mut found, 0);
            if found.len() == before {
                let message = format!("no model (.tm7) in the folder `{name}`");
                return Err(Failure::new(Exit::Input, message));
            }
        } else {
            found.push(name);
        }
    }
    if found.iter().filter(|n| *n == "-").count() > 1 {
        return Err(Failure::new(
            Exit::Usage,
            "standard input can be read only once",
        ));
    }
    Ok(found)
}

/// Folders nested deeper than this are left aside, as are hidden ones and links.
const DEPTH: usize = 32;

fn walk(folder: &Path, found: &mut Vec<String>, depth: usize) {
    each_file(folder, depth, &mut |path| {
        if has_ending(path, &["tm7"]) {
            found.push(path.to_string_lossy().into_owned());
        }
    });
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().unwrap_or_default();
    endings.iter().any(|e| ending.eq_ignore_ascii_case(e))
}

/// Every file below a folder, in order of the names.
fn each_file(folder: &Path, depth: usize, run: &mut dyn FnMut(&Path)) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|e| e.ok().map(|e| e.path()))
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || path.is_symlink() {
            continue;
        }
        if !path.is_dir() {
            run(&path);
        } else if depth < DEPTH {
            each_file(&path, depth + 1, run);
        }
    }
}

/// The files of a folder that holds a template as text.
fn template_files(folder: &Path) -> Result<Vec<trustline_formats::File>, Failure> {
    let mut paths = Vec::new();
    each_file(folder, 0, &mut |path| {
        if has_ending(path, &["yaml", "yml", "png", "jpg", "gif", "bmp"]) {
            paths.push(path.to_owned());
        }
    });
    if !paths.iter().any(|p| has_ending(p, &["yaml", "yml"])) {
        let message = format!(
            "`{}` is a folder without a template in it, and this takes one model or template",
            folder.display()
        );
        return Err(Failure::new(Exit::Usage, message));
    }
    let mut files = Vec::new();
    let mut room = MAX_BYTES;
    for path in paths {
        let bytes = trustline_disk::read(&path, room).map_err(|e| match e.kind() {
            ErrorKind::FileTooLarge => {
                let message = format!("`{}` is larger than {MAX_BYTES} bytes", folder.display());
                Failure::new(Exit::Input, message)
            }
            _ => unreadable(&path, &e),
        })?;
        room -= bytes.len();
        let below = path.strip_prefix(folder).unwrap_or(&path);
        let parts: Vec<String> = below
            .iter()
            .map(|p| p.to_string_lossy().into_owned())
            .collect();
        files.push((parts.join("/"), bytes));
    }
    Ok(files)
}

/// Reads one input; of folders, those that hold a template.
pub fn read(name: &str) -> Result<Input, Failure> {
    let (path, size, reading) = match Path::new(name).is_dir() {
        true => {
            let files = template_files(Path::new(name))?;
            let size = files.iter().map(|(_, bytes)| bytes.len()).sum();
            let path = Some(PathBuf::from(name));
            (path, size, trustline_formats::read_folder(files))
        }
        false => {
            let (path, bytes) = bytes(name)?;
            (path, bytes.len(), trustline_formats::read(&bytes))
        }
    };
    match reading {
        Ok(reading) => Ok(Input {
            name: name.to_owned(),
            path,
            size,
            reading,
        }),
        Err(error) => Err(refused(name, &error)),
    }
}

/// The template of an input, or the one that a model carries.
pub fn template(name: &str) -> Result<Arc<KnowledgeBase>, Failure> {
    read(name)?.knowledge_base()
}

/// Reads a document of interaction tables.
pub fn interactions(name: &str) -> Result<Tables, Failure> {
    let (_, bytes) = bytes(name)?;
    trustline_formats::interactions::read(&bytes).map_err(|e| refused(name, &e))
}

/// Zones as the command line names them.
pub fn zones(options: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let zone = |option: &String| {
        let (name, element) = option.split_once('=').ok_or_else(|| {
            Failure::new(Exit::Usage, format!("`{option}` is not a zone"))
                .help("write it as NAME=ELEMENT")
        })?;
        Ok((name.trim().to_owned(), element.trim().to_owned()))
    };
    options.iter().map(zone).collect()
}

/// Why the bytes of a file are refused.
fn refused(name: &str, error: &ReadError) -> Failure {
    let failure = Failure::new(Exit::Input, format!("`{name}`: {error}"));
    match error.help() {
        Some(help) => failure.help(help),
        None => failure,
    }
}

fn bytes(name: &str) -> Result<(Option<PathBuf>, Vec<u8>), Failure> {
    if let Some(template) = name.strip_prefix("builtin:") {
        let found = trustline_library::TEMPLATES
            .iter()
            .find(|t| t.name == template);
        let known = || {
            let names: Vec<String> = trustline_library::TEMPLATES
                .iter()
                .map(|t| format!("`builtin:{}`", t.name))
                .collect();
            format!("there is {}", names.join(", "))
        };
        return match found {
            Some(template) => Ok((None, template.bytes.to_vec())),
            None => Err(
                Failure::new(Exit::Input, format!("no built-in template `{template}`"))
                    .help(known()),
            ),
        };
    }
    // One byte more than is allowed tells the reader that it is too much.
    let limit = MAX_BYTES + 1;
    if name == "-" {
        if std::io::stdin().is_terminal() {
            terminal::say("reading a model from standard input …");
        }
        let mut bytes = Vec::new();
        let stdin = std::io::stdin().lock();
        let read = stdin.take(limit as u64).read_to_end(&mut bytes);
        return match read {
            Ok(_) => Ok((None, bytes)),
            Err(error) => Err(Failure::new(
                Exit::Input,
                format!("standard input: {error}"),
            )),
        };
    }
    let path = PathBuf::from(name);
    match trustline_disk::read_beginning(&path, limit) {
        Ok(bytes) => Ok((Some(path), bytes)),
        Err(error) => Err(unreadable(&path, &error)),
    }
}

/// Why a file cannot be read, with the name that may be meant.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let message = format!("`{}`: {}", path.display(), plain(error));
    let failure = Failure::new(Exit::Input, message);
    match near(path) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure,
    }
}

/// The name in the same folder that is nearest to one that is not there.
fn near(path: &Path) -> Option<String> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let names: Vec<String> = fs::read_dir(folder)
        .ok()?
        .filter_map(|e| e.ok().map(|e| e.file_name().to_string_lossy().into_owned()))
        .collect();
    let wanted = path.file_name()?.to_string_lossy().into_owned();
    let found = trustline_model::diagnostic::nearest(&wanted, names.iter().map(String::as_str))?;
    Some(path.with_file_name(found).to_string_lossy().into_owned())
}

/// Runs something on every input; one that cannot be read is reported, and the others go on.
pub fn each(
    arguments: &[PathBuf],
    mut run: impl FnMut(Input) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    let names = names(arguments)?;
    let mut worst = Exit::Done;
    let progress = terminal::Progress::new(names.len());
    for (i, name) in names.iter().enumerate() {
        progress.show(i, name);
        let outcome = read(name).and_then(&mut run);
        progress.clear();
        worst = worst.max(match outcome {
            Ok(exit) => exit,
            Err(failure) if names.len() > 1 && failure.exit == Exit::Input => {
                terminal::failure(&failure);
                failure.exit
            }
            Err(failure) => return Err(failure),
        });
    }
    Ok(worst)
}

/// Where a diagnostic points to, in words: after the file's name.
pub fn place(file: &str, model: &ThreatModel, diagnostic: &Diagnostic) -> String {
    match &diagnostic.place {
        Place::Model => file.to_owned(),
        Place::Text { line, column } => format!("{file}:{line}:{column}"),
        Place::Diagram(id) | Place::Elements(id, _) => {
            let name = model.diagram(id).map_or("", |d| d.name.as_str());
            format!("{file} · {name}")
        }
        Place::ThreatType(id) => format!("{file} · threat type {id}"),
        Place::Stencil(name) => format!("{file} · stencil {name}"),
        Place::Threat(number) => format!("{file} · threat {number}"),
    }
}

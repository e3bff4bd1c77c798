//! What the arguments name: files, folders, standard input, built-in templates.

use crate::exit::{Exit, Failure};
use crate::settings::examined;
use crate::terminal;
use std::fs;
use std::io::{ErrorKind, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use trustline_checks::Levels;
use trustline_disk::plain;
use trustline_formats::{FileKind, MAX_BYTES, ReadError, Reading};
use trustline_model::interactions::Tables;
use trustline_model::{Diagnostic, KnowledgeBase, Place, Severity, ThreatModel};
use trustline_tables::Resolved;

/// So many mistakes of a template are told in passing.
const SHOWN: usize = 3;

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
    /// Its path below a folder, as other tools name it.
    pub fn below(&self, root: &Path) -> Result<String, Failure> {
        let Some(path) = &self.path else {
            return Ok(self.name.clone());
        };
        let whole = |p: &Path| fs::canonicalize(p).map_err(|e| unreadable(p, &e));
        let (path, folder) = (whole(path)?, whole(root)?);
        match path.strip_prefix(&folder) {
            Ok(below) => Ok(below.to_string_lossy().replace('\\', "/")),
            Err(_) => {
                let message = format!("`{}` is not below `{}`", self.name, root.display());
                Err(Failure::new(Exit::Usage, message))
            }
        }
    }

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

    /// Says what is wrong with the template that it is or carries: parts of it have no effect.
    pub fn warn_of_template(&self) {
        let alone = ThreatModel {
            knowledge_base: self.reading.model.knowledge_base.clone(),
            ..ThreatModel::default()
        };
        let examined = examined(&self.reading.diagnostics, &alone, &Levels::default());
        let found = examined.diagnostics;
        let errors: Vec<_> = found
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .collect();
        for d in errors.iter().take(SHOWN) {
            let place = place(&self.name, &alone, d);
            terminal::warn(&format!(
                "the template has a mistake: {} ({place})",
                d.message
            ));
        }
        if errors.len() > SHOWN {
            let more = errors.len() - SHOWN;
            terminal::warn(&format!(
                "… and {more} more: see `trustline template check`"
            ));
        }
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

/// What stands behind arguments.
#[derive(Default)]
pub struct Found {
    /// The files, of folders in order of their names.
    pub files: Vec<PathBuf>,
    /// What could not be looked into.
    failures: Vec<Failure>,
}

/// The files behind the arguments: folders are searched for models.
pub fn found(arguments: &[PathBuf]) -> Result<Found, Failure> {
    let mut found = Found::default();
    for argument in arguments {
        if argument.is_dir() {
            let (models, failures) = (found.files.len(), found.failures.len());
            let mut walk = Walk::new(&["tm7"]);
            walk.folder(argument, 0);
            found.files.append(&mut walk.files);
            found.failures.append(&mut walk.failures);
            if (found.files.len(), found.failures.len()) == (models, failures) {
                let message = format!("no model (.tm7) in the folder `{}`", argument.display());
                return Err(Failure::new(Exit::Input, message));
            }
        } else {
            found.files.push(argument.clone());
        }
    }
    if found.files.iter().filter(|n| n.as_os_str() == "-").count() > 1 {
        return Err(Failure::new(
            Exit::Usage,
            "standard input can be read only once",
        ));
    }
    Ok(found)
}

/// Folders nested deeper than this are left aside.
const DEPTH: usize = 32;

/// A walk through a folder for files of some endings. Hidden names are left aside; of everything
/// else that is not looked at people are told.
struct Walk<'a> {
    endings: &'a [&'a str],
    files: Vec<PathBuf>,
    failures: Vec<Failure>,
}

impl<'a> Walk<'a> {
    fn new(endings: &'a [&'a str]) -> Self {
        Self {
            endings,
            files: Vec::new(),
            failures: Vec::new(),
        }
    }

    /// Every file below a folder, in order of the names.
    fn folder(&mut self, folder: &Path, depth: usize) {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut paths: Vec<PathBuf> = match entries {
            Ok(entries) => entries.iter().map(fs::DirEntry::path).collect(),
            Err(error) => return self.failures.push(unreadable(folder, &error)),
        };
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let is_wanted = has_ending(&path, self.endings);
            if path.is_symlink() {
                if is_wanted || path.is_dir() {
                    terminal::warn(&format!(
                        "`{}` is a link and is passed over",
                        path.display()
                    ));
                }
            } else if path.is_dir() {
                match depth < DEPTH {
                    true => self.folder(&path, depth + 1),
                    false => {
                        let message = format!("`{}` is nested too deeply", path.display());
                        let failure = Failure::new(Exit::Input, message);
                        self.failures
                            .push(failure.help("name it as an argument of its own"));
                    }
                }
            } else if is_wanted && !path.is_file() {
                let shown = path.display();
                terminal::warn(&format!("`{shown}` is not a file and is passed over"));
            } else if is_wanted {
                self.files.push(path);
            }
        }
    }
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().unwrap_or_default();
    endings.iter().any(|e| ending.eq_ignore_ascii_case(e))
}

/// The files of a folder that holds a template as text.
fn template_files(folder: &Path) -> Result<Vec<trustline_formats::File>, Failure> {
    let mut walk = Walk::new(&["yaml", "yml", "png", "jpg", "gif", "bmp"]);
    walk.folder(folder, 0);
    if let Some(failure) = walk.failures.pop() {
        return Err(failure);
    }
    let paths = walk.files;
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
pub fn read(argument: impl AsRef<Path>) -> Result<Input, Failure> {
    let argument = argument.as_ref();
    let name = argument.to_string_lossy().into_owned();
    let (path, size, reading) = match argument.is_dir() {
        true => {
            let files = template_files(argument)?;
            let size = files.iter().map(|(_, bytes)| bytes.len()).sum();
            let path = Some(argument.to_owned());
            (path, size, trustline_formats::read_folder(files))
        }
        false => {
            let (path, bytes) = bytes(argument)?;
            (path, bytes.len(), trustline_formats::read(&bytes))
        }
    };
    match reading {
        Ok(reading) => Ok(Input {
            name,
            path,
            size,
            reading,
        }),
        Err(error) => Err(refused(&name, &error)),
    }
}

/// Reads bytes that lie in no file.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<Input, Failure> {
    let reading = trustline_formats::read(bytes).map_err(|e| refused(name, &e))?;
    Ok(Input {
        name: name.to_owned(),
        path: None,
        size: bytes.len(),
        reading,
    })
}

/// The template of an input, or the one that a model carries. What is wrong with it is said.
pub fn template(name: &str) -> Result<Arc<KnowledgeBase>, Failure> {
    let input = read(name)?;
    input.warn_of_template();
    input.knowledge_base()
}

/// Reads a document of interaction tables.
pub fn interactions(name: impl AsRef<Path>) -> Result<Tables, Failure> {
    let name = name.as_ref();
    let (_, bytes) = bytes(name)?;
    let refused = |e| refused(&name.to_string_lossy(), &e);
    trustline_formats::interactions::read(&bytes).map_err(refused)
}

/// Zones as the command line names them.
pub fn zones(options: &[String], tables: &Tables) -> Result<Vec<(String, String)>, Failure> {
    let zone = |option: &String| {
        let (name, element) = option.split_once('=').ok_or_else(|| {
            Failure::new(Exit::Usage, format!("`{option}` is not a zone"))
                .help("write it as NAME=ELEMENT")
        })?;
        Ok((name.trim().to_owned(), element.trim().to_owned()))
    };
    let zones: Vec<(String, String)> = options.iter().map(zone).collect::<Result<_, _>>()?;
    if zones.is_empty() {
        return Ok(zones);
    }
    match Resolved::new(tables, &[]).misnamed(&zones) {
        Some(message) => Err(Failure::new(Exit::Usage, message)
            .help("name each zone once, by an element as the document spells it")),
        None => Ok(zones),
    }
}

/// Why the bytes of a file are refused.
fn refused(name: &str, error: &ReadError) -> Failure {
    let failure = Failure::new(Exit::Input, format!("`{name}`: {error}"));
    match error.help() {
        Some(help) => failure.help(help),
        None => failure,
    }
}

fn bytes(argument: &Path) -> Result<(Option<PathBuf>, Vec<u8>), Failure> {
    let name = argument.to_str().unwrap_or_default();
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
    match trustline_disk::read_beginning(argument, limit) {
        Ok(bytes) => Ok((Some(argument.to_owned()), bytes)),
        Err(error) => Err(unreadable(argument, &error)),
    }
}

/// Why a file cannot be read, with the name that may be meant.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let message = format!("`{}`: {}", path.display(), plain(error));
    let failure = Failure::new(Exit::Input, message);
    match near(path).filter(|_| error.kind() == ErrorKind::NotFound) {
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
    let found = found(arguments)?;
    let several = found.files.len() + found.failures.len() > 1;
    let mut worst = Exit::Done;
    for failure in &found.failures {
        terminal::failure(failure);
        worst = worst.max(failure.exit);
    }
    let progress = terminal::Progress::new(found.files.len());
    for (i, file) in found.files.iter().enumerate() {
        progress.show(i, &file.to_string_lossy());
        let outcome = read(file).and_then(&mut run);
        progress.clear();
        worst = worst.max(match outcome {
            Ok(exit) => exit,
            Err(failure) if several && failure.exit == Exit::Input => {
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

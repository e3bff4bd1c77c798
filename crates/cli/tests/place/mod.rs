//! A folder of its own for a test of the binary, runs in it, and tables of such runs.

#![allow(dead_code)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder that a test begins with.
pub struct Place(PathBuf);

/// What a run came to.
pub struct Run {
    pub code: i32,
    pub out: Vec<u8>,
    pub err: String,
}

impl Run {
    /// Standard output as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }
}

impl Place {
    /// With copies of some documents of the project.
    pub fn new(name: &str, documents: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for document in documents.iter().map(Path::new) {
            let copy = folder.join(document.file_name().unwrap());
            fs::write(copy, of_project(document)).unwrap();
        }
        Self(folder)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap();
    }

    /// The binary, about to run here.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trustline"));
        command
            .args(arguments)
            .current_dir(&self.0)
            .env("TRUSTLINE_STATE", self.0.join("state"));
        command
    }

    /// Runs a line of arguments; those in single quotes may have spaces in them.
    pub fn run(&self, line: &str) -> Run {
        self.run_with(line, b"")
    }

    /// The same, with something on standard input.
    pub fn run_with(&self, line: &str, input: &[u8]) -> Run {
        self.run_each(&arguments(line), input)
    }

    /// The same with arguments as they are.
    pub fn run_each(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A run that does not read its input closes it.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            out: output.stdout,
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Runs a table, one run a line, in order: `arguments | exit code | what standard output has in
    /// it | what standard error has in it`. The last two may be left out; spaces around a cell count
    /// where it stands in single quotes.
    pub fn holds(&self, table: &str) {
        for line in table.lines().map(str::trim).filter(|l| !l.is_empty()) {
            let mut cells = line.split('|').map(str::trim);
            let arguments = cells.next().unwrap();
            let code: i32 = cells.next().expect(line).parse().expect(line);
            let [out, err] = [(); 2].map(|()| plain(cells.next().unwrap_or("")));
            assert_eq!(cells.next(), None, "{line}: too many cells");
            let run = self.run(arguments);
            let said = run.text();
            assert_eq!(run.code, code, "{line}\n{said}\n{}", run.err);
            assert!(said.contains(out), "{line}: not in\n{said}");
            assert!(run.err.contains(err), "{line}: not in\n{}", run.err);
            assert!(
                !said.contains('\x1b') && !run.err.contains('\x1b'),
                "{line}: colours without a terminal"
            );
        }
    }
}

/// What a file of the project holds.
pub fn of_project(path: impl AsRef<Path>) -> Vec<u8> {
    fs::read(trustline_harness::root().join(path)).unwrap()
}

fn plain(cell: &str) -> &str {
    let inner = cell.strip_prefix('\'').and_then(|c| c.strip_suffix('\''));
    inner.unwrap_or(cell)
}

/// Arguments with spaces between, quoted parts whole.
fn arguments(line: &str) -> Vec<&str> {
    let parts = line.split('\'').enumerate();
    parts
        .flat_map(|(i, part)| match i % 2 {
            0 => part.split_whitespace().collect(),
            _ => vec![part],
        })
        .collect()
}

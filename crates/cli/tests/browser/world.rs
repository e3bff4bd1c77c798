//! A folder of models and Trustline serving it, as somebody starts it who types `trustline open`.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use tempfile::TempDir;

/// A folder, a place for Trustline's own notes, and the running program. They outlive the test, so
/// that the page is not judged by what it says without a server: `end_all` ends them.
pub struct World {
    house: Rc<House>,
    address: String,
}

struct House {
    folder: Rc<TempDir>,
    state: Rc<TempDir>,
    process: RefCell<Option<Child>>,
}

thread_local! {
    /// Everything that the test of this thread started.
    static HOUSES: RefCell<Vec<Rc<House>>> = const { RefCell::new(Vec::new()) };
}

/// Ends every program that the test of this thread started, and removes their folders.
pub fn end_all() {
    HOUSES.take();
}

impl House {
    fn stop(&self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop();
    }
}

impl World {
    /// Writes these files into a new folder and opens it.
    pub fn start(files: &[(&str, Vec<u8>)]) -> Result<Self, String> {
        let temporary = || TempDir::with_prefix("trustline-world-").map_err(|e| e.to_string());
        let mut world = Self::of(Rc::new(temporary()?), Rc::new(temporary()?));
        for (name, bytes) in files {
            world.write(name, bytes)?;
        }
        world.run(0)?;
        Ok(world)
    }

    /// Another program that serves the same folder, with the same notes.
    pub fn beside(&self) -> Result<Self, String> {
        let mut world = Self::of(Rc::clone(&self.house.folder), Rc::clone(&self.house.state));
        world.run(0)?;
        Ok(world)
    }

    fn of(folder: Rc<TempDir>, state: Rc<TempDir>) -> Self {
        let house = Rc::new(House {
            folder,
            state,
            process: RefCell::default(),
        });
        HOUSES.with_borrow_mut(|houses| houses.push(Rc::clone(&house)));
        Self {
            house,
            address: String::new(),
        }
    }

    /// Recovery copies that programs of this folder keep.
    pub fn copies(&self) -> Vec<Vec<u8>> {
        let folders = std::fs::read_dir(self.house.state.path().join("recovery"));
        let folders = folders.into_iter().flatten().flatten();
        let files = folders.flat_map(|f| std::fs::read_dir(f.path()).into_iter().flatten());
        let models = files.flatten().map(|f| f.path());
        models
            .filter(|p| p.extension().is_some_and(|e| e == "tm7"))
            .filter_map(|p| std::fs::read(p).ok())
            .collect()
    }

    /// Ends the program, without warning.
    pub fn stop(&mut self) {
        self.house.stop();
    }

    /// Ends the program and starts it again: same folder, same notes, same port.
    pub fn restart(&mut self) -> Result<(), String> {
        self.stop();
        let port = self
            .origin()
            .rsplit(':')
            .next()
            .and_then(|p| p.parse().ok());
        self.run(port.unwrap_or(0))
    }

    /// The address that was printed, token included.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The address without path and token.
    pub fn origin(&self) -> &str {
        origin(&self.address)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.house.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        std::fs::read(self.path(name)).map_err(|e| format!("{name}: {e}"))
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let path = self.path(name);
        let folder = path.parent().unwrap_or(&path);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, bytes))
            .map_err(|e| format!("{name}: {e}"))
    }

    fn run(&mut self, port: u16) -> Result<(), String> {
        let mut process = Command::new(env!("CARGO_BIN_EXE_trustline"))
            .arg("open")
            .arg(self.house.folder.path())
            .args(["--no-browser", "--author", "Test Person", "--port"])
            .arg(port.to_string())
            .env("TRUSTLINE_STATE", self.house.state.path())
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|e| format!("trustline: {e}"))?;
        let (say, hear) = channel();
        follow(process.stdout.take(), move |line| {
            let address = line.split_whitespace().find(|w| w.starts_with("http://"));
            if let Some(address) = address {
                let _ = say.send(address.to_owned());
            }
        });
        let said = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&said);
        let complaints = follow(process.stderr.take(), move |line| {
            let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
            heard.push_str(&line);
            heard.push('\n');
        });
        match hear.recv_timeout(Duration::from_secs(20)) {
            Ok(address) => {
                self.address = address;
                self.house.process.replace(Some(process));
                Ok(())
            }
            Err(why) => {
                let _ = process.kill();
                let _ = process.wait();
                let _ = complaints.join();
                let said = said.lock().unwrap_or_else(PoisonError::into_inner);
                let why = match why {
                    RecvTimeoutError::Timeout => "printed no address within 20 s",
                    RecvTimeoutError::Disconnected => "ended without printing an address",
                };
                Err(format!("trustline open {why}: {said}"))
            }
        }
    }
}

/// Reads what a program prints to its end, so that it never waits for a reader.
pub fn follow(
    output: Option<impl Read + Send + 'static>,
    mut each: impl FnMut(String) + Send + 'static,
) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let lines = output.into_iter().flat_map(|o| BufReader::new(o).lines());
        lines.map_while(Result::ok).for_each(&mut each);
    })
}

/// An address up to its path.
pub fn origin(address: &str) -> &str {
    let path = address.find("://").map_or(0, |i| i + 3);
    let end = address.get(path..).and_then(|rest| rest.find('/'));
    address
        .get(..end.map_or(address.len(), |i| path + i))
        .unwrap_or(address)
}

/// A file of the project, as an example to work with.
pub fn project_file(name: &str) -> Result<Vec<u8>, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read(root.join(name)).map_err(|e| format!("{name}: {e}"))
}

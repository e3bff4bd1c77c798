//! One chromedriver a run, and a browser session of its own for every test: nothing of one test is
//! there in the next. What a page says on its console is kept, for a test fails by it.

use crate::wire::{Fault, ask};
use crate::world::follow;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tempfile::TempDir;

const SWITCHES: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,940",
];

/// The chromedriver of this run.
struct Driver {
    process: Child,
    port: u16,
}

static DRIVER: OnceLock<Result<Mutex<Driver>, String>> = OnceLock::new();

/// The port of this run's chromedriver, which is started by the first who asks.
fn port() -> Result<u16, String> {
    match DRIVER.get_or_init(|| start().map(Mutex::new)) {
        Ok(driver) => Ok(driver.lock().unwrap_or_else(PoisonError::into_inner).port),
        Err(message) => Err(message.clone()),
    }
}

/// Ends the chromedriver of this run, if there is one.
pub fn stop() {
    if let Some(Ok(driver)) = DRIVER.get() {
        let mut driver = driver.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = driver.process.kill();
        let _ = driver.process.wait();
    }
}

fn start() -> Result<Driver, String> {
    let mut process = Command::new("chromedriver")
        .args(["--port=0", "--log-level=SEVERE"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| {
            format!("chromedriver: {e}; `cargo xtask browser` installs what these tests need")
        })?;
    let (say, hear) = channel();
    follow(process.stdout.take(), move |line| {
        let port = line
            .split_once("started successfully on port ")
            .and_then(|(_, rest)| rest.trim_end_matches('.').parse().ok());
        if let Some(port) = port {
            let _ = say.send(port);
        }
    });
    match hear.recv_timeout(Duration::from_secs(20)) {
        Ok(port) => Ok(Driver { process, port }),
        Err(_) => {
            let _ = process.kill();
            let _ = process.wait();
            Err("chromedriver did not start within 20 s".into())
        }
    }
}

/// A browser with nothing in it.
pub struct Session {
    port: u16,
    path: String,
    /// Where downloads land.
    pub downloads: TempDir,
    /// The profile, gone with the session.
    profile: TempDir,
    /// Everything that the console said, and how much of it was an error.
    pub console: RefCell<Vec<String>>,
    pub errors: RefCell<Vec<String>>,
    /// What the test did, to be shown when it fails.
    pub steps: RefCell<Vec<String>>,
    over: Cell<bool>,
}

impl Session {
    /// Starts a browser.
    pub async fn start() -> Result<Self, String> {
        let port = port()?;
        let temporary = || TempDir::with_prefix("trustline-browser-").map_err(|e| e.to_string());
        let (profile, downloads) = (temporary()?, temporary()?);
        let mut switches: Vec<String> = SWITCHES.iter().map(|s| (*s).to_owned()).collect();
        switches.push(format!("--user-data-dir={}", profile.path().display()));
        let mut options = json!({ "args": switches });
        if let Some(browser) = chromium() {
            options["binary"] = json!(browser);
        }
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
        } } });
        let answer = ask(port, "POST", "/session", Some(&wanted)).await;
        let answer = answer.map_err(|e| format!("no browser: {e}"))?;
        let id = answer["sessionId"].as_str().ok_or("no session")?;
        let session = Self {
            port,
            path: format!("/session/{id}"),
            downloads,
            profile,
            console: RefCell::default(),
            errors: RefCell::default(),
            steps: RefCell::default(),
            over: Cell::new(false),
        };
        let allow = json!({ "behavior": "allow", "downloadPath": session.downloads.path() });
        let done = session.cdp("Browser.setDownloadBehavior", allow).await;
        done.map_err(|e| format!("downloads: {e}"))?;
        Ok(session)
    }

    pub async fn get(&self, path: &str) -> Result<Value, Fault> {
        ask(self.port, "GET", &format!("{}{path}", self.path), None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Result<Value, Fault> {
        let path = format!("{}{path}", self.path);
        ask(self.port, "POST", &path, Some(&body)).await
    }

    /// A command of Chromium's own protocol.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Result<Value, Fault> {
        let body = json!({ "cmd": command, "params": parameters });
        self.post("/goog/cdp/execute", body).await
    }

    /// Fetches what the console said meanwhile.
    pub async fn listen(&self) -> Result<(), Fault> {
        let entries = self.post("/se/log", json!({ "type": "browser" })).await?;
        for entry in entries.as_array().into_iter().flatten() {
            let word = |key: &str| entry[key].as_str().unwrap_or_default();
            let line = format!("{} {}: {}", word("level"), word("source"), word("message"));
            if word("level") == "SEVERE" {
                self.errors.borrow_mut().push(line.clone());
            }
            self.console.borrow_mut().push(line);
        }
        Ok(())
    }

    /// Kills the browser, as a system does that has no memory left; closes it where there is no
    /// `pkill`.
    pub async fn kill(&self) {
        let profile = self.profile.path().as_os_str();
        let mut pkill = Command::new("pkill");
        let _ = pkill.args(["-KILL", "-f", "--"]).arg(profile).status();
        self.end().await;
    }

    /// Whether it was closed or killed.
    pub fn is_over(&self) -> bool {
        self.over.get()
    }

    /// Closes the browser.
    pub async fn end(&self) {
        if !self.over.replace(true) {
            let _ = ask(self.port, "DELETE", &self.path, None).await;
        }
    }
}

/// Chromium, where it has one of its usual names; the driver finds others itself.
fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|n| folder.join(n)))
        .find(|p| p.is_file())
}

/// The project's folder for what these tests need and leave.
pub fn folder() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2).unwrap_or(here);
    root.join("target/browser")
}

//! A server in a folder of its own, and a client that says exactly what it is told.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{OnceLock, mpsc};
use trustline_server::{Settings, serve};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A small model.
pub fn model() -> &'static [u8] {
    static MODEL: OnceLock<Vec<u8>> = OnceLock::new();
    MODEL.get_or_init(|| fs::read(root().join("tests/corpus/small.tm7")).unwrap())
}

/// A template.
pub fn template() -> Vec<u8> {
    fs::read(root().join("crates/library/core.tb7")).unwrap()
}

pub struct Server {
    /// The folder that holds those below.
    pub place: PathBuf,
    pub folder: PathBuf,
    pub state: PathBuf,
    pub token: String,
    /// What lets in only once.
    pub ticket: String,
    host: String,
}

impl Server {
    /// Starts a server whose folder holds a small model; it ends with the tests.
    pub fn start(name: &str) -> Self {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&place);
        let (folder, state) = (place.join("models"), place.join("state"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("small.tm7"), model()).unwrap();
        let settings = Settings {
            folder: folder.clone(),
            open: Some("small.tm7".into()),
            listen: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            state: state.clone(),
            author: "Ada".into(),
        };
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            let tell = |address: &str, once: &str| {
                tell.send((address.to_owned(), once.to_owned())).unwrap();
            };
            serve(settings, tell).unwrap();
        });
        let (address, once) = told.recv().unwrap();
        let (host, token) = address.split_once("/?token=").unwrap();
        Self {
            place,
            folder,
            state,
            token: token.to_owned(),
            ticket: once.rsplit('=').next().unwrap().to_owned(),
            host: host.strip_prefix("http://").unwrap().to_owned(),
        }
    }

    fn port(&self) -> &str {
        self.host.rsplit(':').next().unwrap()
    }

    /// Asks as the page would, but for the headers given; an empty one is left out. `PORT` in them
    /// stands for the server's.
    pub fn ask(&self, method: &str, path: &str, given: &[(&str, &str)], body: &[u8]) -> Answer {
        let body = if method == "PUT" { body } else { b"" };
        let mut headers = vec![
            ("Host", self.host.clone()),
            ("X-Trustline-Key", self.token.clone()),
            ("Content-Length", body.len().to_string()),
            ("Connection", "close".to_owned()),
        ];
        if method != "GET" && method != "HEAD" {
            headers.push(("Origin", format!("http://{}", self.host)));
            headers.push(("Sec-Fetch-Site", "same-origin".to_owned()));
        }
        headers.retain(|(n, _)| given.iter().all(|(name, _)| n != name));
        for (name, value) in given {
            headers.push((name, value.replace("PORT", self.port())));
        }
        let mut socket = TcpStream::connect(&self.host).unwrap();
        let mut head = format!("{method} {path} HTTP/1.1\r\n");
        for (name, value) in headers.iter().filter(|(_, v)| !v.is_empty()) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let promised = headers.iter().find(|(n, _)| *n == "Content-Length");
        socket.write_all(format!("{head}\r\n").as_bytes()).unwrap();
        // What is promised too large must be refused before it comes.
        if promised.unwrap().1 == body.len().to_string() {
            let _ = socket.write_all(body);
        }
        let mut bytes = Vec::new();
        // A refusal may end the connection before everything was said.
        let _ = socket.read_to_end(&mut bytes);
        Answer::new(&bytes, method)
    }
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    fn new(bytes: &[u8], method: &str) -> Self {
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer to {method}"));
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self {
            status,
            head,
            body: bytes[end + 4..].to_vec(),
        }
    }

    pub fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().filter_map(|l| l.split_once(": "));
        lines.find(|(n, _)| *n == name).map_or("", |(_, v)| v)
    }

    pub fn holds(&self, text: &str) -> bool {
        self.head.contains(text) || String::from_utf8_lossy(&self.body).contains(text)
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}\n\n{}",
            self.head,
            String::from_utf8_lossy(&self.body)
        )
    }
}

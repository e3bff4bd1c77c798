//! Any bytes as HTTP requests to the real server: it answers or hangs up, it does not break, nothing
//! outside of the folder is touched or told, and without the key nothing inside of it either.
//!
//! In an input `{key}` stands for the key and `{host}` for the host, which are new in every run.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{LazyLock, mpsc};
use std::time::Duration;
use trustline_server::{Settings, serve};

const SMALL: &[u8] = include_bytes!("../../tests/corpus/small.tm7");
/// What stands in the file beside the folder.
const OUTSIDE: &[u8] = b"nobody may know that canary outside";
/// What only those may know who have the key.
const AUTHOR: &[u8] = b"canary-author";

/// Whether the input before had the key.
static HAD_KEY: AtomicBool = AtomicBool::new(false);

struct Server {
    place: PathBuf,
    host: String,
    key: String,
}

static SERVER: LazyLock<Server> = LazyLock::new(|| {
    let place = std::env::temp_dir().join(format!("trustline-fuzz-{}", std::process::id()));
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(place.join("models/.hidden")).expect("a folder");
    fs::write(place.join("models/small.tm7"), SMALL).expect("a model");
    fs::write(place.join("models/.hidden/small.tm7"), OUTSIDE).expect("a hidden file");
    fs::write(place.join("outside.tm7"), OUTSIDE).expect("a file");
    let settings = Settings {
        folder: place.join("models"),
        open: Some("small.tm7".into()),
        listen: Ipv4Addr::LOCALHOST.into(),
        port: 0,
        state: place.join("state"),
        author: String::from_utf8_lossy(AUTHOR).into_owned(),
    };
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let tell = |address: &str, _: &str| drop(tell.send(address.to_owned()));
        serve(settings, tell).expect("a server");
    });
    let address = told.recv().expect("an address");
    let (host, key) = address.split_once("/?token=").expect("a token");
    let host = host.strip_prefix("http://").expect("a host").to_owned();
    Server { place, host, key: key.to_owned() }
});

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|w| w == part)
}

/// The input with key and host, and whether the key is in it.
fn filled(bytes: &[u8], server: &Server) -> (Vec<u8>, bool) {
    let mut filled = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut has_key = false;
    while let Some((&first, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(b"{key}") {
            (rest, has_key) = (after, true);
            filled.extend_from_slice(server.key.as_bytes());
        } else if let Some(after) = rest.strip_prefix(b"{host}") {
            rest = after;
            filled.extend_from_slice(server.host.as_bytes());
        } else {
            rest = after;
            filled.push(first);
        }
    }
    (filled, has_key)
}

fuzz_target!(|bytes: &[u8]| {
    let server = &*SERVER;
    let (request, has_key) = filled(bytes, server);
    let mut socket = TcpStream::connect(&server.host).expect("a connection");
    socket.set_read_timeout(Some(Duration::from_secs(15))).expect("a timeout");
    // It may have refused and hung up before everything was said.
    let _ = socket.write_all(&request);
    let _ = socket.shutdown(std::net::Shutdown::Write);
    let mut answer = Vec::new();
    if let Err(error) = socket.read_to_end(&mut answer) {
        let waits = matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut);
        assert!(!waits, "no answer within 15 s, and no end");
    }
    if !answer.is_empty() {
        assert!(answer.starts_with(b"HTTP/1."), "{}", String::from_utf8_lossy(&answer));
        let status = answer.get(9..12).expect("a status");
        assert!(!status.starts_with(b"5"), "{}", String::from_utf8_lossy(&answer));
        // What the HTTP library refuses by itself has no body and comes from no handler.
        let by_the_library = status.starts_with(b"4") && holds(&answer, b"content-length: 0\r\n");
        assert!(by_the_library || holds(&answer, b"x-content-type-options: nosniff"));
    }
    assert!(holds(bytes, OUTSIDE) || !holds(&answer, OUTSIDE), "a file outside was told");
    assert_eq!(fs::read(server.place.join("outside.tm7")).ok().as_deref(), Some(OUTSIDE));
    assert_eq!(fs::read(server.place.join("models/.hidden/small.tm7")).ok().as_deref(), Some(OUTSIDE));
    let small = server.place.join("models/small.tm7");
    let beside = || fs::read_dir(server.place.join("models")).map_or(0, Iterator::count);
    let restore = || {
        if fs::read(&small).ok().as_deref() != Some(SMALL) {
            fs::write(&small, SMALL).expect("a model");
        }
        for entry in fs::read_dir(server.place.join("models")).expect("the folder").flatten() {
            if !["small.tm7", ".hidden"].map(Into::into).contains(&entry.file_name()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    };
    if has_key {
        // Those with the key may write.
        HAD_KEY.store(true, Ordering::Relaxed);
    } else if HAD_KEY.swap(false, Ordering::Relaxed) {
        // What was asked for with the key may be done after the connection has ended.
        std::thread::sleep(Duration::from_millis(30));
        restore();
    } else {
        assert_eq!(fs::read(&small).ok().as_deref(), Some(SMALL), "written without the key");
        assert_eq!(beside(), 2, "made without the key");
    }
    // A refusal may repeat what the request itself says.
    for secret in [AUTHOR, b"<ThreatModel"] {
        let told = holds(&answer, secret) && !holds(bytes, secret);
        assert!(has_key || !told, "told without the key");
    }
});

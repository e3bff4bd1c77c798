//! The real server on a free port, spoken to as a browser and as others would.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod client;

use client::{Answer, Server, model, template};
use std::fs;
use std::io::Read;

/// A request, and what its answer is.
struct Case {
    name: &'static str,
    method: &'static str,
    path: &'static str,
    /// Headers in the place of the usual ones; an empty value leaves the usual one out.
    headers: &'static [(&'static str, &'static str)],
    status: u16,
    /// What the answer's head or body holds.
    says: &'static str,
}

const fn case(
    name: &'static str,
    method: &'static str,
    path: &'static str,
    headers: &'static [(&'static str, &'static str)],
    status: u16,
    says: &'static str,
) -> Case {
    Case {
        name,
        method,
        path,
        headers,
        status,
        says,
    }
}

const FILE: &str = "/api/file?path=small.tm7";

#[rustfmt::skip]
const CASES: &[Case] = &[
    case("the page", "GET", "/", &[], 200, "content-type: text/html"),
    case("a wrong token", "GET", "/?token=00", &[], 403, "Open the address"),
    case("the policy is on everything", "GET", "/nowhere", &[], 404, "content-security-policy: default-src 'none'; "),
    case("no frames", "GET", "/api/session", &[], 200, "x-frame-options: DENY"),
    case("no guessing", "GET", "/api/session", &[("Host", "evil.example")], 421, "x-content-type-options: nosniff"),
    case("session", "GET", "/api/session", &[], 200, r#""open":"small.tm7","author":"Ada","version""#),
    case("api without the key", "GET", "/api/session", &[("X-Trustline-Key", "")], 401, "session key missing"),
    case("a forged key", "GET", "/api/session", &[("X-Trustline-Key", "00")], 401, "session key missing"),
    case("a foreign name leads here", "GET", "/", &[("Host", "evil.example")], 421, "is not this server"),
    case("a foreign port", "GET", "/", &[("Host", "127.0.0.1:1")], 421, "is not this server"),
    case("no host", "GET", "/", &[("Host", "")], 421, "is not this server"),
    case("two hosts", "GET", "/api/session", &[("Host", "localhost:PORT"), ("Host", "evil.example")], 400, "two hosts"),
    case("two hosts, the other first", "GET", "/", &[("Host", "evil.example"), ("Host", "localhost:PORT")], 400, "two hosts"),
    case("the other name of the host", "GET", "/api/session", &[("Host", "localhost:PORT")], 200, ""),
    case("a foreign page reads", "GET", "/api/session", &[("Sec-Fetch-Site", "cross-site")], 403, "only the page"),
    case("a page of another port reads", "GET", "/api/session", &[("Sec-Fetch-Site", "same-site")], 403, "only the page"),
    case("a foreign page reads with its name", "GET", "/api/session", &[("Origin", "http://evil.example")], 403, "only the page"),
    case("a foreign page writes", "PUT", FILE, &[("Origin", "http://evil.example"), ("If-Match", "*")], 403, "only the page"),
    case("a page of nowhere writes", "PUT", FILE, &[("Origin", "null"), ("If-Match", "*")], 403, "only the page"),
    case("nobody writes", "PUT", FILE, &[("Origin", ""), ("If-Match", "*")], 403, "only the page"),
    case("a foreign form writes", "PUT", FILE, &[("Sec-Fetch-Site", "cross-site"), ("If-Match", "*")], 403, "only the page"),
    case("above", "GET", "/api/file?path=../outside.tm7", &[], 400, "not a path inside"),
    case("above in the middle", "GET", "/api/file?path=sub/../../outside.tm7", &[], 400, "not a path inside"),
    case("above, encoded", "GET", "/api/file?path=%2e%2e%2foutside.tm7", &[], 400, "not a path inside"),
    case("above, for Windows", "GET", "/api/file?path=..%5Coutside.tm7", &[], 400, "not a path inside"),
    case("absolute", "GET", "/api/file?path=/etc/x.tm7", &[], 400, "not a path inside"),
    case("a hidden folder", "GET", "/api/file?path=.hidden/small.tm7", &[], 403, "in a hidden folder"),
    case("a hidden folder in the middle", "GET", "/api/file?path=sub/.git/small.tm7", &[], 403, "in a hidden folder"),
    case("a new file in a hidden folder", "PUT", "/api/file?path=.hidden/new.tm7", &[("If-None-Match", "*")], 403, "in a hidden folder"),
    case("a drive", "GET", "/api/file?path=C:x.tm7", &[], 400, "not a path inside"),
    case("a nought", "GET", "/api/file?path=x%00.tm7", &[], 400, "not a path inside"),
    case("no path", "GET", "/api/file", &[], 400, "`path` is missing"),
    case("two paths", "GET", "/api/file?path=a.tm7&path=b.tm7", &[], 400, "duplicate field"),
    case("no model", "GET", "/api/file?path=notes.txt", &[], 422, "ends in .tm7, .tb7 or .yaml"),
    case("does not exist", "GET", "/api/file?path=none.tm7", &[], 404, r#"{"error":"`none.tm7` does not exist","help":null}"#),
    case("no such folder", "GET", "/api/file?path=none/x.tm7", &[], 404, "`none`: "),
    case("a text that is no template", "GET", "/api/file?path=secrets.yaml", &[], 403, "is not a template"),
    case("over a text that is no template", "PUT", "/api/file?path=secrets.yaml", &[("If-Match", "*")], 422, "means another format"),
    case("a text that is a template", "GET", "/api/file?path=mine.yml", &[], 200, "name: Mine"),
    case("a folder", "GET", "/api/file?path=folder.tm7", &[], 409, "is not a file"),
    case("no condition", "PUT", FILE, &[], 428, "does not say which content"),
    case("two conditions", "PUT", FILE, &[("If-Match", "*"), ("If-None-Match", "*")], 428, "does not say"),
    case("other content", "PUT", FILE, &[("If-Match", "\"00\"")], 412, r#""etag":"\"#),
    case("new, and there", "PUT", FILE, &[("If-None-Match", "*")], 412, "already exists"),
    case("changed, and gone", "PUT", "/api/file?path=none.tm7", &[("If-Match", "\"00\"")], 412, "no longer exists"),
    case("a model as template", "PUT", "/api/file?path=new.tb7", &[("If-None-Match", "*")], 422, "ends in .tm7"),
    case("a model as text", "PUT", "/api/file?path=new.txt", &[("If-None-Match", "*")], 422, "ends in .tm7, .tb7 or .yaml"),
    case("too large", "PUT", FILE, &[("If-Match", "*"), ("Content-Length", "536870913")], 413, "larger than 512 MB"),
    case("too large for a copy", "PUT", "/api/recovery?id=abcd-1234", &[("Content-Length", "536870913")], 413, "larger"),
    case("a large question", "DELETE", "/api/recent?path=x", &[("Content-Length", "5000")], 413, "too large"),
    case("no id", "PUT", "/api/recovery?id=..%2f..%2fabcd", &[], 400, "is no id"),
    case("a short id", "GET", "/api/recovery?id=abc", &[], 400, "is no id"),
    case("no copy", "GET", "/api/recovery?id=abcd-9999", &[], 404, "recovery copy abcd-9999"),
    case("no such address", "GET", "/api/nothing", &[], 404, "nothing at this address"),
    case("no such method", "POST", "/api/session", &[], 405, "is not supported"),
    case("no such method of the page", "POST", "/", &[], 405, ""),
];

#[test]
fn requests_and_their_answers() {
    let server = Server::start("cases");
    fs::write(server.folder.join("notes.txt"), "x").unwrap();
    fs::write(server.folder.join("secrets.yaml"), "password: x").unwrap();
    fs::write(
        server.folder.join("mine.yml"),
        "template:\n  name: Mine\nstencils: []\n",
    )
    .unwrap();
    fs::create_dir(server.folder.join("folder.tm7")).unwrap();
    fs::create_dir(server.folder.join(".hidden")).unwrap();
    fs::write(server.folder.join(".hidden/small.tm7"), model()).unwrap();
    for case in CASES {
        let answer = server.ask(case.method, case.path, case.headers, model());
        let name = case.name;
        assert_eq!(answer.status, case.status, "{name}: {answer:?}");
        assert!(answer.holds(case.says), "{name}: {answer:?}");
    }
    assert_eq!(fs::read(server.folder.join("small.tm7")).unwrap(), model());
}

#[test]
fn the_token_becomes_the_key() {
    let server = Server::start("token");
    let path = format!("/?file=a.tm7&token={}&x=1", server.token);
    let answer = server.ask("GET", &path, &[("X-Trustline-Key", "")], b"");
    assert_eq!(answer.status, 303);
    let place = format!("/?file=a.tm7&x=1#key={}", server.token);
    assert_eq!(answer.header("location"), place);
    assert_eq!(answer.header("set-cookie"), "", "cookies know no ports");
    assert_eq!(server.token.len(), 64);
}

/// What stood on a command line or in a browser's history is of no use to who finds it there.
#[test]
fn the_ticket_lets_in_once() {
    let server = Server::start("ticket");
    let path = format!("/?token={}", server.ticket);
    let ask = |path: &str| server.ask("GET", path, &[("X-Trustline-Key", "")], b"");
    assert_ne!(server.ticket, server.token);
    let answer = ask(&path);
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), format!("/#key={}", server.token));
    assert_eq!(ask(&path).status, 403);
    assert_eq!(ask(&format!("/?token={}", server.token)).status, 303);
    let forged = [("X-Trustline-Key", server.ticket.as_str())];
    let answer = server.ask("GET", "/api/session", &forged, b"");
    assert_eq!(answer.status, 401);
}

/// What is accepted, and the coding that the page is sent in.
const CODINGS: &[(&str, &str)] = &[
    ("br", "br"),
    ("gzip, deflate, br, zstd", "br"),
    ("br;q=0.1, gzip", "br"),
    ("gzip", "gzip"),
    ("gzip, deflate", "gzip"),
    ("br;q=0, gzip", "gzip"),
    ("br; q=0.000, gzip;q=0.5", "gzip"),
    ("br;q=0, gzip;q=0", ""),
    ("gzip;q=0", ""),
    ("brotli, zstd", ""),
    ("identity", ""),
    ("", ""),
];

#[test]
fn the_page_is_sent_in_a_coding_that_is_accepted() {
    let server = Server::start("codings");
    let (name, plain) = trustline_server::bundle()
        .find(|(name, _)| *name == "index.html")
        .unwrap();
    for (accepted, coding) in CODINGS {
        let headers = [("Accept-Encoding", *accepted)];
        let answer = server.ask("GET", "/", &headers, b"");
        let case = format!("{name} for `{accepted}`: {answer:?}");
        assert_eq!(answer.status, 200, "{case}");
        assert_eq!(answer.header("content-encoding"), *coding, "{case}");
        assert_eq!(answer.header("vary"), "Accept-Encoding", "{case}");
        let length = answer.body.len().to_string();
        assert_eq!(answer.header("content-length"), length, "{case}");
        let end = match *coding {
            "br" => "-br\"",
            "gzip" => "-gz\"",
            _ => "\"",
        };
        assert_eq!(answer.header("etag").len(), 33 + end.len(), "{case}");
        assert!(answer.header("etag").ends_with(end), "{case}");
        let looked = server.ask("HEAD", "/", &headers, b"");
        assert_eq!((looked.status, looked.body.len()), (200, 0), "{case}");
        assert_eq!(looked.header("content-length"), length, "{case}");
        assert_eq!(looked.header("etag"), answer.header("etag"), "{case}");
        assert_eq!(opened(&answer.body, coding), plain, "{case}");
    }
}

/// What a browser makes of a body.
fn opened(body: &[u8], coding: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    match coding {
        "br" => brotli::Decompressor::new(body, 4096).read_to_end(&mut bytes),
        "gzip" => flate2::read::GzDecoder::new(body).read_to_end(&mut bytes),
        _ => return body.to_vec(),
    }
    .unwrap();
    bytes
}

#[test]
fn the_page_is_sent_once_in_each_coding() {
    let server = Server::start("static");
    let ask = |accepted: &str, known: &str| {
        let headers = [("Accept-Encoding", accepted), ("If-None-Match", known)];
        server.ask("GET", "/", &headers, b"")
    };
    let tags = ["br", "gzip", ""].map(|accepted| {
        let tag = ask(accepted, "").header("etag").to_owned();
        let again = ask(accepted, &format!("\"00\", W/{tag}"));
        assert_eq!((again.status, again.body.len()), (304, 0), "{again:?}");
        assert_eq!(again.header("etag"), tag, "{again:?}");
        assert_eq!(again.header("vary"), "Accept-Encoding", "{again:?}");
        assert_eq!(again.header("cache-control"), "no-cache", "{again:?}");
        tag
    });
    // What is known in one coding is not known in another.
    assert_eq!(ask("br", &tags[1]).status, 200);
    assert_eq!(ask("gzip", &tags[0]).status, 200);
    assert_eq!(ask("", &tags[0]).status, 200);
}

#[test]
fn files_are_fetched_and_stored() {
    let server = Server::start("files");
    let put = |path: &str, headers: &[(&str, &str)], body: &[u8]| {
        server.ask("PUT", &format!("/api/file?path={path}"), headers, body)
    };
    let fetched = server.ask("GET", FILE, &[], b"");
    assert_eq!(fetched.body, model());
    let tag = fetched.header("etag").to_owned();
    assert!(tag.len() == 66 && fetched.header("last-modified").ends_with("GMT"));
    let looked = server.ask("HEAD", FILE, &[], b"");
    assert_eq!((looked.status, looked.body.len()), (200, 0));
    assert_eq!(looked.header("etag"), tag);
    assert_eq!(looked.header("content-length"), model().len().to_string());

    // Somebody else changes it: nothing is written, and the answer tells what is there.
    let mut theirs = model().to_vec();
    theirs.extend(b"<!-- theirs -->");
    fs::write(server.folder.join("small.tm7"), &theirs).unwrap();
    let answer = put("small.tm7", &[("If-Match", &tag)], model());
    assert_eq!(answer.status, 412);
    let now = answer.header("etag").to_owned();
    assert_eq!(server.ask("HEAD", FILE, &[], b"").header("etag"), now);
    assert_eq!(fs::read(server.folder.join("small.tm7")).unwrap(), theirs);
    let answer = put("small.tm7", &[("If-Match", &now)], model());
    assert_eq!(answer.json()["etag"], tag);
    assert_eq!(fs::read(server.folder.join("small.tm7")).unwrap(), model());
    fs::write(server.folder.join("small.tm7"), &theirs).unwrap();
    assert_eq!(put("small.tm7", &[("If-Match", "*")], model()).status, 200);

    // What no reader accepts is refused with its reason.
    let answer = put("small.tm7", &[("If-Match", "*")], b"<a><b></a>");
    assert_eq!(answer.status, 422);
    assert!(answer.holds("not well-formed XML"), "{answer:?}");

    // New ones, in a folder that is there, with another kind.
    fs::create_dir(server.folder.join("sub")).unwrap();
    let answer = put("sub/my%20own.TB7", &[("If-None-Match", "*")], &template());
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(
        put("none/new.tm7", &[("If-None-Match", "*")], model()).status,
        404
    );
    fs::create_dir_all(server.folder.join(".hidden")).unwrap();
    fs::create_dir_all(server.folder.join("target")).unwrap();
    for left_out in [".hidden/x.tm7", "target/x.tm7", "readme.md", "other.yaml"] {
        fs::write(server.folder.join(left_out), "x").unwrap();
    }
    let listing = server.ask("GET", "/api/files", &[], b"").json();
    let files = listing["files"].as_array().unwrap();
    let names: Vec<&str> = files.iter().map(|f| f["path"].as_str().unwrap()).collect();
    assert_eq!(names, ["small.tm7", "sub/my own.TB7"]);
    assert_eq!(
        (&files[1]["kind"], &listing["truncated"]),
        (&"tb7".into(), &false.into())
    );
    assert_eq!(files[0]["size"], model().len());
    assert!(files[0]["modified"].as_u64().unwrap() > 1_600_000_000_000);
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let server = Server::start("links");
    let (folder, outside) = (&server.folder, server.place.join("outside"));
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("x.tm7"), model()).unwrap();
    symlink(&outside, folder.join("out")).unwrap();
    symlink(outside.join("x.tm7"), folder.join("x.tm7")).unwrap();
    symlink(outside.join("new.tm7"), folder.join("new.tm7")).unwrap();
    symlink("small.tm7", folder.join("inside.tm7")).unwrap();
    for path in ["out/x.tm7", "x.tm7", "out/y.tm7", "new.tm7"] {
        let path = format!("/api/file?path={path}");
        for (method, headers) in [("GET", ("If-Match", "")), ("PUT", ("If-Match", "*"))] {
            let answer = server.ask(method, &path, &[headers], model());
            assert_eq!(answer.status, 403, "{path} {answer:?}");
            assert!(answer.holds("leads out of the folder"), "{path} {answer:?}");
        }
    }
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
    // A link inside stays a link, and permissions stay.
    let small = folder.join("small.tm7");
    fs::set_permissions(&small, fs::Permissions::from_mode(0o640)).unwrap();
    let path = "/api/file?path=inside.tm7";
    let answer = server.ask("PUT", path, &[("If-Match", "*")], model());
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(folder.join("inside.tm7").is_symlink());
    assert_eq!(
        fs::metadata(&small).unwrap().permissions().mode() & 0o777,
        0o640
    );
    let listing = server.ask("GET", "/api/files", &[], b"").json();
    let names: Vec<_> = listing["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| &f["path"])
        .collect();
    assert_eq!(names, ["inside.tm7", "small.tm7"]);
    fs::set_permissions(&small, fs::Permissions::from_mode(0o440)).unwrap();
    let answer = server.ask("PUT", path, &[("If-Match", "*")], model());
    assert_eq!(answer.status, 403, "{answer:?}");
    assert!(answer.holds("write-protected"), "{answer:?}");
}

#[test]
fn recent_files_are_kept() {
    let server = Server::start("recent");
    let recent = || server.ask("GET", "/api/recent", &[], b"").json();
    fs::create_dir_all(&server.state).unwrap();
    fs::write(server.state.join("recent.json"), "{damaged").unwrap();
    assert_eq!(recent(), serde_json::json!([]));
    let path = "/api/file?path=other.tm7";
    server.ask("PUT", path, &[("If-None-Match", "*")], model());
    server.ask("GET", FILE, &[], b"");
    fs::remove_file(server.folder.join("other.tm7")).unwrap();
    let list = recent();
    assert_eq!(
        (&list[0]["path"], &list[0]["exists"]),
        (&"small.tm7".into(), &true.into())
    );
    assert_eq!(
        (&list[1]["path"], &list[1]["exists"]),
        (&"other.tm7".into(), &false.into())
    );
    assert!(list[0]["opened"].as_u64() >= list[1]["opened"].as_u64());
    let answer = server.ask("DELETE", "/api/recent?path=other.tm7", &[], b"");
    assert_eq!(answer.status, 204);
    assert_eq!(recent().as_array().unwrap().len(), 1);
}

#[test]
fn recovery_copies_go_round() {
    let server = Server::start("recovery");
    let ask = |method: &str, query: &str, body: &[u8]| -> Answer {
        server.ask(method, &format!("/api/recovery{query}"), &[], body)
    };
    assert_eq!(ask("GET", "", b"").json(), serde_json::json!([]));
    // A copy may be what no reader accepts, and of a model that has no file yet.
    assert_eq!(ask("PUT", "?id=abcd-0001&path=", b"half").status, 204);
    assert_eq!(
        ask("PUT", "?id=abcd-0002&path=small.tm7", b"one").status,
        204
    );
    assert_eq!(
        ask("PUT", "?id=abcd-0002&path=small.tm7&tag=00ff", b"two").status,
        204
    );
    assert_eq!(ask("PUT", "?id=abcd-0003&path=../x.tm7", b"x").status, 400);
    assert_eq!(ask("GET", "?id=abcd-0002", b"").body, b"two");
    let list = ask("GET", "", b"").json();
    let find = |id| {
        list.as_array()
            .unwrap()
            .iter()
            .find(|c| c["id"] == id)
            .unwrap()
    };
    assert_eq!(list.as_array().unwrap().len(), 2);
    assert_eq!(find("abcd-0002")["tag"], "00ff");
    assert_eq!(find("abcd-0001")["tag"], "");
    assert_eq!(
        (&find("abcd-0001")["path"], &find("abcd-0001")["size"]),
        (&"".into(), &4.into())
    );
    assert_eq!(find("abcd-0002")["path"], "small.tm7");
    // A model from elsewhere stays marked as such: it must not be saved over its namesake here.
    let marked = "?id=abcd-0004&path=*small.tm7";
    assert_eq!(ask("PUT", marked, b"theirs").status, 204);
    let last = ask("GET", "", b"").json();
    let paths: Vec<_> = last
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["path"])
        .collect();
    assert!(paths.contains(&&"*small.tm7".into()), "{paths:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode =
            |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folder = fs::read_dir(server.state.join("recovery")).unwrap().next();
        let folder = folder.unwrap().unwrap().path();
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(&folder.join("abcd-0002.tm7")), 0o600);
    }
    for id in 0..60 {
        ask("PUT", &format!("?id=many-{id:04}"), b"x");
    }
    assert_eq!(ask("GET", "", b"").json().as_array().unwrap().len(), 50);
    assert_eq!(ask("DELETE", "?id=many-0059", b"").status, 204);
    assert_eq!(ask("GET", "?id=many-0059", b"").status, 404);
    assert_eq!(ask("DELETE", "?id=many-0059", b"").status, 204);
}

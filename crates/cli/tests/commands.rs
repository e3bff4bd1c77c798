//! The binary as people and CI use it: outputs, exit codes, safety of writing.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A folder of its own for a test, with copies of some documents.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for document in [
            "small.tm7",
            "no-longer-generated.tm7",
            "truncated.tm7",
            "indented-with-foreign-content.tm7",
        ] {
            fs::copy(
                root().join("tests/corpus").join(document),
                folder.join(document),
            )
            .unwrap();
        }
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments, b"")
    }

    fn run_with(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_trustline"))
            .args(arguments)
            .current_dir(&self.0)
            .env("TRUSTLINE_STATE", self.0.join("state"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A run that does not read its input closes it.
        let _ = child.stdin.take().unwrap().write_all(input);
        child.wait_with_output().unwrap()
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap()
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn exit_codes_and_words() {
    let place = Place::new("words");
    fs::write(place.0.join("plain.txt"), "").unwrap();
    // Arguments, exit code, what standard output and standard error hold.
    let cases: &[(&[&str], i32, &str, &str)] = &[
        (
            &["analyze", "small.tm7"],
            0,
            "3 threats: 2 Not Started, 1 Mitigated",
            "",
        ),
        (
            &["analyze", "."],
            3,
            "no longer generated, kept",
            "truncated.tm7`: not well-formed XML",
        ),
        (&["analyze", "smal.tm7"], 3, "", "did you mean `small.tm7`?"),
        (
            &[
                "analyze",
                "small.tm7",
                "--fail-on",
                "open and priority is High",
            ],
            1,
            "3 threats",
            "",
        ),
        (
            &[
                "analyze",
                "small.tm7",
                "--fail-on",
                "state is NeedsInvestigation",
            ],
            0,
            "3 threats",
            "",
        ),
        (
            &["analyze", "small.tm7", "--fail-on", "priority is Hihg"],
            2,
            "",
            "no threat and no template has the priority `Hihg`",
        ),
        (
            &["analyze", "small.tm7", "--fail-on", "stat is x"],
            2,
            "",
            "did you mean `state`?",
        ),
        (
            &["analyze", "small.tm7", "--only", "not open"],
            0,
            "1 threat: 1 Mitigated",
            "",
        ),
        (
            &["analyze", "builtin:core"],
            3,
            "",
            "is a template, not a model",
        ),
        (
            &["check", "builtin:core", "--deny", "info"],
            0,
            "nothing found",
            "",
        ),
        (&["check", "small.tm7"], 0, "warning[dangling-flow]", ""),
        (
            &["check", "small.tm7", "--deny", "warning"],
            1,
            "warning[dangling-flow]",
            "",
        ),
        (
            &["check", "small.tm7", "--level", "dangling-flow=error"],
            1,
            "error[dangling-flow]",
            "",
        ),
        (
            &["check", "small.tm7", "--level", "dangling-flw=off"],
            2,
            "",
            "did you mean `dangling-flow`?",
        ),
        (
            &["check", "--list"],
            0,
            "unknown-content                  info",
            "",
        ),
        (&["explain", "small.tm7", "1"], 0, "So it fires.", ""),
        (
            &["explain", "small.tm7", "S02@Save"],
            0,
            "So it does not fire.",
            "",
        ),
        (
            &["explain", "small.tm7", "99"],
            2,
            "",
            "no threat has the number 99",
        ),
        (
            &["explain", "small.tm7", "S02@Sav"],
            2,
            "",
            "did you mean `Save`?",
        ),
        (
            &["explain", "no-longer-generated.tm7", "1"],
            0,
            "no longer on the drawing",
            "",
        ),
        (&["info", "small.tm7"], 0, "native form", ""),
        (
            &["info", "builtin:core"],
            0,
            "117 threat types in 6 categories",
            "",
        ),
        (
            &["draw", "small.tm7", "-o", "x.png", "--format", "svg"],
            2,
            "",
            "another format than --format",
        ),
        (
            &["draw", "small.tm7", "--diagram", "Large"],
            2,
            "",
            "its diagrams: 1 `Small`",
        ),
        (&["draw", "small.tm7", "-o", "-"], 0, "<svg ", ""),
        (
            &["report", "small.tm7", "--format", "markdown"],
            0,
            "# Threat model: Small",
            "",
        ),
        (
            &["report", "small.tm7", "-o", "no/where.html"],
            4,
            "",
            "there is no folder",
        ),
        (
            &["report", "small.tm7", "-o", "plain"],
            2,
            "",
            "does not tell which format",
        ),
        (
            &["convert", "small.tm7", "small.tm7"],
            4,
            "",
            "is there already",
        ),
        (
            &["convert", "small.tm7", "-"],
            2,
            "",
            "does not tell which form",
        ),
        (&["update", "small.tm7", "--dry-run"], 0, "up to date", ""),
        (
            &["update", "no-longer-generated.tm7", "--check"],
            1,
            "2 removed",
            "",
        ),
        (&["open", "smal.tm7"], 3, "", "did you mean `small.tm7`?"),
        (
            &["open", "plain.txt"],
            3,
            "",
            "neither a model (.tm7) nor a template",
        ),
        (&["open", "--port", "70000"], 2, "", "70000 is not in"),
        (&["open", "--listen", "everywhere"], 2, "", "--listen"),
        (
            &["open", "--listen", "192.0.2.1", "--no-browser"],
            4,
            "",
            "cannot listen on `192.0.2.1:0`",
        ),
        (&["page", "."], 4, "", "is not empty"),
        (&["page", "site/page"], 0, "", "wrote site/page"),
        (&["page", "site/page", "--force"], 0, "", "wrote site/page"),
        (&["completions", "bash"], 0, "_trustline", ""),
        (&["manual"], 0, ".TH trustline", ""),
        (&["frobnicate"], 2, "", "unrecognized subcommand"),
    ];
    for (arguments, exit, out, err) in cases {
        let output = place.run(arguments);
        let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(code(&output), *exit, "{arguments:?}\n{stdout}\n{stderr}");
        assert!(
            stdout.contains(out),
            "{arguments:?}: `{out}` is not in\n{stdout}"
        );
        assert!(
            stderr.contains(err),
            "{arguments:?}: `{err}` is not in\n{stderr}"
        );
        assert!(
            !stdout.contains('\x1b') && !stderr.contains('\x1b'),
            "{arguments:?}: colours without a terminal"
        );
    }
}

#[test]
fn json_of_one_and_of_several() {
    let place = Place::new("json");
    let one: serde_json::Value = serde_json::from_slice(
        &place
            .run(&["analyze", "--format", "json", "small.tm7"])
            .stdout,
    )
    .unwrap();
    assert_eq!(one["file"], "small.tm7");
    assert_eq!(one["threats"].as_array().unwrap().len(), 3);
    let first = &one["threats"][0];
    assert_eq!(
        first["key"],
        serde_json::json!({"type": "S02", "source": "user", "flow": "order", "target": "api"})
    );
    assert_eq!(
        (&first["origin"], &first["standing"]),
        (&"generated".into(), &"current".into())
    );
    assert_eq!(
        (&first["number"], &first["state"], &first["priority"]),
        (&1.into(), &"Mitigated".into(), &"High".into())
    );
    assert_eq!(first["crosses"], serde_json::json!(["Internet", "Cloud"]));
    let two = place.run(&[
        "analyze",
        "--format",
        "json",
        "small.tm7",
        "no-longer-generated.tm7",
    ]);
    let two: serde_json::Value = serde_json::from_slice(&two.stdout).unwrap();
    assert_eq!(two["models"].as_array().unwrap().len(), 2);
    assert_eq!(
        two["models"][1]["threats"][0]["standing"],
        "no-longer-generated"
    );
}

#[test]
fn standard_input_and_output() {
    let place = Place::new("pipes");
    let small = place.bytes("small.tm7");
    let output = place.run_with(&["analyze", "-"], &small);
    assert!(
        text(&output.stdout).contains("standard input"),
        "{}",
        text(&output.stdout)
    );
    // A model that is up to date goes through untouched.
    assert_eq!(place.run_with(&["update", "-"], &small).stdout, small);
    assert_eq!(
        place
            .run_with(&["convert", "-", "-", "--to", "tm7"], &small)
            .stdout,
        small
    );
    let garbage = place.run_with(&["analyze", "-"], b"hello");
    assert_eq!(code(&garbage), 3);
    assert!(text(&garbage.stderr).contains("this is no XML"));
}

#[test]
fn the_page_is_served_to_who_knows_the_token() {
    let place = Place::new("open");
    let mut child = Command::new(env!("CARGO_BIN_EXE_trustline"))
        .args(["open", "small.tm7", "--no-browser", "--author", "Ada"])
        .current_dir(&place.0)
        .env("TRUSTLINE_STATE", place.0.join("state"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("Trustline is at http://").unwrap();
    let (host, path) = address.split_once('/').unwrap();
    let mut socket = TcpStream::connect(host).unwrap();
    write!(
        socket,
        "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
}

#[test]
fn the_page_as_files_carries_its_policy() {
    let place = Place::new("page");
    assert_eq!(code(&place.run(&["page", "site"])), 0);
    let page = text(&place.bytes("site/index.html"));
    // Builds without the page have no policy either.
    if place.0.join("site/policy.txt").exists() {
        let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ";
        assert!(
            page.contains(policy) && !page.contains("frame-ancestors"),
            "{page}"
        );
        assert!(page.find(policy) < page.find("<script"), "{page}");
    }
}

#[test]
fn updating_keeps_decisions_and_is_done_once() {
    let place = Place::new("update");
    let file = "no-longer-generated.tm7";
    let output = place.run(&["update", file]);
    assert_eq!(code(&output), 0);
    assert!(
        text(&output.stderr).contains("2 removed"),
        "{}",
        text(&output.stderr)
    );
    let after = place.bytes(file);
    assert!(
        text(&after).contains("Done &amp; &lt;checked&gt;"),
        "the decision is gone"
    );
    let modified = fs::metadata(place.0.join(file))
        .unwrap()
        .modified()
        .unwrap();
    let again = place.run(&["update", file]);
    assert!(text(&again.stderr).contains("up to date"));
    assert_eq!(place.bytes(file), after);
    assert_eq!(
        fs::metadata(place.0.join(file))
            .unwrap()
            .modified()
            .unwrap(),
        modified,
        "written for nothing"
    );
    let left: Vec<_> = fs::read_dir(&place.0)
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert!(
        left.iter()
            .all(|n| !n.to_string_lossy().starts_with(".trustline-")),
        "{left:?}"
    );
}

#[test]
fn what_is_not_understood_is_kept_and_said() {
    let place = Place::new("foreign");
    let file = "indented-with-foreign-content.tm7";
    // An element less, so that there is something to write.
    let text_before = text(&place.bytes(file))
        .replace(">user</SourceGuid>", ">gone</SourceGuid>")
        .replace(">user<", ">gone<");
    fs::write(
        place.0.join(file),
        text_before.replace(">gone</Guid>", ">other</Guid>"),
    )
    .unwrap();
    let output = place.run(&["update", file]);
    assert!(
        text(&output.stderr).contains("does not understand"),
        "{}",
        text(&output.stderr)
    );
    let after = text(&place.bytes(file));
    assert!(
        after.contains("<Team>Blue</Team>")
            && after.contains("<!-- kept by hand -->")
            && after.contains("Lighting")
    );
}

#[test]
#[cfg(unix)]
fn a_write_protected_model_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new("protected");
    let path = place.0.join("no-longer-generated.tm7");
    let before = fs::read(&path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let output = place.run(&["update", "no-longer-generated.tm7"]);
    assert_eq!(code(&output), 4, "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("write-protected"));
    assert_eq!(fs::read(&path).unwrap(), before);
}

/// A pipe, or `/dev/null`, is written to; it must not become a file.
#[test]
#[cfg(unix)]
fn a_pipe_stays_a_pipe() {
    use std::os::unix::fs::FileTypeExt;
    let place = Place::new("pipe");
    let path = place.0.join("pipe.svg");
    assert!(
        Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    let reader = std::thread::spawn({
        let path = path.clone();
        move || fs::read(path).unwrap()
    });
    let output = place.run(&["draw", "small.tm7", "-o", "pipe.svg"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert!(reader.join().unwrap().starts_with(b"<svg "));
    assert!(fs::metadata(&path).unwrap().file_type().is_fifo());
}

#[test]
fn models_and_templates_convert_into_each_other() {
    let place = Place::new("convert");
    let ok = |arguments: &[&str]| {
        let output = place.run(arguments);
        assert_eq!(code(&output), 0, "{arguments:?}: {}", text(&output.stderr));
    };
    ok(&["convert", "small.tm7", "out.tb7"]);
    assert_eq!(
        place.bytes("out.tb7"),
        fs::read(root().join("tests/corpus/small.tb7")).unwrap()
    );
    ok(&["convert", "out.tb7", "empty.tm7"]);
    ok(&["convert", "empty.tm7", "again.tb7"]);
    assert_eq!(place.bytes("again.tb7"), place.bytes("out.tb7"));
    ok(&["convert", "builtin:core", "core.tb7"]);
    assert_eq!(
        place.bytes("core.tb7"),
        fs::read(root().join("crates/library/core.tb7")).unwrap()
    );
    ok(&["convert", "indented-with-foreign-content.tm7", "native.tm7"]);
    let info = place.run(&["info", "native.tm7"]);
    assert!(text(&info.stdout).contains("native form"));
}

#[test]
fn pictures_and_reports_lie_where_they_are_said_to() {
    let place = Place::new("pictures");
    for (arguments, file, start) in [
        (
            &[
                "draw",
                "small.tm7",
                "-o",
                "made/for/this",
                "--format",
                "png",
            ][..],
            "made/for/this/small-1.png",
            &b"\x89PNG"[..],
        ),
        (
            &[
                "draw",
                "small.tm7",
                "--theme",
                "dark",
                "-o",
                "one.svg",
                "--threat",
                "1",
            ],
            "one.svg",
            b"<svg ",
        ),
        (
            &["report", "small.tm7"],
            "small.report.html",
            b"<!doctype html>",
        ),
        (
            &["report", "small.tm7", "-o", "list.csv"],
            "list.csv",
            b"\"Id\",\"Diagram\",\"Changed By\"",
        ),
        (
            &["report", "small.tm7", "-o", "made"],
            "made/small.report.html",
            b"<!doctype html>",
        ),
    ] {
        let output = place.run(arguments);
        assert_eq!(code(&output), 0, "{arguments:?}: {}", text(&output.stderr));
        assert!(place.bytes(file).starts_with(start), "{arguments:?}");
    }
}

#[test]
fn levels_come_from_a_file_and_the_command_line_counts_first() {
    let place = Place::new("levels");
    fs::write(
        place.0.join("trustline.toml"),
        "[levels]\ndangling-flow = \"error\"\n",
    )
    .unwrap();
    assert_eq!(code(&place.run(&["check", "small.tm7"])), 1);
    assert_eq!(
        code(&place.run(&["check", "small.tm7", "--level", "dangling-flow=off"])),
        0
    );
    fs::write(place.0.join("trustline.toml"), "[levls]\n").unwrap();
    let output = place.run(&["check", "small.tm7"]);
    assert_eq!(code(&output), 2);
    assert!(text(&output.stderr).contains("unknown table `levls`"));
}

#[test]
fn templates_are_compared_combined_and_applied() {
    let place = Place::new("templates");
    fs::copy(
        root().join("tests/corpus/small.tb7"),
        place.0.join("small.tb7"),
    )
    .unwrap();
    fs::write(place.0.join("bad.toml"), "[stencil]\n").unwrap();
    fs::write(
        place.0.join("unknown.toml"),
        "[stencils]\n\"GE.P\" = \"TL.P.WebApy\"\n",
    )
    .unwrap();
    // Arguments, exit code, what standard output and standard error hold.
    let cases: &[(&[&str], i32, &str, &str)] = &[
        (
            &["diff", "builtin:core", "builtin:core"],
            0,
            "no differences",
            "",
        ),
        (&["diff", "small.tb7", "builtin:core"], 0, " added, ", ""),
        (
            &["diff", "small.tb7", "builtin:core", "--check"],
            1,
            "+ ",
            "",
        ),
        (
            &["diff", "small.tb7", "builtin:core", "--format", "json"],
            0,
            "\"what\": \"added\"",
            "",
        ),
        (
            &["merge", "small.tb7", "-o", "x.tb7"],
            2,
            "",
            "2 values required",
        ),
        (
            &[
                "merge",
                "builtin:core",
                "builtin:core",
                "-o",
                "same.tb7",
                "--strict",
            ],
            0,
            "",
            "conflicts: 0",
        ),
        (
            &["apply", "small.tm7", "--template", "builtin:core"],
            2,
            "",
            "nothing says where to write",
        ),
        (
            &[
                "apply",
                "small.tm7",
                "--template",
                "builtin:core",
                "--plan",
                "--write-map",
                "map.toml",
            ],
            0,
            "none lost",
            "wrote map.toml",
        ),
        (
            &[
                "apply",
                "small.tm7",
                "--template",
                "builtin:core",
                "--map",
                "map.toml",
                "-o",
                "new.tm7",
            ],
            0,
            "none lost",
            "wrote new.tm7",
        ),
        (
            &[
                "apply",
                "new.tm7",
                "--template",
                "builtin:core",
                "--in-place",
            ],
            0,
            "",
            "nothing to do",
        ),
        (
            &[
                "apply",
                "small.tm7",
                "--template",
                "builtin:core",
                "--plan",
                "--map",
                "bad.toml",
            ],
            2,
            "",
            "unknown table `stencil`",
        ),
        (
            &[
                "apply",
                "small.tm7",
                "--template",
                "builtin:core",
                "--plan",
                "--map",
                "unknown.toml",
            ],
            2,
            "",
            "did you mean `TL.P.WebApi`?",
        ),
        (
            &[
                "apply",
                "builtin:core",
                "--template",
                "builtin:core",
                "--plan",
            ],
            3,
            "",
            "is a template, not a model",
        ),
    ];
    for (arguments, exit, out, err) in cases {
        let arguments = [&["template"], *arguments].concat();
        let output = place.run(&arguments);
        let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(code(&output), *exit, "{arguments:?}\n{stdout}\n{stderr}");
        assert!(stdout.contains(out), "{arguments:?}\n{stdout}");
        assert!(stderr.contains(err), "{arguments:?}\n{stderr}");
    }
    // What was applied is up to date, and the template alone is the built-in one.
    assert_eq!(code(&place.run(&["update", "--check", "new.tm7"])), 0);
    let same = place.run(&["template", "diff", "--check", "new.tm7", "builtin:core"]);
    assert_eq!(code(&same), 0, "{}", text(&same.stdout));
    assert_eq!(
        place.bytes("same.tb7"),
        fs::read(root().join("crates/library/core.tb7")).unwrap()
    );
}

//! What people who distrust the binary try: names that are commands elsewhere, outputs that cannot
//! be written, files that are none, writers that come in between.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod place;

use place::{Place, of_project};
use std::fs;

/// Every command that says something about a model, in every form.
const SAYS: [&str; 21] = [
    "analyze x.tm7",
    "analyze x.tm7 --format json",
    "analyze x.tm7 --format sarif",
    "analyze x.tm7 --format csv",
    "check x.tm7 --all",
    "explain x.tm7 1",
    "info x.tm7",
    "update x.tm7 --dry-run",
    "update x.tm7 --check",
    "report x.tm7 --format html -o -",
    "report x.tm7 --format markdown -o -",
    "draw x.tm7 -o -",
    "export interactions x.tm7 -o - --format markdown",
    "export interactions x.tm7 -o - --format csv",
    "export interactions x.tm7 -o - --format html",
    "template stats x.tm7",
    "template check x.tm7 --all",
    "template diff builtin:core x.tm7",
    "template diff builtin:core x.tm7 --format json",
    "analyze '##vso[x]y.tm7'",
    "explain x.tm7 99",
];

#[test]
fn no_build_server_finds_a_command_in_what_is_printed() {
    let place = Place::new("log-commands", &[]);
    let model = String::from_utf8(of_project("tests/corpus/small.tm7")).unwrap();
    let commands = [
        "##vso[task.setvariable variable=x]y",
        "::set-output name=x::y",
        "##[error]x",
        "##teamcity[buildStatus status='FAILURE']",
        "section_start:1560896352:x",
    ];
    for command in commands {
        let mut named = model.clone();
        for name in [">Order<", ">User<", ">Cloud<", ">Internet<", ">Small<"] {
            assert!(named.contains(name), "{name}");
            named = named.replace(name, &format!(">{command}<"));
        }
        place.write("x.tm7", named);
        let mut seen = 0;
        for line in SAYS {
            let run = place.run(line);
            let text = run.text() + &run.err;
            for (at, line) in text.lines().enumerate() {
                let begins = line.trim_start().starts_with("::") && command.starts_with("::");
                let holds = line.contains(command) && !command.starts_with("::");
                assert!(!begins && !holds, "{}:{at}: {line}", run.code);
            }
            seen += usize::from(text.contains(&command[command.len() - 5..]));
        }
        assert!(seen > 10, "{command}: seen in {seen} outputs");
    }
}

/// A device that is always full, and a reader that has left.
#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_ends_the_run() {
    let place = Place::new("full", &["tests/corpus/small.tm7"]);
    fs::rename(place.path("small.tm7"), place.path("x.tm7")).unwrap();
    let others = [
        "check --list",
        "check small.tm7",
        "--help",
        "--version",
        "analyze --help",
        "completions bash",
        "manual",
        "template test builtin:core",
        "convert x.tm7 - --to yaml",
        "update x.tm7 -o -",
    ];
    let all = SAYS.into_iter().chain(others);
    for line in all.filter(|l| !l.contains('\'') && !l.contains("99") && !l.contains("small")) {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        for (to, says) in [
            (full.into(), "no space left"),
            (std::process::Stdio::from(writer), "broken pipe"),
        ] {
            let arguments: Vec<&str> = line.split(' ').collect();
            let run = place.command(&arguments).stdout(to).output().unwrap();
            let err = String::from_utf8_lossy(&run.stderr);
            assert_eq!(run.status.code(), Some(4), "{line}: {err}");
            assert!(
                err.contains("standard output") && err.contains(says),
                "{line}: {err}"
            );
        }
    }
}

/// A pipe or a device in a folder is passed over, with a word; a hidden one without.
#[cfg(unix)]
#[test]
fn what_is_no_file_does_not_hang_a_run() {
    let place = Place::new("pipes", &["tests/corpus/small.tm7"]);
    for pipe in ["pipe.tm7", "trustline.toml", ".hidden.tm7"] {
        let made = std::process::Command::new("mkfifo")
            .arg(place.path(pipe))
            .status();
        assert!(made.unwrap().success());
    }
    place.holds(
        "
        analyze .              | 0 | 3 threats | `./pipe.tm7` is not a file
        check .                | 0 | dangling-flow | `./pipe.tm7` is not a file
        update . --check       | 0 | up to date | `./pipe.tm7` is not a file
        ",
    );
}

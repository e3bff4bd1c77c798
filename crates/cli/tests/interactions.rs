//! Interaction tables on the command line: in, out, checked; nothing replaced unasked.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/interactions");
    for document in ["workshop.md", "defects.md", "bakery.csv"] {
        fs::copy(documents.join(document), folder.join(document)).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_trustline"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn a_document_becomes_a_model_and_a_document_again() {
    let folder = folder("interactions-round");
    let (code, out, error) = run(&folder, &["import", "interactions", "workshop.md"]);
    assert_eq!(code, 0, "{error}");
    assert!(out.contains("workshop.md: 3 warnings"), "{out}");
    assert!(
        error.contains("7 elements, 6 pairs that talk, 3 diagrams, 12 threats"),
        "{error}"
    );
    // Nothing that is there is replaced unasked.
    let before = fs::read(folder.join("workshop.tm7")).unwrap();
    let (code, _, error) = run(&folder, &["import", "interactions", "workshop.md"]);
    assert_eq!((code, error.contains("--force")), (4, true), "{error}");
    assert_eq!(fs::read(folder.join("workshop.tm7")).unwrap(), before);
    // The same document gives the same bytes.
    let (code, ..) = run(
        &folder,
        &["import", "interactions", "workshop.md", "--force"],
    );
    assert_eq!(code, 0);
    assert_eq!(fs::read(folder.join("workshop.tm7")).unwrap(), before);
    // What is written is read again and gives the same document.
    let (code, _, error) = run(
        &folder,
        &["export", "interactions", "workshop.tm7", "-o", "out.md"],
    );
    assert_eq!(code, 0, "{error}");
    assert!(
        folder.join("out-pictures/1.svg").is_file()
            && folder.join("icons/process-25.svg").is_file()
    );
    let (code, ..) = run(
        &folder,
        &["import", "interactions", "out.md", "-o", "again.tm7"],
    );
    assert_eq!(code, 0);
    let first = run(&folder, &["export", "interactions", "workshop.tm7"]).1;
    let second = run(&folder, &["export", "interactions", "again.tm7"]).1;
    assert_eq!(first, second);
    for (arguments, part) in [
        (&["--by", "element"][..], "## Backup repository"),
        (&["--by", "zone"][..], "## Zone of Employee and Workstation"),
        (&["--about", "firewall"][..], "## Firewall"),
        (&["--format", "csv"][..], "Section,Element A"),
        (&["--format", "html"][..], "<!doctype html>"),
    ] {
        let all = [&["export", "interactions", "workshop.tm7"][..], arguments].concat();
        let (code, out, error) = run(&folder, &all);
        assert!(
            code == 0 && out.contains(part),
            "{arguments:?}: {out}{error}"
        );
    }
    let (code, _, error) = run(
        &folder,
        &["export", "interactions", "workshop.tm7", "--about", "Oven"],
    );
    assert!(code == 2 && error.contains("no element `Oven`"), "{error}");
}

#[test]
fn zones_get_their_names() {
    let folder = folder("interactions-zones");
    let zone = [
        "--zone",
        "Office=Workstation",
        "--zone",
        "Safe=Backup repository",
    ];
    let all = [
        &[
            "import",
            "interactions",
            "workshop.md",
            "--template",
            "builtin:core",
        ][..],
        &zone,
    ]
    .concat();
    let (code, out, error) = run(&folder, &all);
    assert_eq!(code, 0, "{error}");
    assert!(!out.contains("crossing-without-boundary"), "{out}");
    let (_, out, _) = run(&folder, &["export", "interactions", "workshop.tm7"]);
    assert!(
        out.contains("(Office, Zone of File server and 3 more)") && out.contains("Safe"),
        "{out}"
    );
    let (code, _, error) = run(
        &folder,
        &["import", "interactions", "workshop.md", "--zone", "Office"],
    );
    assert!(code == 2 && error.contains("NAME=ELEMENT"), "{error}");
}

#[test]
fn documents_are_checked_like_models() {
    let folder = folder("interactions-checked");
    let cases: [(&[&str], i32, &str); 6] = [
        (&["check", "defects.md"], 1, "error[unknown-reference]"),
        (
            &["check", "defects.md", "--deny", "never"],
            0,
            "warning[pair-told-twice]",
        ),
        (
            &["check", "bakery.csv", "--deny", "warning"],
            1,
            "bakery.csv:3:1",
        ),
        (
            &[
                "check",
                "bakery.csv",
                "--deny",
                "warning",
                "--level",
                "crossing-without-boundary=off",
            ],
            0,
            "nothing found",
        ),
        (&["check", "--list"], 0, "mirror-crossing-differs"),
        (&["check", "missing.md"], 3, ""),
    ];
    for (arguments, expected, part) in cases {
        let (code, out, error) = run(&folder, arguments);
        assert_eq!(code, expected, "{arguments:?}: {out}{error}");
        assert!(out.contains(part), "{arguments:?}: {out}");
    }
    fs::write(folder.join("empty.md"), "# Nothing\n").unwrap();
    let (code, _, error) = run(&folder, &["import", "interactions", "empty.md"]);
    assert!(
        code == 3 && error.contains("no table of interactions"),
        "{error}"
    );
    assert!(!folder.join("empty.tm7").exists());
}

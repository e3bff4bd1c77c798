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

/// A gate passes only where somebody looked.
#[test]
fn gates_never_pass_without_looking() {
    let place = Place::new(
        "gates",
        &["tests/corpus/small.tm7", "examples/web-shop.tm7"],
    );
    let model = place.text("small.tm7");
    let off = model.replace(
        "<ThreatGenerationEnabled>true<",
        "<ThreatGenerationEnabled>false<",
    );
    let (before, rest) = off.split_once("<ThreatInstances").unwrap();
    let (_, after) = rest.split_once("</ThreatInstances>").unwrap();
    let empty = format!("{before}<ThreatInstances>{after}")
        .replace("<ThreatInstances>", "<ThreatInstances/>");
    assert_ne!(off, model);
    place.write("off.tm7", off);
    place.write("empty.tm7", empty);
    place.write("levels.toml", "[levels]\ngeneration-off = \"off\"\n");
    place.write("broken.toml", "[levels]\n\ngeneration-off = off\n");
    place.write("wrong.toml", "levels = \"x\"\n");
    fs::create_dir_all(place.path("none/deeper")).unwrap();
    let own = model.replace(">High<", ">P1<");
    place.write("own.tm7", own);
    place.write(
        "decided.tm7",
        model.replace(">AutoGenerated<", ">Mitigated<"),
    );
    place.write("odd.tm7", model.replace(">AutoGenerated<", ">Weird<"));
    place.holds(
        "
        analyze empty.tm7                                   | 0 | threat generation is switched off in this model, and none is recorded
        analyze empty.tm7 --fail-on open                    | 1 | | nobody looked at the
        analyze empty.tm7 --fail-on open --level generation-off=off | 0 | | ''
        analyze empty.tm7 --fail-on open --config levels.toml | 0 | | ''
        analyze empty.tm7 --config broken.toml              | 2 | | `broken.toml`: line 3
        analyze empty.tm7 --config wrong.toml               | 2 | | `wrong.toml`: line 1
        check empty.tm7 --deny info --level unknown-type-in-rule=off | 1 | warning[generation-off]
        update empty.tm7 --check                            | 1 | | nobody looked at the
        update empty.tm7 --check --level generation-off=off | 0 | up to date
        update off.tm7 --check                              | 1 | | recorded threats are shown
        analyze none --fail-on open                         | 3 | | no model (.tm7) in the folder
        check 'none/*.tm7'                                  | 3 | | no such file
        template test --complete small.tm7                  | 1 | brings no tests along | nothing was tested

        analyze own.tm7 --fail-on 'open and priority is High'   | 2 | | no threat and no template has the priority `High`
        analyze own.tm7 --fail-on 'open and priority >= High'   | 2 | | which of the priorities `P1` and `High`
        analyze own.tm7 --fail-on 'open and priority >= P2'     | 1 | 3 threats
        analyze own.tm7 --fail-on 'open and priority > P1'      | 0 | 3 threats
        analyze small.tm7 --fail-on 'priority is Low'           | 0 | 3 threats | there is High (3)
        analyze small.tm7 --fail-on 'priority >= Medium'        | 1 | 3 threats
        analyze small.tm7 --fail-on 'expired' --today 2026-13-01 | 2 | | write days as
        analyze odd.tm7                                         | 0 | 3 threats: 1 Mitigated, 2 Weird
        info odd.tm7                                            | 0 | (1 Mitigated, 2 Weird)

        analyze small.tm7 --fail-on open --baseline small.tm7   | 0 | 3 threats | of 2 threats that meet --fail-on, 0 are new
        analyze small.tm7 --fail-on open --baseline decided.tm7 | 1 | 3 threats | of 2 threats that meet --fail-on, 2 are new
        check small.tm7 --deny warning --baseline small.tm7     | 0 | nothing found | findings are in the baseline
        check small.tm7 --format json                           | 0 | dangling-flow
        check small.tm7 --format sarif --root ..                | 0 | gates/small.tm7
        check small.tm7 --format junit --deny warning           | 1 | <failure type
        check small.tm7 --format github                         | 0 | ::warning file=small.tm7,line=
        analyze small.tm7 --format sarif --root ..              | 0 | gates/small.tm7
        draw web-shop.tm7 --threat 1 -d 2 -o x.svg              | 2 | | threat 1 is on the diagram `Overview`, not on `2`
        analyze small.tm7 -o list.txt                           | 0 | ''
        ",
    );
    assert!(place.text("list.txt").contains("3 threats"));
}

/// What cannot be looked into fails a run; the others are looked at nevertheless.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_fails_the_run() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new("unreadable", &["tests/corpus/small.tm7"]);
    let folder = place.path("closed");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o000)).unwrap();
    // Root may look into everything.
    let is_closed = fs::read_dir(&folder).is_err();
    let run = place.run("analyze . --fail-on 'state is Mitigated and not any'");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    if is_closed {
        assert_eq!(run.code, 3);
        assert!(
            run.err.contains("`./closed`: permission denied"),
            "{}",
            run.err
        );
    }
    assert!(run.text().contains("3 threats"));
}

/// Only what a revision did not have counts as new.
#[test]
fn a_revision_is_a_baseline() {
    let place = Place::new("revision", &["tests/corpus/small.tm7"]);
    let model = place.text("small.tm7");
    place.write("small.tm7", model.replace(">AutoGenerated<", ">Mitigated<"));
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
        let mut git = std::process::Command::new("git");
        git.current_dir(place.path("."))
            .args(identity)
            .args(arguments);
        assert!(git.output().unwrap().status.success(), "{arguments:?}");
    };
    git(&["init", "--quiet", "."]);
    git(&["add", "small.tm7"]);
    git(&["commit", "--quiet", "-m", "x"]);
    place.write("small.tm7", &model);
    place.write("new.tm7", &model);
    place.holds(
        "
        analyze small.tm7 --fail-on open --baseline git:HEAD  | 1 | 3 threats | 2 are new
        analyze new.tm7 --fail-on open --baseline git:HEAD    | 1 | 3 threats | 2 are new
        analyze small.tm7 --fail-on open --baseline git:nope  | 3 | | `nope` is no revision
        analyze small.tm7 --fail-on open --baseline git:      | 2 | | name a revision
        check small.tm7 --deny info --baseline git:HEAD       | 0 | nothing found
        ",
    );
}

const TEMPLATE: &str = "\
template:
  name: Mine
  id: 11111111-1111-1111-1111-111111111111
  version: 1.0.0.0
categories:
- name: Spoofing
  id: S
threat-properties:
- label: Title
- label: Effort
  name: effort
  values: [Low, High]
stencils:
- name: Generic Process
  id: GE.P
  generic: true
  shape: process
  attributes:
  - label: Runs As Root
    values: ['No', 'Yes']
threats:
- title: '{source.Name} lies'
  id: T1
  category: Spoofing
  include: source.[Runs As Root] is 'Yes'
";

/// What is wrong is said in the words of who wrote it, with line and column, and once.
#[test]
fn mistakes_in_templates_are_told_where_they_stand() {
    let place = Place::new("mistakes", &["tests/corpus/small.tm7"]);
    let keys: String = (0..40_000).map(|i| format!("k{i}: x\n")).collect();
    let rule = "include: source.[Runs As Root] is 'Yes'";
    for (file, was, is) in [
        ("good.yaml", "", ""),
        ("name.yaml", "[Runs As Root] is", "[Runs As Rot] is"),
        ("syntax.yaml", "Root] is 'Yes'", "Root] iss 'Yes'"),
        (
            "lines.yaml",
            rule,
            "include: >-\n    source is [Generic Process] and\n    source is [Nobody]",
        ),
        ("placeholder.yaml", "{source.Name}", "{source.Nam}"),
        ("category.yaml", "category: Spoofing", "category: Spoofng"),
        (
            "conflict.yaml",
            "categories:\n",
            "<<<<<<< ours\ncategories:\n=======\n>>>>>>> theirs\n",
        ),
        (
            "keys.yaml",
            "categories:\n",
            &format!("{keys}categories:\n"),
        ),
    ] {
        place.write(file, TEMPLATE.replace(was, is));
    }
    place.holds(
        "
        template check good.yaml --deny error       | 0 | good.yaml: 2 warnings
        convert good.yaml good.tb7                  | 0 | '' | wrote good.tb7
        convert good.tb7 back.yaml                  | 0 | '' | wrote back.yaml
        template diff good.yaml back.yaml           | 0 | no differences
        template check name.yaml                    | 1 | unknown-name-in-rule] no property is called `Runs As Rot` (name.yaml:25:19)
        template check syntax.yaml                  | 1 | found `iss` (syntax.yaml:25:34)
        template check lines.yaml                   | 1 | no stencil is called `Nobody` (lines.yaml:27:15)
        template check placeholder.yaml             | 0 | unknown placeholder `{source.Nam}`
        template check category.yaml                | 1 | did you mean `Spoofing`?
        template check conflict.yaml                | 3 | | conflict markers of a merge (`<<<<<<<`) in the file (line 5
        template check keys.yaml                    | 3 | | more than 10000 keys
        convert name.yaml name.tb7                  | 0 | '' | the template has a mistake: no property is called `Runs As Rot`
        template apply small.tm7 --template name.yaml -o x.tm7 | 0 | | the template has a mistake
        ",
    );
    let said = place.run("template check name.yaml").text();
    assert_eq!(said.matches("error[").count(), 1, "{said}");
    assert!(place.text("back.yaml").contains("  values: [Low, High]\n"));
}

/// What is no XML is refused, or repaired with a finding; nothing is taken silently.
#[test]
fn what_is_no_xml_is_said() {
    let place = Place::new("no-xml", &["tests/corpus/small.tm7"]);
    let model = place.text("small.tm7");
    for (file, was, is) in [
        ("nought.tm7", ">Save<", ">Sa\0ve<"),
        ("reference.tm7", ">Save<", ">Sa&#0;ve<"),
        (
            "twice.tm7",
            "i:type=\"b:Bool",
            "i:type=\"x\" i:type=\"b:Bool",
        ),
        ("prefix.tm7", "i:type=\"b:Bool", "q:type=\"b:Bool"),
        ("smaller.tm7", "i:type=\"b:Bool", "i:type=\"b<Bool"),
        (
            "conflict.tm7",
            ">Save<",
            ">\n<<<<<<< ours\nSave\n=======\nKeep\n>>>>>>> theirs\n<",
        ),
    ] {
        assert!(model.contains(was), "{file}");
        place.write(file, model.replacen(was, is, 1));
    }
    let low: Vec<u8> = model.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let high: Vec<u8> = model.encode_utf16().flat_map(u16::to_be_bytes).collect();
    place.write("low.tm7", &low);
    place.write("high.tm7", &high);
    place.run("export interactions small.tm7 -o all.xlsx");
    let sheet = place.bytes("all.xlsx");
    place.write("cut.xlsx", &sheet[..sheet.len() / 2]);
    place.write("large.md", "#".repeat(17 << 20));
    place.holds(
        "
        check nought.tm7    | 0 | warning[forbidden-character] a character that XML cannot hold is left out (nought.tm7:2:
        check reference.tm7 | 0 | warning[forbidden-character]
        check twice.tm7     | 3 | | one attribute twice (line 1
        check prefix.tm7    | 3 | | the prefix `q` is not declared (line 1
        check smaller.tm7   | 3 | | `<` in the attribute `i:type`
        check conflict.tm7  | 3 | | conflict markers
        analyze low.tm7     | 0 | 3 threats
        analyze high.tm7    | 0 | 3 threats
        check cut.xlsx      | 3 | | this spreadsheet cannot be unpacked
        check large.md      | 3 | | more than the limit of 16 MB
        update low.tm7 -o again.tm7 | 0 | '' | up to date
        ",
    );
    assert_eq!(place.bytes("again.tm7"), low);
}

//! The binary as people and CI use it: outputs, exit codes, safety of writing.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod place;

use place::{Place, of_project};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

/// A place with a sound model, a stale one, a broken one, and one that others wrote into.
fn place(name: &str) -> Place {
    let documents = [
        "tests/corpus/small.tm7",
        "tests/corpus/no-longer-generated.tm7",
        "tests/corpus/truncated.tm7",
        "tests/corpus/indented-with-foreign-content.tm7",
    ];
    Place::new(name, &documents)
}

#[test]
fn exit_codes_and_words() {
    let place = place("words");
    place.write("plain.txt", "");
    place.write("same-names.tm7", of_project("tests/corpus/same-names.tm7"));
    place.holds(
        "
        analyze small.tm7                                         | 0 | 3 threats: 2 Not Started, 1 Mitigated
        analyze .                                                 | 3 | no longer generated, kept | truncated.tm7`: not well-formed XML
        analyze smal.tm7                                          | 3 | | did you mean `small.tm7`?
        analyze small.tm7 --fail-on 'open and priority is High'   | 1 | 3 threats
        analyze small.tm7 --fail-on 'state is NeedsInvestigation' | 0 | 3 threats
        analyze small.tm7 --fail-on 'priority is Hihg'            | 2 | | no threat and no template has the priority `Hihg`
        analyze small.tm7 --fail-on 'stat is x'                   | 2 | | did you mean `state`?
        analyze small.tm7 --only 'not open'                       | 0 | 1 threat: 1 Mitigated
        analyze builtin:core                                      | 3 | | is a template, not a model

        check builtin:core --deny info                            | 0 | nothing found
        check small.tm7                                           | 0 | warning[dangling-flow]
        check small.tm7 --deny warning                            | 1 | warning[dangling-flow]
        check small.tm7 --level dangling-flow=error               | 1 | error[dangling-flow]
        check small.tm7 --level dangling-flw=off                  | 2 | | did you mean `dangling-flow`?
        check --list                                              | 0 | unknown-content                  info

        explain small.tm7 1                                       | 0 | So it fires.
        explain small.tm7 S02@Save                                | 0 | So it does not fire.
        explain small.tm7 99                                      | 2 | | no threat has the number 99
        explain same-names.tm7 S02@Save                           | 2 | | 2 data flows are called `Save`
        explain same-names.tm7 S02@Save                           | 2 | | `S02@save` (Order
        export interactions same-names.tm7                        | 0 | | 2 elements are called `Orders & more`
        explain small.tm7 S02@Sav                                 | 2 | | did you mean `Save`?
        explain no-longer-generated.tm7 1                         | 0 | no longer in the diagrams

        info small.tm7                                            | 0 | native form
        info builtin:core                                         | 0 | 117 threat types in 6 categories

        draw small.tm7 -o x.png --format svg                      | 2 | | does not match --format
        draw small.tm7 --diagram Large                            | 2 | | its diagrams: 1 `Small`
        draw small.tm7 --where 'flow crosses Internet' -o -       | 0 | Internet&#39;: 1 of 9
        draw small.tm7 --where 'element is store and open' -o -   | 2 | | has a stencil `store`
        draw small.tm7 --where 'flow.[Nothing] is x' -o -         | 2 | | no model and no template has a property `Nothing`
        draw small.tm7 --where 'flow is' -o -                     | 2 | | expected a value after `flow`
        draw small.tm7 --where 'title is nothing' -o -            | 0 | nothing&#39;: 0 of 9 | nothing in the model meets the condition
        draw small.tm7 --badges -o -                              | 0 | 2 open threats
        report small.tm7 --sort priority --format markdown        | 0 | ## Threats by priority
        report small.tm7 --lang pt-BR -o -                        | 0 | <html lang=\"pt-BR\">
        report small.tm7 --lang english_us -o -                   | 2 | | not a language tag
        analyze small.tm7 --only 'category is t'                  | 0 | 
        analyze small.tm7 --only '[Nope] is x'                    | 2 | | has a threat property `Nope`
        draw small.tm7 -o -                                       | 0 | '<svg '

        report small.tm7 --format markdown                        | 0 | # Threat model: Small
        report small.tm7 -o no/where.html                         | 4 | | there is no folder
        report small.tm7 -o plain                                 | 2 | | cannot infer the format

        convert small.tm7 small.tm7                               | 4 | | already exists
        convert small.tm7 -                                       | 2 | | cannot infer the format

        update small.tm7 --dry-run                                | 0 | up to date
        update no-longer-generated.tm7 --check                    | 1 | 2 removed

        open smal.tm7                                             | 3 | | did you mean `small.tm7`?
        open plain.txt                                            | 3 | | neither a model (.tm7) nor a template
        open --port 70000                                         | 2 | | 70000 is not in
        open --listen everywhere                                  | 2 | | --listen
        open --listen 192.0.2.1 --no-browser                      | 4 | | cannot listen on `192.0.2.1:0`

        page .                                                    | 4 | | is not empty
        page site/page                                            | 0 | | wrote site/page
        page site/page --force                                    | 0 | | wrote site/page

        completions bash                                          | 0 | _trustline
        manual                                                    | 0 | .TH trustline
        frobnicate                                                | 2 | | unrecognized subcommand
        ",
    );
}

#[test]
fn json_of_one_and_of_several() {
    let place = place("json");
    let json = |line: &str| -> serde_json::Value {
        serde_json::from_slice(&place.run(&format!("analyze --format json {line}")).out).unwrap()
    };
    let one = json("small.tm7");
    assert_eq!(one["file"], "small.tm7");
    assert_eq!(one["threats"].as_array().unwrap().len(), 3);
    let first = &one["threats"][0];
    assert_eq!(
        first["key"],
        serde_json::json!({"type": "S02", "source": "user", "flow": "order", "target": "api"})
    );
    for (field, value) in [
        ("origin", "generated".into()),
        ("standing", "current".into()),
        ("number", 1.into()),
        ("state", "Mitigated".into()),
        ("priority", "High".into()),
        ("crosses", serde_json::json!(["Internet", "Cloud"])),
    ] {
        assert_eq!(first[field], value, "{field}");
    }
    let two = json("small.tm7 no-longer-generated.tm7");
    assert_eq!(two["models"].as_array().unwrap().len(), 2);
    let second = &two["models"][1]["threats"][0];
    assert_eq!(second["standing"], "no-longer-generated");
}

#[test]
fn standard_input_and_output() {
    let place = place("pipes");
    let small = place.bytes("small.tm7");
    let said = place.run_with("analyze -", &small).text();
    assert!(said.contains("standard input"), "{said}");
    // A model that is up to date goes through untouched.
    let whole = of_project("examples/web-shop.tm7");
    for line in ["update -", "convert - - --to tm7"] {
        assert!(place.run_with(line, &whole).out == whole, "{line}");
    }
    // What other tools would not open is completed, and that is said.
    let completed = place.run_with("convert - - --to tm7", &small);
    assert!(completed.out != small);
    assert!(completed.err.contains("are GUIDs now"), "{}", completed.err);
    let garbage = place.run_with("analyze -", b"hello");
    assert_eq!(garbage.code, 3);
    assert!(garbage.err.contains("it does not begin with"));
}

#[test]
fn the_page_is_served_to_who_knows_the_token() {
    let place = place("open");
    let mut child = place
        .command(&["open", "small.tm7", "--no-browser", "--author", "Ada"])
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
    let place = place("page");
    place.holds("page site | 0");
    let page = place.text("site/index.html");
    // Builds without the page have no policy either.
    if place.path("site/policy.txt").exists() {
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
    let place = place("update");
    let file = "no-longer-generated.tm7";
    let modified = || fs::metadata(place.path(file)).unwrap().modified().unwrap();
    place.holds("update no-longer-generated.tm7 | 0 | | 2 removed");
    let after = place.text(file);
    assert!(
        after.contains("Done &amp; &lt;checked&gt;"),
        "the decision is gone"
    );
    let before = modified();
    place.holds("update no-longer-generated.tm7 | 0 | | up to date");
    assert_eq!(place.text(file), after);
    assert_eq!(modified(), before, "written for nothing");
    let left: Vec<_> = fs::read_dir(place.path(""))
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert!(
        left.iter()
            .all(|n| !n.to_string_lossy().starts_with(".trustline-")),
        "{left:?}"
    );
}

/// Elements of this file refer to one another: after an edit it is written anew.
#[test]
fn what_is_left_out_is_said_once() {
    let place = Place::new("references", &["tests/corpus/references.tm7"]);
    let file = "references.tm7";
    let foreign = "<Team>Blue</Team></ThreatModel>";
    let text = place.text(file).replace("</ThreatModel>", foreign);
    place.write(file, text.replace(">User</b:Value>", ">Customer</b:Value>"));
    let said = place.run(&format!("update {file}")).err;
    assert_eq!(said.matches("Team").count(), 1, "{said}");
    assert!(said.contains("left out"), "{said}");
    assert!(!said.contains("kept in its place"), "{said}");
    assert!(!place.text(file).contains("Team"));
}

#[test]
fn what_is_not_understood_is_kept_and_said() {
    let place = place("foreign");
    let file = "indented-with-foreign-content.tm7";
    // An element less, so that there is something to write.
    let before = place
        .text(file)
        .replace(">user</SourceGuid>", ">gone</SourceGuid>")
        .replace(">user<", ">gone<");
    place.write(file, before.replace(">gone</Guid>", ">other</Guid>"));
    let said = place.run(&format!("update {file}")).err;
    assert!(said.contains("does not understand"), "{said}");
    assert!(said.contains("kept in its place"), "{said}");
    let after = place.text(file);
    for kept in ["<Team>Blue</Team>", "<!-- kept by hand -->", "Lighting"] {
        assert!(after.contains(kept), "{kept}");
    }
}

#[test]
#[cfg(unix)]
fn a_write_protected_model_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let place = place("protected");
    let file = "no-longer-generated.tm7";
    let before = place.bytes(file);
    fs::set_permissions(place.path(file), fs::Permissions::from_mode(0o444)).unwrap();
    place.holds("update no-longer-generated.tm7 | 4 | | write-protected");
    assert_eq!(place.bytes(file), before);
}

/// A pipe, or `/dev/null`, is written to; it must not become a file.
#[test]
#[cfg(unix)]
fn a_pipe_stays_a_pipe() {
    use std::os::unix::fs::FileTypeExt;
    let place = place("pipe");
    let path = place.path("pipe.svg");
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    assert!(made.unwrap().success());
    let reader = std::thread::spawn({
        let path = path.clone();
        move || fs::read(path).unwrap()
    });
    place.holds("draw small.tm7 -o pipe.svg | 0");
    assert!(reader.join().unwrap().starts_with(b"<svg "));
    assert!(fs::metadata(&path).unwrap().file_type().is_fifo());
}

#[test]
fn models_and_templates_convert_into_each_other() {
    let place = place("convert");
    place.holds(
        "
        convert small.tm7 out.tb7                            | 0
        convert out.tb7 empty.tm7                            | 0
        convert empty.tm7 again.tb7                          | 0
        convert builtin:core core.tb7                        | 0
        convert indented-with-foreign-content.tm7 native.tm7 | 0
        info native.tm7                                      | 0 | native form
        ",
    );
    let out = place.bytes("out.tb7");
    assert_eq!(out, of_project("tests/corpus/small.tb7"));
    assert_eq!(place.bytes("again.tb7"), out);
    let core = place.bytes("core.tb7");
    assert_eq!(core, of_project("crates/library/core.tb7"));
}

#[test]
fn pictures_and_reports_lie_where_they_are_said_to() {
    let place = place("pictures");
    for (line, file, start) in [
        (
            "draw small.tm7 -o made/for/this --format png",
            "made/for/this/small-1.png",
            &b"\x89PNG"[..],
        ),
        (
            "draw small.tm7 --theme dark -o one.svg --threat 1",
            "one.svg",
            b"<svg ",
        ),
        ("report small.tm7", "small.report.html", b"<!doctype html>"),
        (
            "report small.tm7 -o list.csv",
            "list.csv",
            b"\xef\xbb\xbf\"Id\",\"Diagram\",\"Changed By\"",
        ),
        (
            "report small.tm7 -o made",
            "made/small.report.html",
            b"<!doctype html>",
        ),
    ] {
        place.holds(&format!("{line} | 0"));
        assert!(place.bytes(file).starts_with(start), "{line}");
    }
}

#[test]
fn levels_come_from_a_file_and_the_command_line_counts_first() {
    let place = place("levels");
    place.write("trustline.toml", "[levels]\ndangling-flow = \"error\"\n");
    place.holds(
        "
        check small.tm7                           | 1
        check small.tm7 --level dangling-flow=off | 0
        ",
    );
    place.write("trustline.toml", "[levls]\n");
    place.holds("check small.tm7 | 2 | | line 1: unknown field `levls`");
}

#[test]
fn templates_are_compared_combined_and_applied() {
    let place = place("templates");
    place.write("small.tb7", of_project("tests/corpus/small.tb7"));
    place.write("bad.toml", "[stencil]\n");
    place.write("unknown.toml", "[stencils]\n\"GE.P\" = \"TL.P.WebApy\"\n");
    place.holds(
        "
        template diff builtin:core builtin:core                                                | 0 | no differences
        template diff small.tb7 builtin:core                                                   | 0 | ' added, '
        template diff small.tb7 builtin:core --check                                           | 1 | '+ '
        template diff small.tb7 builtin:core --format json                                     | 0 | \"what\": \"added\"
        template merge small.tb7 -o x.tb7                                                      | 2 | | 2 values required
        template merge builtin:core builtin:core -o same.tb7 --strict                          | 0 | | conflicts: 0
        template apply small.tm7 --template builtin:core                                       | 2 | | no output file given
        template apply small.tm7 --template builtin:core --plan --write-map map.toml           | 0 | none lost | wrote map.toml
        template apply small.tm7 --template builtin:core --map map.toml -o new.tm7             | 0 | none lost | wrote new.tm7
        template apply new.tm7 --template builtin:core --in-place                              | 0 | | nothing to do
        template apply small.tm7 --template builtin:core --plan --map bad.toml                 | 2 | | unknown table `stencil`
        template apply small.tm7 --template builtin:core --plan --map unknown.toml             | 2 | | did you mean `TL.P.WebApi`?
        template apply builtin:core --template builtin:core --plan                             | 3 | | is a template, not a model
        ",
    );
    // What was applied is up to date, and the template alone is the built-in one.
    place.holds(
        "
        update --check new.tm7                       | 0
        template diff --check new.tm7 builtin:core   | 0
        ",
    );
    let same = place.bytes("same.tb7");
    assert_eq!(same, of_project("crates/library/core.tb7"));
}

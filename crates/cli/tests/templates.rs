//! Templates on the command line: begun, checked, tested, converted without loss.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod place;

use place::{Place, of_project};
use std::collections::BTreeMap;
use std::fs;
use trustline_harness::root;

fn place(name: &str) -> Place {
    Place::new(&format!("templates-{name}"), &[])
}

/// Runs `trustline template …`, which must end with this code; what was printed.
fn template(place: &Place, expected: i32, arguments: &[&str]) -> String {
    let run = place.run_each(&[&["template"], arguments].concat(), b"");
    let said = run.text() + &run.err;
    assert_eq!(run.code, expected, "{arguments:?}: {said}");
    said
}

const BUILT_IN: [&str; 3] = ["core", "infrastructure", "cloud"];

fn source(name: &str) -> String {
    let folder = root().join("crates/library").join(name);
    folder.to_string_lossy().into_owned()
}

#[test]
fn nothing_is_found_in_the_built_in_ones() {
    let place = place("built-in");
    for name in BUILT_IN {
        let said = template(&place, 0, &["check", "--deny", "info", &source(name)]);
        assert!(said.contains("nothing found"), "{said}");
        template(&place, 0, &["test", "--complete", &source(name)]);
    }
}

#[test]
fn built_in_ones_combine_without_conflicts() {
    let place = place("combine");
    let combinations: [&[&str]; 4] = [
        &["builtin:core", "builtin:infrastructure"],
        &["builtin:core", "builtin:cloud"],
        &["builtin:infrastructure", "builtin:cloud"],
        &["builtin:core", "builtin:infrastructure", "builtin:cloud"],
    ];
    for parts in combinations {
        let merge = [&["merge", "--strict", "--force", "-o", "all.yaml"], parts].concat();
        template(&place, 0, &merge);
        template(&place, 0, &["check", "--deny", "info", "all.yaml"]);
        let stats = template(&place, 0, &["stats", "all.yaml"]);
        assert_eq!(stats.matches("\n  from ").count(), parts.len(), "{stats}");
    }
}

/// The faulty template says behind each fault which codes it has, and it has no others.
#[test]
fn each_planted_fault_is_found() {
    let place = place("faults");
    let text = String::from_utf8(of_project("crates/cli/tests/templates/faulty.yaml")).unwrap();
    let tested = format!("{text}tests:\n- {{source: Nobody, fires: [F1]}}\n");
    place.write("tested.yaml", &tested);
    let said = template(&place, 1, &["check", "tested.yaml"]);
    assert!(said.contains("no stencil is called `Nobody`"), "{said}");
    place.write("faulty.yaml", &text);
    let said = template(&place, 1, &["check", "--all", "faulty.yaml"]);
    let mut planted: BTreeMap<&str, usize> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let codes = line.split_once("# ").map_or("", |(_, codes)| codes);
        for code in codes.split(',').map(str::trim).filter(|c| !c.is_empty()) {
            *planted.entry(code).or_default() += 1;
        }
    }
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for line in said.lines() {
        let code = line
            .split_once('[')
            .and_then(|(_, rest)| rest.split_once(']'));
        if let Some((code, _)) = code {
            *found.entry(code).or_default() += 1;
        }
    }
    assert_eq!(found, planted, "{said}");
    assert!(said.contains("did you mean `signsIn`?"), "{said}");
}

#[test]
fn a_new_template_is_sound_and_grows_with_its_comments() {
    let place = place("new");
    template(
        &place,
        0,
        &["new", "Lamp Factory", "--author", "Lamp makers"],
    );
    template(&place, 0, &["test", "--complete", "lamp-factory.yaml"]);
    template(
        &place,
        0,
        &["check", "--deny", "warning", "lamp-factory.yaml"],
    );
    template(&place, 4, &["new", "Lamp Factory"]);
    let text = place.text("lamp-factory.yaml");
    assert!(text.contains("name: Lamp Factory") && text.contains("# Small interactions"));
    // A failing test has its line, and ends with another code.
    let line = 1 + text
        .lines()
        .position(|l| l.contains("crosses: []"))
        .unwrap();
    place.write(
        "other.yaml",
        text.replace("crosses: []", "target: Generic Process"),
    );
    template(&place, 0, &["test", "other.yaml"]);
    place.write(
        "other.yaml",
        text.replace("crosses: []", "source: Generic Process"),
    );
    let said = template(&place, 1, &["test", "other.yaml"]);
    let wanted = format!("`S1` still appears (other.yaml:{line})");
    assert!(said.contains(&wanted), "{said}");
    // A change made elsewhere comes home into the text, comments stay.
    template(&place, 0, &["convert", "lamp-factory.yaml", "lamp.tb7"]);
    let edited = place.text("lamp.tb7");
    place.write(
        "lamp.tb7",
        edited.replace("Authenticates Callers", "Knows Its Callers"),
    );
    template(
        &place,
        0,
        &["convert", "--force", "lamp.tb7", "lamp-factory.yaml"],
    );
    let after = place.text("lamp-factory.yaml");
    let changed = after
        .lines()
        .zip(text.lines())
        .filter(|(a, b)| a != b)
        .count();
    assert_eq!(after.lines().count(), text.lines().count());
    assert_eq!(changed, 2, "{after}");
    let said = template(&place, 3, &["test", "lamp-factory.yaml"]);
    assert!(
        said.contains("no attribute `Authenticates Callers`"),
        "{said}"
    );
}

/// A folder is read as one: nothing of it is left aside without a word, and tests come along.
#[test]
fn a_folder_is_whole() {
    let place = place("folder");
    template(&place, 2, &["new", " "]);
    template(&place, 0, &["new", "Lamps", "-o", "lamps/"]);
    let said = template(&place, 0, &["test", "--complete", "lamps"]);
    assert!(said.contains("2 tests, 0 failed"), "{said}");
    template(&place, 0, &["convert", "lamps", "one.yaml"]);
    let said = template(&place, 0, &["test", "one.yaml"]);
    assert!(said.contains("2 tests, 0 failed"), "{said}");
    place.write("lamps/other.yaml", "services:\n- docker\n");
    template(&place, 0, &["test", "lamps"]);
    place.write("lamps/more.yaml", "threat:\n- title: x\n");
    let said = template(&place, 3, &["test", "lamps"]);
    assert!(said.contains("did you mean `threats`?"), "{said}");
    // Pictures go with the last stencil that shows them; other files stay.
    template(&place, 0, &["convert", "builtin:cloud", "cloud/"]);
    place.write("cloud/readme.txt", "Ours.");
    template(&place, 0, &["convert", "--force", "one.yaml", "cloud/"]);
    let images = fs::read_dir(place.path("cloud/images")).unwrap().count();
    assert_eq!(images, 0);
    assert_eq!(place.text("cloud/readme.txt"), "Ours.");
}

#[test]
fn nothing_is_replaced_unless_asked_for() {
    let place = place("replace");
    let model = root().join("examples/web-shop.tm7");
    let model = model.to_string_lossy();
    place.write("keep.tm7", "mine");
    place.write("map.toml", "mine");
    let apply = ["apply", &model, "--template", "builtin:cloud"];
    template(&place, 4, &[&apply[..], &["-o", "keep.tm7"]].concat());
    template(
        &place,
        4,
        &[&apply[..], &["--write-map", "map.toml"]].concat(),
    );
    assert_eq!(place.text("keep.tm7") + &place.text("map.toml"), "minemine");
    template(
        &place,
        0,
        &[&apply[..], &["--force", "-o", "keep.tm7"]].concat(),
    );
}

#[test]
fn a_folder_is_written_whole_and_nothing_of_others_goes() {
    let place = place("folders");
    template(&place, 0, &["new", "Lamps", "-o", "one/"]);
    // Into another folder: all of it, whatever is unchanged.
    template(&place, 0, &["convert", "one/", "two/"]);
    let files = |folder: &str| {
        let mut found = BTreeMap::new();
        let mut waiting = vec![place.path(folder)];
        while let Some(path) = waiting.pop() {
            for entry in fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()) {
                match entry.is_dir() {
                    true => waiting.push(entry),
                    false => drop(found.insert(
                        entry.strip_prefix(place.path(folder)).unwrap().to_owned(),
                        fs::read(&entry).unwrap(),
                    )),
                }
            }
        }
        found
    };
    assert_eq!(files("one"), files("two"));
    // What others keep there stays, whatever is written over the template.
    place.write("two/notes.yaml", "anything: else\n");
    place.write("two/shot.png", "a picture");
    template(&place, 0, &["convert", "--force", "builtin:core", "two/"]);
    assert_eq!(place.text("two/notes.yaml"), "anything: else\n");
    assert_eq!(place.text("two/shot.png"), "a picture");
    // What cannot be read is not mixed with what is written.
    place.write("one/broken.yaml", "template: [\n");
    let before = files("one");
    let said = template(&place, 3, &["convert", "--force", "builtin:core", "one/"]);
    assert!(said.contains("broken.yaml"), "{said}");
    assert_eq!(files("one"), before);
    // Nothing leads out of the folder.
    #[cfg(unix)]
    {
        fs::create_dir_all(place.path("three")).unwrap();
        fs::create_dir_all(place.path("outside")).unwrap();
        let link = place.path("three/threats");
        std::os::unix::fs::symlink(place.path("outside"), link).unwrap();
        let run = place.run("template convert --force builtin:core three/");
        assert_ne!(run.code, 0);
        assert!(files("outside").is_empty());
    }
}

#[test]
fn files_and_folders_convert_without_loss() {
    let place = place("convert");
    for name in BUILT_IN {
        let built_in = format!("builtin:{name}");
        template(&place, 0, &["convert", &built_in, "one.yaml", "--force"]);
        template(&place, 0, &["convert", "one.yaml", &format!("{name}/")]);
        template(&place, 0, &["convert", name, "back.tb7", "--force"]);
        let kept = of_project(format!("crates/library/{name}.tb7"));
        assert!(place.bytes("back.tb7") == kept, "{name}");
        template(&place, 0, &["diff", "--check", &built_in, &source(name)]);
    }
    // Threats are the same, whichever form the template went through.
    let model = root().join("examples/web-shop.tm7");
    let model = model.to_string_lossy();
    template(&place, 0, &["convert", &model, "shop/"]);
    template(&place, 0, &["diff", "--check", &model, "shop"]);
    let said = template(&place, 2, &["convert", "one.yaml", "nothing.docx"]);
    assert!(said.contains(".yaml"), "{said}");
    let said = template(&place, 3, &["check", "."]);
    assert!(
        said.contains("is already in `cloud/template.yaml`"),
        "{said}"
    );
}

//! Templates as text: an edit changes what it touches and keeps the rest as people wrote it;
//! what cannot be understood is refused with a place. The steps and their outcome are data beside
//! this file; `cargo xtask bless` writes the outcome anew.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;
use trustline_formats::{FileKind, Format, read, read_folder, write, write_folder};
use trustline_model::{Attribute, KnowledgeBase, Stencil, ThreatCategory, ThreatType};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/text")
}

fn lamp() -> Vec<u8> {
    std::fs::read(folder().join("lamp.yaml")).unwrap()
}

/// Compares with the text kept in a file.
fn kept(name: &str, text: &str) {
    trustline_harness::kept(&folder().join(name), text).unwrap();
}

type Step = (&'static str, fn(&mut KnowledgeBase));

/// Edits of the lamp template, each on its own.
const STEPS: &[Step] = &[
    ("a new name", |kb| {
        kb.manifest.name = "Lamps and more".into()
    }),
    ("a text gets long, its comment moves above it", |kb| {
        kb.manifest.name = "Lamps ".repeat(30).trim().into();
    }),
    ("a value among values", |kb| {
        kb.stencils[0].attributes[1]
            .choices
            .insert(1, "Green".into());
        kb.stencils[3].attributes[0]
            .choices
            .insert(1, "Green".into());
    }),
    ("a label that rules name", |kb| {
        kb.stencils[0].attributes[0].label = "Battery".into();
    }),
    ("a stencil's name that others name", |kb| {
        kb.stencils[0].name = "Light".into();
    }),
    ("hidden where it said false", |kb| {
        kb.stencils[2].hidden = true
    }),
    ("a stencil more", |kb| {
        kb.stencils.push(Stencil {
            id: "C.P".into(),
            name: "Candle".into(),
            parent: "L.P".into(),
            ..Stencil::default()
        });
    }),
    ("a stencil less", |kb| {
        kb.stencils.remove(1);
    }),
    ("attributes in another order", |kb| {
        kb.stencils[0].attributes.swap(0, 1)
    }),
    ("stencils in another order", |kb| kb.stencils.swap(0, 1)),
    ("an attribute of one's own instead of the one above", |kb| {
        kb.stencils[3].attributes[0] = Attribute {
            id: Some(trustline_model::guid_for("Colour")),
            name: "Colour".into(),
            label: "Colour".into(),
            mode: "Static".into(),
            kind: "List".into(),
            inheritance: "Virtual".into(),
            choices: vec!["Red".into()],
            inherited: Some(true),
            overridden: None,
        };
    }),
    ("a rule", |kb| {
        kb.threat_types[1].include = "target is 'T.P' and source is not 'ROOT'".into();
    }),
    ("a rule that was not there", |kb| {
        kb.threat_types[1].exclude = "source.battery is 'No'".into();
    }),
    ("no rule any more", |kb| kb.threat_types[0].exclude.clear()),
    ("another mitigation", |kb| {
        let property = kb.threat_types[0].properties.iter_mut();
        let mut found = property.filter(|p| p.name == "PossibleMitigations");
        let values = &mut found.next().unwrap().values;
        *values = Some(vec![Some("1. Carry matches\n2. Stay at home".into())]);
    }),
    ("a category of its own", |kb| {
        kb.categories.push(ThreatCategory {
            id: "B".into(),
            name: "Blinding".into(),
            short: "Too much light.".into(),
            long: "There is too much light.".into(),
        });
    }),
    ("a threat type before the others", |kb| {
        let first = ThreatType {
            id: "D0".into(),
            title: "Nobody is there: nothing #1".into(),
            category: "D".into(),
            include: "flow is 'L.F'".into(),
            ..kb.threat_types[1].clone()
        };
        kb.threat_types.insert(0, first);
    }),
    ("the last threat type goes", |kb| {
        kb.threat_types.pop();
    }),
];

#[test]
fn an_edit_keeps_what_it_does_not_touch() {
    let reading = read(&lamp()).unwrap();
    let original = String::from_utf8(lamp()).unwrap();
    let mut told = String::new();
    for (name, step) in STEPS {
        let mut kb = reading.model.knowledge_base.as_deref().unwrap().clone();
        step(&mut kb);
        let mut model = reading.model.clone();
        model.knowledge_base = Some(Arc::new(kb));
        let bytes = write(&model, &reading.format).unwrap().bytes;
        assert_eq!(read(&bytes).unwrap().model, model, "{name}");
        let text = String::from_utf8(bytes).unwrap();
        writeln!(told, "# {name}").unwrap();
        for change in differences(&original, &text) {
            writeln!(told, "{change}").unwrap();
        }
        told.push('\n');
    }
    kept("edits.txt", &told);
}

/// Lines that went and came, by the longest common sequence.
fn differences(old: &str, new: &str) -> Vec<String> {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut longest = vec![vec![0usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i][j] = match a[i] == b[j] {
                true => longest[i + 1][j + 1] + 1,
                false => longest[i + 1][j].max(longest[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut found = Vec::new();
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && longest[i + 1][j] >= longest[i][j + 1]) {
            found.push(format!("-{}", a[i]));
            i += 1;
        } else {
            found.push(format!("+{}", b[j]));
            j += 1;
        }
    }
    found
}

#[test]
fn the_settled_form_of_a_text() {
    let reading = read(&lamp()).unwrap();
    let text = write(&reading.model, &Format::new(FileKind::YAML))
        .unwrap()
        .bytes;
    kept("lamp-settled.txt", &String::from_utf8(text).unwrap());
    let files = write_folder(&reading.model, &Format::new(FileKind::YAML)).unwrap();
    let mut told = String::new();
    for (path, bytes) in files {
        writeln!(told, "=== {path}\n{}", String::from_utf8_lossy(&bytes)).unwrap();
    }
    kept("lamp-folder.txt", &told);
}

#[test]
fn an_edit_of_a_folder_touches_the_files_it_must() {
    let text = String::from_utf8(lamp()).unwrap();
    let (head, rest) = text.split_once("stencils:\n").unwrap();
    let (stencils, threats) = rest.split_once("threats:\n").unwrap();
    let files = vec![
        (
            "b/threats.yaml".to_owned(),
            format!("threats:\n{threats}").into_bytes(),
        ),
        ("readme.txt".to_owned(), b"Lamps.".to_vec()),
        (
            "stencils.yaml".to_owned(),
            format!("stencils:\n{stencils}").into_bytes(),
        ),
        ("template.yaml".to_owned(), head.as_bytes().to_vec()),
    ];
    let reading = read_folder(files.clone()).unwrap();
    assert_eq!(reading.model, read(&lamp()).unwrap().model);
    let mut told = String::new();
    for (name, step) in STEPS {
        let mut kb = reading.model.knowledge_base.as_deref().unwrap().clone();
        step(&mut kb);
        let mut model = reading.model.clone();
        model.knowledge_base = Some(Arc::new(kb));
        let written = write_folder(&model, &reading.format).unwrap();
        assert_eq!(read_folder(written.clone()).unwrap().model, model, "{name}");
        let touched: Vec<&str> = written
            .iter()
            .filter(|file| !files.contains(file))
            .map(|(path, _)| path.as_str())
            .collect();
        writeln!(told, "{name}: {}", touched.join(", ")).unwrap();
    }
    kept("folder-edits.txt", &told);
}

/// A folder written back with another name for the template.
fn renamed(files: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let reading = read_folder(files).unwrap();
    let mut model = reading.model.clone();
    Arc::make_mut(model.knowledge_base.as_mut().unwrap())
        .manifest
        .name = "Other".into();
    let written = write_folder(&model, &reading.format).unwrap();
    assert_eq!(read_folder(written.clone()).unwrap().model, model);
    written
}

/// The head of a template, and a stencil with a picture that is called so.
fn with_picture(name: &str) -> String {
    format!(
        "template:\n  name: T\n  id: t\n  version: '1'\n\
         stencils:\n- name: A\n  id: a\n  generic: true\n  image: {name}\n"
    )
}

#[test]
fn a_picture_in_the_text_never_becomes_a_file_of_any_name() {
    for name in ["../../evil.png", "/tmp/evil.png", "evil.png"] {
        let text = format!("{}images:\n  {name}: iVBORw0KGgo=\n", with_picture(name));
        let files = vec![("template.yaml".to_owned(), text.into_bytes())];
        let written = renamed(files);
        assert_eq!(written.len(), 1, "{written:?}");
    }
}

#[test]
fn what_is_written_anew_keeps_tests_and_files_of_others() {
    // Nothing can be carried over into a text with such line ends.
    let tests = "tests:\n- source: A\n  only: true\nx-mine: {a: [b]}\n";
    let text = format!("{}{tests}", with_picture("a.png")).replace('\n', "\r");
    let files = vec![
        ("a.png".to_owned(), b"\x89PNG".to_vec()),
        ("images/a.png".to_owned(), b"\x89PNG of others".to_vec()),
        ("notes.yaml".to_owned(), b"anything: else\n".to_vec()),
        ("odd.yaml".to_owned(), text.clone().into_bytes()),
    ];
    let written = renamed(files.clone());
    for file in &files[..3] {
        assert!(written.contains(file), "{}", file.0);
    }
    let odd = written.iter().find(|(path, _)| path == "odd.yaml").unwrap();
    let odd = String::from_utf8(odd.1.clone()).unwrap();
    assert!(
        odd.contains("only: true") && odd.contains("x-mine:"),
        "{odd}"
    );

    let text = text.replace("  image: a.png\r", "");
    let reading = read(text.as_bytes()).unwrap();
    let mut model = reading.model.clone();
    Arc::make_mut(model.knowledge_base.as_mut().unwrap())
        .manifest
        .name = "Other".into();
    let written = String::from_utf8(write(&model, &reading.format).unwrap().bytes).unwrap();
    assert!(
        written.contains("only: true") && written.contains("x-mine:"),
        "{written}"
    );
}

#[test]
fn line_ends_stay_as_they_are() {
    let text = String::from_utf8(lamp()).unwrap().replace('\n', "\r\n");
    let reading = read(text.as_bytes()).unwrap();
    for (name, step) in STEPS {
        let mut model = reading.model.clone();
        step(Arc::make_mut(model.knowledge_base.as_mut().unwrap()));
        let written = String::from_utf8(write(&model, &reading.format).unwrap().bytes).unwrap();
        assert_eq!(read(written.as_bytes()).unwrap().model, model, "{name}");
        let bare = written.replace("\r\n", "").contains(['\r', '\n']);
        assert!(!bare, "{name}: {written:?}");
    }
}

#[test]
fn what_cannot_be_understood_is_refused_where_it_stands() {
    let mut told = String::new();
    let cases = std::fs::read_to_string(folder().join("refused.txt")).unwrap();
    for case in cases.split("\n===").filter(|c| !c.trim().is_empty()) {
        let (text, _) = case.split_once("\n=>").unwrap_or((case, ""));
        let text = text.trim_start_matches("===").trim_start_matches('\n');
        let outcome = match read(text.as_bytes()) {
            Err(error) => error.to_string(),
            Ok(reading) if reading.diagnostics.is_empty() => "understood".into(),
            Ok(reading) => format!(
                "{:?} {}",
                reading.diagnostics[0].place, reading.diagnostics[0].message
            ),
        };
        writeln!(told, "===\n{text}\n=> {outcome}").unwrap();
    }
    kept("refused.txt", &told);
}

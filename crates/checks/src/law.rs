//! What holds for every check of the list: it has a case that it finds and one that it leaves alone,
//! and finds exactly what they say; and every code has its page and its line in the overview.

use crate::cases::{Case, drawn, is_template, template, whole};
use crate::ground::{Check, Levels, Subject};
use crate::list::{CASES, CHECKS, codes};
use crate::{check_document, examine};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use trustline_formats::{FileKind, losses, write};
use trustline_model::{Diagnostic, Place, ThreatModel};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What documents are drawn with.
fn infrastructure() -> &'static ThreatModel {
    static READ: OnceLock<ThreatModel> = OnceLock::new();
    READ.get_or_init(|| {
        let bytes = fs::read(root().join("crates/library/infrastructure.tb7"));
        let reading = trustline_formats::read(&bytes.expect("the built-in template"));
        reading.expect("the built-in template").model
    })
}

/// Everything that is found in a case, whatever its code. A file is read, written after a change, and
/// asked what it loses as a template.
fn found(check: &Check, case: &Case) -> Vec<Diagnostic> {
    let text = case.plain();
    let mut levels = Levels::default();
    levels.set_today("2026-01-01");
    match check.subject {
        Subject::Model | Subject::Template => examine(&model(case, &text), &levels).diagnostics,
        Subject::Document => {
            let bytes = match text.trim() {
                file if file.lines().count() == 1 => {
                    fs::read(root().join("tests/interactions").join(file)).expect("a document")
                }
                text => text.as_bytes().to_vec(),
            };
            let tables = trustline_formats::interactions::read(&bytes);
            check_document(
                &tables.expect("a document"),
                infrastructure().knowledge_base.as_deref(),
                &[],
                &levels,
            )
        }
        Subject::File => {
            let file = root().join("tests/corpus").join(text.trim());
            let bytes = match is_template(&text) {
                true => whole(&text).into_bytes(),
                false => fs::read(&file).expect("a file of tests/corpus"),
            };
            let reading = trustline_formats::read(&bytes);
            let mut reading = reading.expect("a file that can be read");
            (case.change)(&mut reading.model);
            let written = write(&reading.model, &reading.format);
            let written = written.expect("a file that can be written");
            let as_template = losses(&reading.model, FileKind::TB7);
            [reading.diagnostics, written.diagnostics, as_template].concat()
        }
    }
}

/// A drawing, a template, or a template with a drawing below it.
fn model(case: &Case, text: &str) -> ThreatModel {
    let mut model = match text.split_once("---\n") {
        Some((own, drawing)) => ThreatModel {
            knowledge_base: template(own).knowledge_base,
            ..drawn(drawing)
        },
        None if is_template(text) => template(text),
        None => drawn(text),
    };
    (case.change)(&mut model);
    model
}

/// A place as cases write it.
fn place(found: &Diagnostic) -> String {
    match &found.place {
        Place::Model => "model".into(),
        Place::Text { line, .. } => format!("line {line}"),
        Place::Diagram(id) => format!("diagram {id}"),
        Place::Elements(_, ids) => {
            let ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
            ids.join(", ")
        }
        Place::ThreatType(id) => format!("threat type {id}"),
        Place::Stencil(name) => format!("stencil {name}"),
        Place::Threat(number) => format!("threat {number}"),
    }
}

#[test]
fn every_check_finds_its_cases_and_leaves_others_alone() {
    let mut wrong = Vec::new();
    assert_eq!(CHECKS.len(), CASES.len());
    for (check, cases) in CHECKS.iter().zip(CASES) {
        let code = check.code;
        if cases.iter().all(|c| c.places.is_empty()) {
            wrong.push(format!("{code}: no case that it finds"));
        }
        if cases.iter().all(|c| !c.places.is_empty()) {
            wrong.push(format!("{code}: no case that it leaves alone"));
        }
        for case in *cases {
            let found = found(check, case);
            let own = || found.iter().filter(|d| d.code == code);
            if own().any(|d| d.severity != check.level) {
                wrong.push(format!("{code}: not at its level"));
            }
            let places: Vec<String> = own().map(place).collect();
            if places != case.places {
                wrong.push(format!(
                    "{code}: expected {:?}, found {places:?} in\n{}",
                    case.places,
                    case.plain()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Of each subject a code is told by one check; where two tell it, they tell it at one level.
#[test]
fn codes_are_told_once_and_at_one_level() {
    for (i, check) in CHECKS.iter().enumerate() {
        for other in CHECKS.iter().skip(i + 1).filter(|o| o.code == check.code) {
            let subjects = (check.subject, other.subject);
            assert_eq!(
                subjects,
                (Subject::Model, Subject::Document),
                "{}",
                check.code
            );
            assert_eq!(check.level, other.level, "{}", check.code);
        }
    }
}

/// Every code has its page, which says its level, and every page its code.
#[test]
fn every_code_has_a_page() {
    let folder = root().join("docs/diagnostics");
    let mut pages: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .filter_map(|e| {
            let name = e.unwrap().file_name();
            let name = name.to_string_lossy();
            name.strip_suffix(".md").map(str::to_owned)
        })
        .filter(|name| name != "README")
        .collect();
    pages.sort();
    let mut known: Vec<&str> = codes().iter().map(|c| c.code).collect();
    known.sort_unstable();
    assert_eq!(pages, known);
    for check in codes() {
        let page = fs::read_to_string(folder.join(format!("{}.md", check.code))).unwrap();
        let level = format!("Default level: **{}**", check.level.as_str());
        assert!(page.contains(&level), "{}: {level}", check.code);
    }
}

/// The overview has a line for every code, with its level, and no other lines.
#[test]
fn the_overview_names_every_code() {
    let overview = fs::read_to_string(root().join("docs/diagnostics/README.md")).unwrap();
    let mut told: Vec<String> = overview
        .lines()
        .filter(|l| l.starts_with("| ["))
        .map(|l| l.splitn(4, '|').take(3).collect::<Vec<_>>().join("|"))
        .collect();
    told.sort();
    let line = |c: &&Check| {
        let (code, level) = (c.code, c.level.as_str());
        format!("| [{code}]({code}.md) | {level} ")
    };
    let mut known: Vec<String> = codes().iter().map(line).collect();
    known.sort();
    assert_eq!(told, known);
}

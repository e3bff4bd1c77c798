//! What the page has made: the same as the command line makes.

use trustline_checks::{Levels, examine};
use trustline_documents::{By, Wanted, WantedTables, made_of, offer, report_of, tables_of};
use trustline_formats::{FileKind, Format, read, write};
use trustline_library::{SAMPLES, sample, template};
use trustline_model::ThreatModel;
use trustline_report::{Part, ReportKind, Settings, Subject, report};

const TABLE: &str = "# Shop\n\n| Element A | Data-flow | Element B | Crosses boundary | Details |\n|---|---|---|---|---|\n\
    | Browser | → | Web site | Nothing | Protocol: HTTPS |\n";

/// A built-in model as a file.
fn file(name: &str) -> Vec<u8> {
    let model = sample(name).expect("a sample");
    let written = write(&model, &Format::new(FileKind::TM7));
    written.expect("a sample is written").bytes
}

fn wanted(kind: &str, without: &[&str]) -> Wanted {
    Wanted {
        kind: kind.to_owned(),
        without: without.iter().map(|w| (*w).to_owned()).collect(),
        sort: "flow".to_owned(),
        file: "shop.tm7".to_owned(),
        made_at: "2026-01-02 03:04:05".to_owned(),
    }
}

#[test]
fn every_kind_of_report_is_that_of_the_command_line() {
    for sample in SAMPLES {
        let bytes = file(sample.name);
        let reading = read(&bytes).expect("a sample is read");
        let examined = examine(&reading.model, &Levels::default());
        let spots = reading.format.places();
        for kind in ReportKind::ALL {
            let settings = Settings {
                without: vec![Part::Notes],
                made_at: Some("2026-01-02 03:04:05".to_owned()),
                ..Settings::default()
            };
            let subject = Subject {
                file: "shop.tm7",
                model: &reading.model,
                analysis: &examined.analysis,
                diagnostics: &examined.diagnostics,
                spots: (*kind == ReportKind::SARIF).then_some(&spots),
            };
            let expected = report(&[subject], *kind, &settings);
            let made = report_of(&bytes, wanted(kind.name(), &["notes"])).expect("a report");
            assert!(made == expected, "{}: {kind:?}", sample.name);
        }
    }
}

#[test]
fn all_kinds_and_parts_are_offered() {
    let offer = serde_json::to_value(offer()).expect("JSON");
    let kinds = offer["kinds"].as_array().expect("kinds");
    assert_eq!(kinds.len(), ReportKind::ALL.len());
    for kind in kinds {
        assert!(ReportKind::named(kind["name"].as_str().unwrap_or("")).is_some());
    }
    assert_eq!(
        offer["parts"].as_array().map(Vec::len),
        Some(Part::ALL.len())
    );
}

#[test]
fn tables_become_a_file_and_the_file_becomes_the_tables() {
    let template = ThreatModel {
        knowledge_base: template("infrastructure"),
        ..ThreatModel::default()
    };
    let template = write(&template, &Format::new(FileKind::TB7)).expect("a template is written");
    let made = made_of("shop", TABLE.as_bytes(), &template.bytes).expect("a model");
    assert_eq!((made.told.elements, made.told.pairs), (2, 1));
    let model = read(&made.file).expect("what was made is read").model;
    assert!(model.diagrams.iter().any(|d| d.name == "Shop"));
    let asked = |form: &str, by| WantedTables {
        form: form.to_owned(),
        by,
    };
    let text = tables_of(&made.file, asked("md", By::Diagram)).expect("tables");
    let text = String::from_utf8(text).expect("text");
    assert!(text.contains("Browser") && text.contains("HTTPS"), "{text}");
    let chosen = By::Chosen(vec!["Web site".to_owned()]);
    let csv = tables_of(&made.file, asked("csv", chosen)).expect("tables");
    assert!(String::from_utf8_lossy(&csv).contains("Web site"));
}

#[test]
fn what_cannot_be_made_says_why() {
    let said = |failed: Result<Vec<u8>, trustline_documents::Failed>| failed.err().map(|f| f.text);
    let model = file("web-shop");
    assert_eq!(
        said(report_of(&model, wanted("poem", &[]))).as_deref(),
        Some("there is no report of the kind `poem`")
    );
    assert!(said(report_of(b"", wanted("html", &[]))).is_some());
    let tables = WantedTables {
        form: "doc".to_owned(),
        by: By::Zone,
    };
    assert!(said(tables_of(&model, tables)).is_some());
    let refused = made_of("shop", b"no tables here", &model).err();
    assert!(refused.is_some_and(|f| !f.text.is_empty()));
}

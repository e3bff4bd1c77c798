//! Any texts in a model: its CSV has a row a threat and no formula wherever a spreadsheet splits, its
//! JSON and SARIF are read by others, and no build server finds a command in any of them.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use trustline_analysis::analyze;
use trustline_model::{PropertyValue, State, ThreatModel, threat_property as field};
use trustline_report::{ReportKind, Settings, Subject, report};

static SMALL: LazyLock<ThreatModel> = LazyLock::new(|| {
    let reading = trustline_formats::read(include_bytes!("../../tests/corpus/small.tm7"));
    reading.expect("a model of ours").model
});

#[derive(Arbitrary, Debug)]
struct Texts {
    names: Vec<String>,
    title: String,
    justification: String,
    priority: String,
    state: String,
    file: String,
}

fuzz_target!(|texts: Texts| {
    let mut model = SMALL.clone();
    let elements = model.diagrams.iter_mut().flat_map(|d| &mut d.elements);
    for (element, name) in elements.zip(&texts.names) {
        if let Some(property) = element.properties.iter_mut().find(|p| p.label == "Name") {
            property.value = PropertyValue::Text(name.clone());
        }
    }
    for threat in &mut model.threats {
        threat.set_property(field::TITLE, texts.title.clone());
        threat.set_property(field::JUSTIFICATION, texts.justification.clone());
        threat.priority.clone_from(&texts.priority);
        threat.state = State::Other(texts.state.clone());
    }
    let analysis = analyze(&model);
    let subject = Subject {
        file: &texts.file,
        model: &model,
        analysis: &analysis,
        diagnostics: &[],
        spots: None,
    };
    for kind in ReportKind::ALL {
        let bytes = report(&[subject], *kind, &Settings::default());
        let text = String::from_utf8(bytes).expect("UTF-8");
        for line in text.lines() {
            assert!(!line.contains("##vso[") && !line.contains("##["), "{line}");
        }
        if *kind == ReportKind::CSV {
            let text = text.strip_prefix('\u{feff}').expect("a mark");
            let rows = csv::Reader::from_reader(text.as_bytes()).into_records();
            let rows: Vec<_> = rows.collect::<Result<_, _>>().expect("CSV");
            assert_eq!(rows.len(), analysis.threats.len());
            let split = csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(text.as_bytes());
            for cell in split.into_records().flatten().flat_map(|r| r.iter().map(str::to_owned).collect::<Vec<_>>()) {
                assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell:?}");
            }
        } else if *kind == ReportKind::JSON || *kind == ReportKind::SARIF {
            serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
        }
    }
});

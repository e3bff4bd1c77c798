//! Any condition: it is refused or printed so that it is read again, and asking a model breaks
//! nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use trustline_analysis::condition::Condition;
use trustline_analysis::{Analysis, analyze};
use trustline_model::ThreatModel;

static SMALL: LazyLock<(ThreatModel, Analysis)> = LazyLock::new(|| {
    let reading = trustline_formats::read(include_bytes!("../../tests/corpus/small.tm7"));
    let model = reading.expect("a model of ours").model;
    let analysis = analyze(&model);
    (model, analysis)
});

fuzz_target!(|text: &str| {
    let _ = Condition::searched(text);
    let Ok(condition) = text.parse::<Condition>() else {
        return;
    };
    let printed = condition.to_string();
    // A value with both quotes in it has no form of its own.
    if !(text.contains('\'') && text.contains('"')) {
        assert_eq!(printed.parse::<Condition>().as_ref(), Ok(&condition), "{printed}");
    }
    let (model, analysis) = &*SMALL;
    let condition = condition.on("2026-01-31");
    for view in analysis.views(model) {
        let _ = condition.holds(model, &view);
    }
    let _ = condition.elements(model, analysis);
    let _ = (condition.unknown(model, analysis), condition.absent(model, analysis));
});

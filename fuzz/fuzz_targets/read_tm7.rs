//! Any bytes: a refusal with a message, or a model that is written back byte for byte, analysed,
//! drawn, updated and written again without panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trustline_analysis::update;
use trustline_checks::{Levels, examine};
use trustline_drawing::{Theme, draw, svg};
use trustline_formats::{read, write};

fuzz_target!(|bytes: &[u8]| {
    let reading = match read(bytes) {
        Ok(reading) => reading,
        Err(error) => return drop(error.to_string()),
    };
    let mut model = reading.model.clone();
    if let Ok(written) = write(&model, &reading.format).map(|w| w.bytes) {
        assert_eq!(written, bytes, "an untouched file is not written byte for byte");
    }
    let analysis = examine(&model, &Levels::default()).analysis;
    for view in analysis.views(&model) {
        drop((view.title(), view.own_fields(), view.crosses()));
    }
    for diagram in &model.diagrams {
        svg(&draw(diagram, model.knowledge_base.as_deref()), &Theme::LIGHT, &[]);
    }
    let changes = update(&model, &analysis);
    if model.apply(changes.edit(&model)).is_ok()
        && let Ok(written) = write(&model, &reading.format).map(|w| w.bytes)
    {
        read(&written).expect("what was written can be read");
    }
});

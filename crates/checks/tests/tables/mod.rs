//! What holds for every document of interaction tables, whatever its bytes: it is refused, or its
//! checks end, the model made of it is lawful, and its tables come back in every form.

use std::sync::{Arc, OnceLock};
use trustline_analysis::analyze;
use trustline_checks::{Levels, check_document};
use trustline_formats::interactions::{Form, read, write};
use trustline_model::interactions::Tables;
use trustline_model::{KnowledgeBase, invariants};
use trustline_tables::{Owner, build, tables};

pub fn template() -> Arc<KnowledgeBase> {
    static TEMPLATE: OnceLock<Arc<KnowledgeBase>> = OnceLock::new();
    let read = || {
        let bytes = include_bytes!("../../../library/infrastructure.tb7");
        let reading = trustline_formats::read(bytes).expect("the built-in template");
        reading.model.knowledge_base.expect("a template")
    };
    Arc::clone(TEMPLATE.get_or_init(read))
}

/// The rows of tables as they must come back.
fn rows(tables: &Tables) -> Vec<String> {
    let rows = tables.sections.iter().flat_map(|s| &s.rows);
    rows.map(|r| {
        let names = [r.a.shown(), r.b.shown()];
        format!(
            "{names:?} {:?} {:?} {:?}",
            r.direction, r.crosses, r.details
        )
    })
    .collect()
}

/// Holds the laws against some bytes.
pub fn hold(bytes: &[u8]) {
    let Ok(document) = read(bytes) else {
        return;
    };
    let _ = check_document(&document, Some(&template()), &[], &Levels::default());
    let built = build(&document, &template(), &[], "law");
    assert_eq!(invariants(&built.model), Ok(()));
    let analysis = analyze(&built.model);
    let told = tables(&built.model, &analysis, &Owner::Diagram);
    // What is written can be read again, and says the same, in whatever form.
    let count = rows(&told).len();
    for form in [Form::Markdown, Form::Csv, Form::Xlsx, Form::Html] {
        let bytes = write(&told, form, &|_| None);
        if form == Form::Html || count == 0 {
            continue;
        }
        let back = read(&bytes).expect("our own document");
        let (mut back, mut told) = (rows(&back), rows(&told));
        // A table by itself brings sections of one name together.
        if form != Form::Markdown {
            back.sort();
            told.sort();
        }
        assert_eq!(back, told, "{form:?}");
    }
}

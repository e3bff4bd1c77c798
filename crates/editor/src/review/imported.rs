//! A model made from a document of interaction tables.

use std::sync::Arc;
use trustline_analysis::{analyze, update};
use trustline_checks::{Levels, check_document};
use trustline_model::interactions::Tables;
use trustline_model::{Diagnostic, KnowledgeBase, ThreatModel};

/// A model made from a document of interaction tables.
pub struct Imported {
    /// The model, arranged and with its threats.
    pub model: ThreatModel,
    /// How many elements there are, each counted once.
    pub elements: usize,
    /// How many pairs of them talk.
    pub pairs: usize,
    /// What is wrong with the document.
    pub findings: Vec<Diagnostic>,
}

/// Makes a model from a document of interaction tables; `name` is the document's.
pub fn imported(tables: &Tables, kb: &Arc<KnowledgeBase>, name: &str) -> Imported {
    let mut built = trustline_tables::build(tables, kb, &[], name);
    if built.model.information.name.is_empty() {
        name.clone_into(&mut built.model.information.name);
    }
    trustline_drawing::arrange_all(&mut built.model);
    let analysis = analyze(&built.model);
    built.model.threats = update(&built.model, &analysis).threats;
    Imported {
        model: built.model,
        elements: built.elements,
        pairs: built.pairs,
        findings: check_document(tables, &[], &Levels::default()),
    }
}

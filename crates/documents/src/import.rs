//! A model made from a document of interaction tables.

use std::cmp::Reverse;
use std::sync::Arc;
use trustline_analysis::{analyze, update};
use trustline_checks::{Levels, check_document};
use trustline_model::interactions::Tables;
use trustline_model::{Diagnostic, KnowledgeBase, ThreatModel};
use trustline_tables::build;

/// A model made from a document of interaction tables.
pub struct Imported {
    /// The model, arranged and with its threats.
    pub model: ThreatModel,
    /// How many elements there are, each counted once.
    pub elements: usize,
    /// How many pairs of them talk.
    pub pairs: usize,
    /// What each element is drawn with, in the words of people.
    pub drawn: Vec<String>,
    /// What is wrong with the document, the worst first.
    pub findings: Vec<Diagnostic>,
    /// Diagrams that are larger than the canvas of the Microsoft tool.
    pub too_large: Vec<String>,
}

/// Makes a model from a document of interaction tables, drawn with a template. `zones` name trust
/// zones by one of their elements; `name` is the document's.
pub fn imported(
    tables: &Tables,
    kb: &Arc<KnowledgeBase>,
    zones: &[(String, String)],
    name: &str,
    levels: &Levels,
) -> Imported {
    let mut findings = check_document(tables, Some(kb), zones, levels);
    findings.sort_by_key(|d| Reverse(d.severity));
    let mut built = build(tables, kb, zones, name);
    if built.model.information.name.is_empty() {
        name.clone_into(&mut built.model.information.name);
    }
    let too_large = trustline_drawing::arrange_all(&mut built.model);
    let analysis = analyze(&built.model);
    built.model.threats = update(&built.model, &analysis).threats;
    Imported {
        model: built.model,
        elements: built.elements,
        pairs: built.pairs,
        drawn: built.drawn,
        findings,
        too_large,
    }
}

//! The layout of imported interaction diagrams, in short: what must never be, and how many labels
//! may lie on one another. `cargo xtask bench --layout` weighs crossings against Graphviz.

use trustline_bench::layout::{documents, scored};

/// Labels on labels, over all documents: seven in those of now, whose flows say what they carry.
const LABELS: usize = 9;

/// Flows that cross, over all documents: 172 of now, 6 of them in the guides.
const CROSSINGS: usize = 190;

#[test]
fn imported_diagrams_are_laid_out_well() {
    let (mut labels, mut crossings) = (0, 0);
    for document in documents() {
        let Some(model) = document.model else {
            println!("{}: skipped, it is not here", document.name);
            continue;
        };
        for (n, score) in scored(&model).into_iter().enumerate() {
            let name = format!("{}, diagram {}", document.name, n + 1);
            assert!(score.elements > 0 && score.pairs > 0, "{name}: {score:?}");
            assert_eq!(score.overlaps, 0, "{name}: elements overlap");
            assert_eq!(score.misplaced, 0, "{name}: boxes hold something else");
            labels += score.labels_on_labels;
            crossings += score.crossings;
        }
    }
    assert!(labels <= LABELS, "{labels} labels on labels");
    assert!(crossings <= CROSSINGS, "{crossings} crossings");
}

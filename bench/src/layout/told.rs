//! The scores of all documents as lines of text, with the ratio to Graphviz.

use super::documents::{Document, documents};
use super::edges::crossings;
use super::graphviz;
use super::score::{Score, scored};

/// Crossings in sum should be at most so many times those of Graphviz.
const AT_MOST: f64 = 1.5;

/// Prints the scores of all documents, and the ratio to Graphviz.
pub fn print() {
    println!(
        "layout of imported interaction diagrams (overlaps and misplaced 0; crossings in sum at most {AT_MOST} of Graphviz)"
    );
    let peer = graphviz::version();
    match &peer {
        Some(version) => println!("  against {version}"),
        None => println!("  the ratio is skipped: there is no Graphviz `dot`"),
    }
    println!(
        "  {:<28} {:>8} {:>5} {:>8} {:>9} {:>6} {:>9} {:>8} {:>6}",
        "",
        "elements",
        "pairs",
        "overlaps",
        "misplaced",
        "labels",
        "crossings",
        "graphviz",
        "ratio"
    );
    // Made ones are larger than all others together: the others have a sum of their own.
    let mut told = false;
    let (mut all, mut theirs) = (Score::default(), Some(0));
    for Document { name, made, model } in documents() {
        if made && all.elements > 0 && !told {
            line("in sum, those not made", all, theirs);
            told = true;
        }
        let Some(model) = model else {
            println!("  {name:<28} skipped: it is not here");
            continue;
        };
        for (n, (diagram, score)) in model.diagrams.iter().zip(scored(&model)).enumerate() {
            let other = peer.as_ref().and_then(|_| graphviz::edges(diagram));
            let other = other.map(|edges| crossings(&edges));
            line(&format!("{name}, {}", n + 1), score, other);
            all.add(score);
            theirs = theirs.zip(other).map(|(sum, n)| sum + n);
        }
    }
    line("in sum, all", all, theirs);
    if let Some(theirs) = theirs {
        let within = all.crossings as f64 <= AT_MOST * theirs as f64;
        let verdict = if within { "within" } else { "above" };
        println!("  crossings in sum are {verdict} the target");
    }
}

fn line(name: &str, score: Score, theirs: Option<usize>) {
    let (other, ratio) = match theirs {
        None => (String::new(), "skipped".into()),
        Some(0) if score.crossings == 0 => ("0".into(), "1.00".into()),
        Some(0) => ("0".into(), "–".into()),
        Some(n) => (
            n.to_string(),
            format!("{:.2}", score.crossings as f64 / n as f64),
        ),
    };
    println!(
        "  {name:<28} {:>8} {:>5} {:>8} {:>9} {:>6} {:>9} {other:>8} {ratio:>6}",
        score.elements,
        score.pairs,
        score.overlaps,
        score.misplaced,
        score.labels_on_labels,
        score.crossings,
    );
}

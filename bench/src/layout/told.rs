//! The scores of all documents as lines of text, with the ratio to Graphviz.

use super::documents::{Document, documents};
use super::edges::crossings;
use super::measures::{Measures, measured};
use super::score::{Score, laid, scored};
use super::{elk, graphviz};

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
            let other = peer.as_ref().and_then(|_| graphviz::laid(diagram));
            let other = other.map(|laid| crossings(&laid.edges));
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
    beside();
}

/// What is measured alike on our layouts and those of the peers, with what ours are worse in than the
/// better of them.
fn beside() {
    let peers = [graphviz::version(), elk::version()];
    let named: Vec<&str> = peers.iter().flatten().map(String::as_str).collect();
    if named.is_empty() {
        return println!("  nothing to stand beside: there is neither Graphviz `dot` nor `elkjs`");
    }
    println!("beside {} (less is better)", named.join(" and "));
    let names = Measures::default().all().map(|(name, _)| name);
    let heads: Vec<String> = names.iter().map(|n| format!("{n:>9}")).collect();
    println!("  {:<34} {}", "", heads.join(" "));
    let (mut all, mut as_good) = (0, 0);
    for Document { name, model, .. } in documents() {
        let Some(model) = model else { continue };
        for (n, (diagram, ours)) in model.diagrams.iter().zip(laid(&model)).enumerate() {
            let ours = measured(&ours);
            let [dot, elk] = [
                peers[0].as_ref().and_then(|_| graphviz::laid(diagram)),
                peers[1].as_ref().and_then(|_| elk::laid(diagram)),
            ]
            .map(|laid| laid.as_ref().map(measured));
            let rows = [("ours", Some(ours)), ("dot", dot), ("elk", elk)];
            for (who, row) in rows {
                let Some(row) = row else { continue };
                let cells = row.all().map(|(_, value)| format!("{value:>9.2}"));
                println!(
                    "  {:<34} {}",
                    format!("{name}, {} {who}", n + 1),
                    cells.join(" ")
                );
            }
            let best = |at: usize| {
                let theirs = [dot, elk].into_iter().flatten();
                theirs.map(|m| m.all()[at].1).fold(f64::INFINITY, f64::min)
            };
            let own = ours.all().into_iter().enumerate();
            let worse = own.filter(|(at, (_, value))| *value > best(*at) * 1.02 + 1e-9);
            let worse: Vec<&str> = worse.map(|(_, (name, _))| name).collect();
            all += names.len();
            as_good += names.len() - worse.len();
            match worse.is_empty() {
                true => println!("    as good as the better of them in everything"),
                false => println!("    worse in {}", worse.join(", ")),
            }
        }
    }
    println!("  as good as the better of them in {as_good} of {all}");
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

//! The documents that are laid out: ours, the public guides where they are present, and larger
//! ones made by a plain sequence of numbers.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use trustline_model::interactions::{Details, Direction, Named, NodeKind, Row, Section, Tables};
use trustline_model::{KnowledgeBase, ThreatModel};
use trustline_tables::build;

/// A document by its name, with the model that it tells.
pub struct Document {
    /// What it is called.
    pub name: String,
    /// Whether it is made by a sequence of numbers.
    pub made: bool,
    /// Its model, nothing arranged. `None` where the document is not here.
    pub model: Option<ThreatModel>,
}

/// Ours and the guides, below the project's folder.
const FILES: [&str; 4] = [
    "tests/interactions/bakery.md",
    "tests/interactions/sensors.csv",
    "../shared/guides/infrastructure-v1.md",
    "../shared/guides/infrastructure-v2.md",
];

/// Elements, pairs and zones of those that are made here.
const MADE: [(usize, usize, usize); 3] = [(40, 50, 1), (40, 60, 5), (60, 90, 8)];

/// All documents, the same ones in the same order everywhere.
pub fn documents() -> Vec<Document> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let kb = trustline_library::template("infrastructure").expect("a built-in template");
    let model = |tables: &Tables, kb: &Arc<KnowledgeBase>| build(tables, kb, &[], "x").model;
    let files = FILES.iter().map(|file| Document {
        name: file.rsplit('/').next().unwrap_or(file).to_owned(),
        made: false,
        model: fs::read(root.join(file)).ok().map(|bytes| {
            let tables = trustline_formats::interactions::read(&bytes).expect("a document");
            model(&tables, &kb)
        }),
    });
    let made = MADE.iter().map(|(elements, pairs, zones)| Document {
        name: format!("made, {elements}/{pairs}/{zones}"),
        made: true,
        model: Some(model(&tables(*elements, *pairs, *zones), &kb)),
    });
    files.chain(made).collect()
}

/// A document of one section. Elements of a zone hang together; what is left of the pairs joins
/// any two, mostly near ones.
fn tables(elements: usize, pairs: usize, zones: usize) -> Tables {
    let mut numbers = Numbers(elements as u64);
    let zone = |i: usize| i % zones;
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for i in zones..elements {
        // Some element of the same zone that is there already.
        let earlier = numbers.below(i / zones);
        joined.push((earlier * zones + zone(i), i));
    }
    for i in 1..zones {
        joined.push((numbers.below(i), i));
    }
    while joined.len() < pairs {
        let a = numbers.below(elements);
        let b = (a + 1 + numbers.below(2 * zones + 2)) % elements;
        if a != b && !joined.contains(&(a, b)) && !joined.contains(&(b, a)) {
            joined.push((a, b));
        }
    }
    let rows = joined.into_iter().map(|(a, b)| Row {
        a: named(a),
        direction: match numbers.below(3) {
            0 => Direction::Forth,
            _ => Direction::Both,
        },
        b: named(b),
        crosses: Some(zone(a) != zone(b)),
        details: Details::Entries(vec!["HTTPS".into(), "Requests and responses".into()]),
        ..Row::default()
    });
    let section = Section {
        title: "Everything".into(),
        rows: rows.collect(),
        ..Section::default()
    };
    Tables {
        sections: vec![section],
        ..Tables::default()
    }
}

/// Processes mostly, some stores and external entities.
fn named(i: usize) -> Named {
    let kind = match i % 5 {
        3 => NodeKind::DataStore,
        4 => NodeKind::ExternalEntity,
        _ => NodeKind::Process,
    };
    Named {
        name: format!("Element {i}"),
        kind: Some(kind),
        ..Named::default()
    }
}

/// Numbers that look random and are the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

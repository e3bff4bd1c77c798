//! Interaction tables there and back: ours under `tests/interactions/`, and the two public guides
//! where they are present, become models, and the models give the same tables.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;
use trustline_analysis::analyze;
use trustline_formats::interactions::{Form, read, write};
use trustline_harness::{Case, Folder, root};
use trustline_model::KnowledgeBase;
use trustline_model::interactions::{Details, Direction, Row, Tables, plain};
use trustline_tables::{Owner, Resolved, build, tables};

fn infrastructure() -> Arc<KnowledgeBase> {
    let bytes = fs::read(root().join("crates/library/infrastructure.tb7")).unwrap();
    let reading = trustline_formats::read(&bytes).unwrap();
    reading.model.knowledge_base.unwrap()
}

fn documents() -> Vec<Case> {
    Folder::INTERACTIONS.cases(&["csv", "docx", "html", "md", "xlsx"])
}

/// The guides, by their version. Empty where they are not present.
fn guides() -> Vec<(u8, Tables)> {
    let file = |v: u8| root().join(format!("../shared/guides/infrastructure-v{v}.md"));
    [1, 2]
        .into_iter()
        .filter_map(|v| Some((v, read(&fs::read(file(v)).ok()?).unwrap())))
        .collect()
}

/// The normal form of docs/interactions.md: a pair is told once, where it is met first, with
/// everything that is said of it anywhere; afterwards it is referred to by the section's heading.
/// Names have the spelling that is met first, kinds are those of most rows, crossing is that of the
/// row that tells the pair.
fn normal(tables: &Tables) -> Vec<String> {
    let resolved = Resolved::new(tables, &[]);
    let mut told: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut lines = Vec::new();
    for section in &tables.sections {
        lines.push(format!("# {}", section.title));
        let row = |row: &Row, told: &mut BTreeMap<(String, String), String>| {
            let at = |key: String| {
                resolved
                    .things
                    .iter()
                    .position(|t| plain(&t.name) == key)
                    .unwrap()
            };
            let (a, b) = (at(row.a.key()), at(row.b.key()));
            let pair = resolved
                .pairs
                .iter()
                .find(|p| (p.a, p.b) == (a, b) || (p.b, p.a) == (a, b));
            let pair = pair.unwrap();
            let name = |i: usize| {
                format!(
                    "{} {:?}",
                    resolved.things[i].shown(),
                    resolved.things[i].kind
                )
            };
            let details = match told.get(&row.pair()) {
                Some(section) => format!("See {section}"),
                None => {
                    told.insert(row.pair(), section.title.clone());
                    let mut details: Vec<String> = pair.details.iter().map(|d| plain(d)).collect();
                    details.sort();
                    details.join(", ")
                }
            };
            // Once full and once a reference: references come last in a section.
            let mirror = details.starts_with("See ");
            let line = format!(
                "{} | {:?} | {} | {:?} | {details}",
                name(a),
                row.direction,
                name(b),
                pair.crosses
            );
            (mirror, line)
        };
        let mut rows: Vec<(bool, String)> =
            section.rows.iter().map(|r| row(r, &mut told)).collect();
        rows.sort_by_key(|(mirror, _)| *mirror);
        lines.extend(rows.into_iter().map(|(_, line)| line));
    }
    lines
}

#[test]
fn the_guides_become_models_and_come_back() {
    let kb = infrastructure();
    for (version, document) in guides() {
        let built = build(&document, &kb, &[], "guide");
        assert_eq!((built.elements, built.pairs), (21, 28), "version {version}");
        assert_eq!(built.model.diagrams.len(), 11);
        let analysis = analyze(&built.model);
        assert_eq!(analysis.interactions.len(), 56, "two ways each");
        let again = tables(&built.model, &analysis, &Owner::Diagram);
        assert_eq!(normal(&again), normal(&document), "version {version}");
        for form in [Form::Markdown, Form::Csv, Form::Xlsx] {
            let bytes = write(&again, form, &|title| Some(format!("{title}.svg")));
            let mut back = read(&bytes).unwrap();
            if form != Form::Markdown {
                // A table by itself has no pictures.
                back.sections.push(again.sections.last().unwrap().clone());
            }
            assert_eq!(
                normal(&back),
                normal(&document),
                "version {version} as {form:?}"
            );
        }
    }
}

/// Crossing is what the zones say: every row of every document, read again from the model.
#[test]
fn every_form_gives_the_same_tables() {
    let kb = infrastructure();
    for case in documents() {
        let document = read(&case.bytes().unwrap()).unwrap();
        let built = build(&document, &kb, &[], "test");
        let analysis = analyze(&built.model);
        let of_model = tables(&built.model, &analysis, &Owner::Diagram);
        for owner in [Owner::Diagram, Owner::Element, Owner::Zone] {
            let told = tables(&built.model, &analysis, &owner);
            let full: Vec<&Row> = told
                .sections
                .iter()
                .flat_map(|s| &s.rows)
                .filter(|r| matches!(r.details, Details::Entries(_)))
                .collect();
            // Once a pair, or once each way where the two are told otherwise.
            let ways = |r: &Row| match (r.direction, r.a.key() == r.pair().0) {
                (Direction::Both, _) => vec![true, false],
                (Direction::Forth, first) | (Direction::Back, first) => {
                    vec![first == (r.direction == Direction::Forth)]
                }
            };
            let told_ways = full
                .iter()
                .flat_map(|r| ways(r).into_iter().map(|w| (r.pair(), w)));
            let told_ways: Vec<_> = told_ways.collect();
            let once: BTreeSet<_> = told_ways.iter().collect();
            assert_eq!(once.len(), told_ways.len(), "{owner:?}: told twice");
            let pairs: BTreeSet<_> = full.iter().map(|r| r.pair()).collect();
            assert_eq!(pairs.len(), built.pairs, "{owner:?}: not all told");
            for form in [Form::Markdown, Form::Csv, Form::Xlsx] {
                let back = read(&write(&told, form, &|_| None)).unwrap();
                let rows = |t: &Tables| -> Vec<String> {
                    let rows = t.sections.iter().flat_map(|s| &s.rows);
                    rows.map(|r| {
                        format!(
                            "{:?} {:?} {:?} {:?} {:?}",
                            r.pair(),
                            r.direction,
                            r.crosses,
                            r.details,
                            r.a.kind
                        )
                    })
                    .collect()
                };
                assert_eq!(
                    rows(&back),
                    rows(&told),
                    "{} {owner:?} {form:?}",
                    case.name()
                );
            }
        }
        assert_eq!(of_model.title, document.title);
    }
}

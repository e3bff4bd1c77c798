//! Documents of interaction tables: ours under `tests/interactions/` with their expected texts
//! beside them, and the two public guides where they are present. `cargo xtask bless` accepts
//! changes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "tables/mod.rs"]
mod laws;

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use trustline_checks::{CHECKS, Levels, Subject, check_document};
use trustline_formats::interactions::read;
use trustline_harness::{Case, Folder, Outcome, kept, root};
use trustline_model::interactions::Tables;
use trustline_model::{End, Place};
use trustline_tables::{Resolved, build};

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

/// What was read and what is wrong with it, as text.
fn told(tables: &Tables) -> String {
    let resolved = Resolved::new(tables, &[]);
    let mut out = format!("title: {}\n", tables.title);
    for zone in &resolved.zones {
        let names = zone.things.iter().map(|t| {
            let thing = &resolved.things[*t];
            format!("{} ({})", thing.shown(), thing.kind.as_str())
        });
        let called = zone.name.as_ref().map(|n| format!("{n}: "));
        let names = names.collect::<Vec<_>>().join(", ");
        writeln!(out, "zone: {}{names}", called.unwrap_or_default()).unwrap();
    }
    let built = build(tables, &laws::template(), &[], "told");
    for drawn in &built.drawn {
        writeln!(out, "drawn: {drawn}").unwrap();
    }
    if let Some(diagram) = built.model.diagrams.last() {
        for (flow, line) in diagram.flows() {
            let end = |end: &End| {
                diagram
                    .element(end.element.as_ref().unwrap())
                    .unwrap()
                    .name()
                    .to_owned()
            };
            let says = |name: &str| flow.property(name).filter(|v| *v != "Not Selected");
            let answers = if says("answers") == Some("Yes") {
                " (answers)"
            } else {
                ""
            };
            let credentials = says("carriesCredentials").map(|v| format!(" (credentials: {v})"));
            writeln!(
                out,
                "flow: {} > {}: {}{answers}{}",
                end(&line.source),
                end(&line.target),
                flow.name(),
                credentials.unwrap_or_default()
            )
            .unwrap();
        }
    }
    for pair in &resolved.pairs {
        let (a, b) = resolved.ends(pair).unwrap();
        let (a, b) = (a.shown(), b.shown());
        let details = pair.details.join(", ");
        writeln!(
            out,
            "pair: {a} | {} | {b} | {:?} | {details}",
            pair.direction.as_str(),
            pair.crosses
        )
        .unwrap();
    }
    for found in check_document(tables, Some(&laws::template()), &[], &Levels::default()) {
        writeln!(out, "{found}").unwrap();
    }
    out
}

#[test]
fn documents_are_read_as_expected() -> Outcome {
    for case in documents() {
        let tables = read(&case.bytes()?)?;
        kept(&case.beside(".txt"), &told(&tables))?;
    }
    Ok(())
}

/// Every check of documents finds something in the document that has all defects.
#[test]
fn every_check_has_its_case() {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for case in documents() {
        let tables = read(&case.bytes().unwrap()).unwrap();
        found.extend(
            check_document(&tables, Some(&laws::template()), &[], &Levels::default())
                .iter()
                .map(|d| d.code),
        );
    }
    let missing: Vec<&str> = CHECKS
        .iter()
        .filter(|c| c.subject == Subject::Document)
        .map(|c| c.code)
        .filter(|c| !found.contains(c))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

/// Lines at which each check finds something in the two guides, as the method's description lists
/// them; checks that are not named find nothing.
const IN_GUIDES: [(&str, &[usize], &[usize]); 16] = [
    ("mirror-crossing-differs", &[85], &[66]),
    ("pair-told-twice", &[110, 182], &[91, 163]),
    ("crossing-inside-zone", &[85], &[66]),
    (
        "crossing-without-boundary",
        &[70, 71, 72, 73, 171],
        &[51, 52, 53, 54, 152],
    ),
    (
        "reference-by-abbreviation",
        &[140, 141, 151, 163],
        &[121, 122, 132, 144],
    ),
    ("reference-case", &[], &[155]),
    ("name-variant", &[89, 160, 160], &[141, 141]),
    ("kind-variant", &[128], &[]),
    ("doubtful-kind", &[113], &[94]),
    (
        "copied-picture-text",
        &[118, 133, 146, 156, 167, 178, 186],
        &[],
    ),
    ("text-of-another-row", &[], &[70, 144]),
    ("unprotected-crossing", &[83, 84, 171], &[64, 65, 152]),
    (
        "unprotected-credentials",
        &[74, 84, 110, 160, 161],
        &[55, 65, 91, 141, 142],
    ),
    ("no-data-classification", &[70], &[51]),
    ("payload-missing", &[74, 84], &[55, 65]),
    ("several-stencils", &[74], &[55]),
];

#[test]
fn the_guides_have_the_defects_that_are_known_and_no_others() {
    for (version, tables) in guides() {
        let mut found: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for d in check_document(&tables, Some(&laws::template()), &[], &Levels::default()) {
            let Place::Text { line, .. } = d.place else {
                panic!("{d}: no line");
            };
            found.entry(d.code).or_default().push(line);
        }
        let expected: BTreeMap<&str, Vec<usize>> = IN_GUIDES
            .iter()
            .map(|(code, first, second)| {
                (*code, if version == 1 { *first } else { *second }.to_vec())
            })
            .filter(|(_, lines)| !lines.is_empty())
            .collect();
        assert_eq!(found, expected, "version {version}");
    }
}

#[test]
fn bad_input_is_refused_with_a_reason() {
    let cases: &[(&[u8], &str)] = &[
        (b"", "the file is empty"),
        (
            b"# A heading\n\nand text",
            "it contains no interaction table",
        ),
        (
            b"|a table|of other things|\n|---|---|\n|1|2|\n",
            "it contains no interaction table: a table with the columns `a table`, `of other things` is not read: \
             it is no interaction table (line 1, column 1)",
        ),
        (
            b"# Office\n\n|Element A|Details|\n|---|---|\n|1|2|\n",
            "it contains no interaction table: a table with the columns `Element A`, `Details` is not read: \
             none names element B (line 3, column 1)",
        ),
        (
            b"Source;Port;Notes;Direction\nLaptop;443;x;in\n",
            "it contains no interaction table: a table with the columns `Source`, `Port`, `Notes`, `Direction` \
             is not read: none names element B (line 1, column 1)",
        ),
        (
            b"Stra\xdfe;Haus\n",
            "this is not UTF-8 text (line 1, column 5)",
        ),
        (b"PK\x03\x04broken", "this spreadsheet cannot be unpacked"),
        (b"Element A,Element B\n", "it contains no interaction table"),
        (b"\xff\xfe\x00", "this is not UTF-8 text (line 1, column 1)"),
    ];
    for (bytes, message) in cases.iter().copied() {
        assert_eq!(read(bytes).unwrap_err().to_string(), message);
    }
    let rows = |n: usize| format!("A,B\n{}", "x,y\n".repeat(n));
    assert!(read(rows(2_000).as_bytes()).is_ok());
    let error = read(rows(2_001).as_bytes()).unwrap_err().to_string();
    assert_eq!(
        error,
        "more than 2000 rows: split it into several documents (line 2002, column 1)"
    );
}

/// Texts as people and machines get them wrong: any of these in any cell.
fn cell() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "Shop",
        "shop ",
        "Shop (grouped)",
        "(grouped)",
        "",
        " ",
        "|",
        "a|b",
        "\\",
        "<b>x</b>",
        "</br>",
        "See Shop for details",
        "See for details",
        "see ",
        "*See **A** for details*",
        "=1+1",
        "'=1",
        "@x",
        "Yes",
        "No",
        "Yes (A, B)",
        "(",
        "HTTPS; SSH",
        ";",
        "![x](y)",
        "[x](y)",
        "`x`",
        "&amp;",
        "\"",
        "ä\u{200b}",
        "Bi-directional",
        "A to B",
        "1. x",
        "# x",
        "- x",
        "\n",
        "a\nb",
        "Internet",
        "Directory service",
        "a\u{0}b",
    ]);
    prop_oneof![3 => odd.prop_map(str::to_owned), 1 => "[ -~]{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn any_cells_make_a_lawful_document(rows in prop::collection::vec(prop::collection::vec(cell(), 9), 1..9)) {
        let mut writer = Vec::new();
        for row in std::iter::once(&["Section", "Element A", "Kind A", "Data-flow", "Element B", "Kind B",
            "Crosses boundary", "Boundaries", "Details"].map(str::to_owned).to_vec()).chain(&rows) {
            let quoted: Vec<String> = row.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            writer.push(quoted.join(","));
        }
        laws::hold(writer.join("\n").as_bytes());
        let lines = rows.iter().map(|r| format!("|{}|", r.join("|")));
        let table: Vec<String> = lines.collect();
        let document = format!("## Folder\n\n|Element A|Data-flow|Element B|Crosses boundary|Details|\n|---|---|---|---|---|\n{}\n", table.join("\n"));
        laws::hold(document.as_bytes());
    }
}

#[test]
fn our_documents_are_lawful() {
    for case in documents() {
        laws::hold(&case.bytes().unwrap());
    }
}

//! Templates as text hold what `laws` says: our own texts, with bytes of them exchanged, and any
//! knowledge base, with whatever texts.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used
)]

mod laws;

use proptest::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;
use trustline_formats::{read, read_folder, usual_properties};
use trustline_model::*;

/// Our own texts, and what fuzzing found.
fn texts() -> Vec<Vec<u8>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/read_text");
    let mut files: Vec<PathBuf> = std::fs::read_dir(root)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|f| std::fs::read(f).unwrap())
        .collect()
}

#[test]
fn our_own_texts_hold_the_laws() {
    let texts = texts();
    assert!(texts.len() >= 3);
    for text in texts {
        laws::hold(&text);
        let Ok(reading) = read(&text) else { continue };
        let folder = read_folder(vec![("template.yaml".to_owned(), text)]).unwrap();
        for edit in laws::EDITS {
            for at in 0..4 {
                laws::edited(&reading, edit, at);
                laws::edited(&folder, edit, at);
            }
        }
    }
}

/// What YAML could take for something else.
const NASTY: [&str; 62] = [
    "",
    "a -",
    "a - -",
    " ",
    "~",
    "null",
    "Null",
    "yes",
    "No",
    "true",
    "FALSE",
    "1.0",
    "0x1f",
    "1e3",
    ".inf",
    "-",
    "- ",
    "- a",
    "?",
    "? a",
    ":",
    ": a",
    "a:",
    "a: b",
    "a :b",
    "#",
    "# a",
    "a #b",
    "a# b",
    "'",
    "''",
    "\"",
    "\\",
    "\\n",
    "it's",
    "\"a\" and 'b'",
    "[a]",
    "{a: b}",
    "&a",
    "*a",
    "!a",
    "|",
    ">-",
    "%a",
    "@a",
    "`a`",
    "---",
    "...",
    "=",
    "<<",
    ", ",
    " leading",
    "trailing ",
    "two  spaces",
    "\ttab",
    "tab\t",
    "a\tb",
    "ROOT",
    "as its parent",
    "Dynamic",
    "1. a\n2. b",
    "1. ",
];

const BREAKS: [&str; 16] = [
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "a\nb",
    "a\n  b\nc",
    "\na",
    "a\n",
    "a \nb",
    "a\n#b",
    "a\n---\nb",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{a0}x\u{3000}",
    "🔑 é ß \u{200d}",
];

fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        6 => prop::sample::select(NASTY.to_vec()).prop_map(str::to_owned),
        2 => prop::sample::select(BREAKS.to_vec()).prop_map(str::to_owned),
        4 => "[A-C][a-c]{0,3}",
        1 => any::<String>(),
        1 => "[ -~\\n]{0,300}",
        1 => "[a-c ]{90,400}",
        1 => "[a-z]{1100,1200}",
    ];
    prop_oneof![
        4 => part.clone(),
        1 => prop::collection::vec(part, 2..5).prop_map(|p| p.concat()),
    ]
}

/// Few enough that things meet.
fn id() -> impl Strategy<Value = String> {
    prop_oneof![6 => "[a-d]", 1 => text()]
}

fn attribute() -> impl Strategy<Value = Attribute> {
    let flags = (any::<Option<bool>>(), any::<Option<bool>>());
    let words = (
        prop_oneof![
            Just("Dynamic".to_owned()),
            Just("Static".to_owned()),
            text()
        ],
        prop_oneof![Just("List".to_owned()), text()],
    );
    let texts = (
        prop::option::of(text()),
        id(),
        id(),
        prop::collection::vec(text(), 0..4),
    );
    (texts, words, flags).prop_map(
        |((id, name, label, choices), (mode, kind), (inherited, overridden))| Attribute {
            id,
            name,
            label,
            mode,
            kind,
            inheritance: "Virtual".into(),
            choices,
            inherited,
            overridden,
        },
    )
}

/// A description, with other names of the stencil in its last line or something like them.
fn description() -> impl Strategy<Value = String> {
    let also = prop_oneof![
        Just("Also called: "),
        Just("\nAlso called: "),
        Just("Also called:")
    ];
    let names = prop_oneof![
        Just("crate, chest"),
        Just("crate,chest"),
        Just(""),
        Just("a")
    ];
    prop_oneof![
        text(),
        (text(), also, names).prop_map(|(text, also, names)| format!("{text}{also}{names}")),
    ]
}

fn stencil() -> impl Strategy<Value = Stencil> {
    let texts = (id(), id(), description(), id(), text());
    let optional = (
        prop::option::of(prop_oneof![
            text(),
            Just("iVBORw0KGgo=".to_owned()),
            Just("R0lGODdh".to_owned())
        ]),
        prop::option::of(text()),
        prop::option::of(text()),
        prop::option::of(text()),
        prop::option::of(text()),
        prop::option::of(text()),
    );
    let constraint = (text(), text()).prop_map(|(connection, stencil)| Constraint {
        connection,
        stencil,
    });
    let lists = (
        prop::collection::vec(attribute(), 0..4),
        prop::option::of(prop::collection::vec(constraint, 0..2)),
    );
    (texts, optional, lists, any::<(bool, bool)>(), 0..10usize).prop_map(
        |(
            (id, name, description, parent, shape),
            (image, location, dashes, thickness, behavior, outline),
            (attributes, constraints),
            (generic, hidden),
            drawn,
        )| Stencil {
            id: id.into(),
            name,
            description,
            parent: if generic && drawn > 2 {
                "ROOT"
            } else {
                &parent
            }
            .into(),
            generic,
            representation: match drawn {
                // The words of the form itself are no words of a file.
                0 => format!("{shape}!").as_str().into(),
                n => ["Inherited", "Ellipse", "Line", "Rectangle"][n % 4].into(),
            },
            image,
            image_location: location,
            hidden,
            attributes,
            constraints,
            stroke_dashes: dashes,
            stroke_thickness: thickness,
            behavior,
            shape: outline,
        },
    )
}

fn property() -> impl Strategy<Value = ThreatProperty> {
    let values = prop::option::of(prop::collection::vec(prop::option::of(text()), 0..3));
    let optional = (
        prop::option::of(text()),
        prop::option::of(text()),
        prop::option::of(prop_oneof![
            Just("1".to_owned()),
            // The words of the form itself are no words of a file.
            text().prop_map(|t| format!("{t}!"))
        ]),
    );
    (id(), id(), any::<bool>(), values, optional).prop_map(
        |(name, label, hidden, values, (description, id, kind))| ThreatProperty {
            name,
            label,
            hidden,
            values,
            description,
            id,
            kind,
        },
    )
}

/// A rule of names that may be there, or any text.
fn rule() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "(source|target) is '[a-d]'( and flow\\.[a-d] is not '[a-d]'){0,6}",
        1 => "(source is \\[[a-d]\\])|(\\( target\\.\\[a\\] is \"a\")",
        1 => text(),
    ]
}

fn threat(declared: Vec<ThreatProperty>) -> impl Strategy<Value = ThreatType> {
    let texts = (id(), text(), id(), prop::option::of(text()), text());
    let said = prop::collection::vec((any::<bool>(), prop::option::of(text())), declared.len());
    let own = prop::option::weighted(0.2, prop::collection::vec(property(), 0..3));
    (texts, rule(), rule(), said, own).prop_map(
        move |(
            (id, title, category, related_category, description),
            include,
            exclude,
            said,
            own,
        )| {
            let said = declared.iter().zip(said).filter(|(_, (has, _))| *has);
            let said = said.map(|(p, (_, value))| ThreatProperty {
                values: Some(vec![value]),
                ..p.clone()
            });
            let said = said.collect();
            ThreatType {
                id: id.into(),
                title,
                category,
                related_category,
                description,
                include,
                exclude,
                properties: own.unwrap_or(said),
            }
        },
    )
}

fn knowledge_base() -> impl Strategy<Value = KnowledgeBase> {
    let category =
        (id(), id(), text(), text()).prop_map(|(id, name, short, long)| ThreatCategory {
            id,
            name,
            short,
            long,
        });
    let categories = prop::collection::vec(category, 0..4);
    let declared = prop::option::of(prop::collection::vec(property(), 0..4));
    (categories, declared)
        .prop_flat_map(|(categories, declared)| {
            let declared = declared.unwrap_or_else(|| usual_properties(&categories));
            let threats = prop::collection::vec(threat(declared.clone()), 0..4);
            let manifest = (text(), text(), text(), text());
            (
                Just((categories, declared)),
                threats,
                prop::collection::vec(stencil(), 0..6),
                manifest,
                any::<(bool, bool, bool)>(),
            )
        })
        .prop_map(
            |(
                (categories, threat_properties),
                threat_types,
                mut stencils,
                (name, id, version, author),
                (priority_used, status_used, bare),
            )| {
                // Generic stencils come first.
                stencils.sort_by_key(|s| !s.generic);
                if bare {
                    for attribute in stencils.iter_mut().flat_map(|s| &mut s.attributes) {
                        (attribute.id, attribute.inherited) = (None, None);
                    }
                }
                KnowledgeBase {
                    manifest: Manifest {
                        name,
                        id,
                        version,
                        author,
                    },
                    stencils,
                    categories,
                    threat_types,
                    threat_properties,
                    priority_used,
                    status_used,
                }
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_knowledge_base_goes_through_text_and_folder(kb in knowledge_base()) {
        let model = ThreatModel { knowledge_base: Some(Arc::new(kb)), ..ThreatModel::default() };
        laws::settled(&model);
    }

    /// The short form of the fuzz target.
    #[test]
    fn texts_with_bytes_exchanged_hold_the_laws(which in 0usize..100, at in any::<prop::sample::Index>(), length in 0usize..12, with in prop_oneof![text(), "[\\n -~]{0,8}"]) {
        let texts = texts();
        let mut text = texts[which % texts.len()].clone();
        let from = at.index(text.len() + 1);
        let to = (from + length).min(text.len());
        text.splice(from..to, with.into_bytes());
        laws::hold(&text);
    }
}

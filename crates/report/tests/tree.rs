//! The document tree as text, so that a change of it is seen: sections, blocks, and the facts that
//! programs are told. `cargo xtask bless` writes the expected text anew.

#![allow(missing_docs, clippy::unwrap_used)]

use std::fmt::Write;
use std::fs;
use trustline_analysis::analyze;
use trustline_checks::{Examined, Levels, examine};
use trustline_formats::read;
use trustline_harness::{Outcome, kept, root};
use trustline_model::Urgency;
use trustline_report::document::{Block, Card, Document, Figure, Message, Paper, Section, Topic};
use trustline_report::{Part, ReportKind, Settings, Sort, Subject, document_of, report};

#[test]
fn a_small_model_is_told_in_this_tree() -> Outcome {
    let settings = Settings {
        without: Vec::new(),
        made_at: Some("2026-01-02 03:04:05 UTC".into()),
        ..Settings::default()
    };
    let text = with_small(|subject| outline(&document_of(&[subject], &settings)));
    kept(&root().join("crates/report/tests/tree/small.txt"), &text)
}

#[test]
fn parts_that_are_left_out_are_not_in_the_tree() {
    let settings = Settings {
        without: Part::ALL.map(|(part, _)| part).to_vec(),
        made_at: None,
        ..Settings::default()
    };
    with_small(|subject| {
        let document = document_of(&[subject, subject], &settings);
        assert!(document.drawings.is_empty());
        let sections: Vec<_> = document.models.iter().flat_map(Section::walk).collect();
        assert!(sections.iter().all(|s| s.blocks.is_empty()));
        let anchors: Vec<_> = sections.iter().map(|s| s.anchor.as_str()).collect();
        assert_eq!(anchors, ["m0", "m0d0", "m1", "m1d0"]);
    });
}

/// The same threats, whichever way they are sorted; the most urgent first, the open ones first
/// among these.
#[test]
fn threats_by_priority_are_the_same_threats() {
    let settings = Settings {
        sort: Sort::Priority,
        ..Settings::default()
    };
    with_small(|subject| {
        let plain = Settings::default();
        let by_flow = document_of(&[subject], &plain);
        let sorted = document_of(&[subject], &settings);
        let cards = |document: &Document<'_>| -> Vec<(i64, Urgency, bool, String)> {
            let cards = document.models.iter().flat_map(Section::cards);
            let told = cards.map(|c| (c.number, c.urgency(), !c.is_open(), c.place.clone()));
            told.collect()
        };
        let (mut expected, found) = (cards(&by_flow), cards(&sorted));
        assert!(found.is_sorted_by_key(|c| (c.1, c.2, c.0)), "{found:?}");
        expected.sort_by_key(|c| (c.1, c.2, c.0));
        assert_eq!(found, expected);
        let anchors: Vec<_> = sorted.models[0]
            .walk()
            .iter()
            .map(|s| s.anchor.clone())
            .collect();
        assert!(found.iter().all(|c| anchors.contains(&c.3)), "{anchors:?}");
        let page = report(&[subject], ReportKind::HTML, &settings);
        let page = String::from_utf8_lossy(&page).into_owned();
        assert_eq!(page.matches("<article").count(), expected.len());
    });
}

/// On paper no text is smaller than 6 points, and no figure larger than its page.
#[test]
fn figures_can_be_read_on_paper() {
    for name in [
        "bank-infrastructure",
        "cloud-booking",
        "web-shop",
        "office-network",
    ] {
        let bytes = fs::read(root().join(format!("examples/{name}.tm7"))).expect("an example");
        let model = read(&bytes).expect("it is read").model;
        let analysis = analyze(&model);
        let subject = Subject {
            file: name,
            model: &model,
            analysis: &analysis,
            diagnostics: &[],
            spots: None,
        };
        let settings = Settings::default();
        let document = document_of(&[subject], &settings);
        let sections = document.models.iter().flat_map(Section::walk);
        let figures = sections.flat_map(|s| &s.blocks).filter_map(|b| match b {
            Block::Figure(figure) => Some(figure),
            _ => None,
        });
        for figure in figures {
            let (views, room): (Vec<_>, _) = match &figure.paper {
                Paper::Part => (vec![figure.view], Paper::PART),
                Paper::Upright => (vec![figure.view], Paper::UPRIGHT),
                Paper::Across => (vec![figure.view], Paper::ACROSS),
                Paper::Sheets(sheets) => (sheets.iter().map(|s| s.view).collect(), Paper::ACROSS),
            };
            for view in views {
                let scale = (room.0 / view.width).min(room.1 / view.height);
                let points = 12.0 * scale * 0.75;
                assert!(points >= 5.99, "{name}: {} at {points}", figure.caption);
            }
        }
    }
}

/// Lists for programs hold all of a model, whatever a reader would leave out.
#[test]
fn only_reports_to_be_read_leave_parts_out() {
    let nothing = Settings {
        without: Part::ALL.map(|(part, _)| part).to_vec(),
        made_at: None,
        ..Settings::default()
    };
    with_small(|subject| {
        for kind in ReportKind::ALL.iter().copied() {
            let all = report(&[subject], kind, &Settings::default());
            let little = report(&[subject], kind, &nothing);
            assert_eq!(all != little, kind.has_choice(), "{kind:?}");
        }
    });
}

fn with_small<T>(look: impl FnOnce(Subject<'_>) -> T) -> T {
    let file = root().join("tests/corpus/small.tm7");
    let model = read(&fs::read(file).unwrap()).unwrap().model;
    let Examined {
        analysis,
        diagnostics,
    } = examine(&model, &Levels::default());
    look(Subject {
        file: "folder/small.tm7",
        model: &model,
        analysis: &analysis,
        diagnostics: diagnostics.get(..2).unwrap_or_default(),
        spots: None,
    })
}

fn outline(document: &Document<'_>) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}, made {:?}", document.title, document.made_at);
    for facet in &document.facets {
        let _ = writeln!(out, "facet {}: {:?}", facet.name, facet.values);
    }
    for drawing in &document.drawings {
        let _ = writeln!(out, "drawing {}: {}", drawing.title, drawing.items.len());
    }
    for section in document.models.iter().flat_map(Section::walk) {
        let level = "#".repeat(section.level);
        let _ = writeln!(out, "\n{level} {} [{}]", section.title, section.anchor);
        if section.name() != section.title {
            let _ = writeln!(out, "short: {}", section.name());
        }
        topic(&mut out, &section.topic);
        section.blocks.iter().for_each(|it| block(&mut out, it));
    }
    out
}

fn topic(out: &mut String, topic: &Topic<'_>) {
    let _ = match topic {
        Topic::Model(facts) => {
            let (file, template) = (facts.file, facts.template_name());
            let _ = writeln!(out, "model: {file}, template {template:?}");
            for (id, known) in &facts.types {
                let _ = writeln!(out, "type {id}: {} ({})", known.title, known.category);
            }
            writeln!(out, "generates {}, gone {}", facts.generates, facts.removed)
        }
        Topic::Diagram(facts) => writeln!(
            out,
            "diagram {}: {} elements, {} interactions, drawing {:?}",
            facts.id, facts.elements, facts.interactions, facts.drawing
        ),
        Topic::Interaction(words) => writeln!(
            out,
            "interaction: {} | {} | {} | {:?}",
            words.source, words.name, words.target, words.crosses
        ),
        Topic::Summary => writeln!(out, "summary"),
        Topic::Priority => writeln!(out, "priority"),
        Topic::Elsewhere => writeln!(out, "elsewhere"),
        Topic::Chapter => writeln!(out, "chapter"),
        Topic::Notes => writeln!(out, "notes"),
        Topic::Messages => writeln!(out, "messages"),
    };
}

fn block(out: &mut String, block: &Block<'_>) {
    let _ = match block {
        Block::Heading(text) => writeln!(out, "- heading: {text}"),
        Block::Paragraph(words) => {
            writeln!(out, "- {:?} paragraph: {:?}", words.tone, words.pieces)
        }
        Block::Fields(fields) => {
            let fields: Vec<_> = fields.iter().map(|f| (f.label, f.text)).collect();
            writeln!(out, "- fields: {fields:?}")
        }
        Block::Table(table) => {
            let columns: Vec<_> = table.columns.iter().map(|c| (&c.name, c.align)).collect();
            let _ = writeln!(out, "- table: {columns:?}");
            table.rows.iter().try_for_each(|r| writeln!(out, "  {r:?}"))
        }
        Block::List(items) => writeln!(out, "- list: {items:?}"),
        Block::Counts(counts) => writeln!(
            out,
            "- counts: {:?} {:?}, open {:?}, total {}, migrated {}",
            counts.states, counts.priorities, counts.open, counts.total, counts.migrated
        ),
        Block::Figure(it) => {
            figure(out, it);
            Ok(())
        }
        Block::Cards(cards) => {
            cards.iter().for_each(|it| card(out, it));
            Ok(())
        }
        Block::Notes(notes) => writeln!(out, "- notes: {}", notes.len()),
        Block::Messages(messages) => messages.iter().try_for_each(|message| match message {
            Message::Recorded(text) => writeln!(out, "- recorded: {text}"),
            Message::Found(found) => writeln!(out, "- found: {found}"),
        }),
    };
}

fn figure(out: &mut String, figure: &Figure) {
    let (view, caption) = (figure.view, &figure.caption);
    let _ = write!(out, "- figure of drawing {}: {caption}", figure.drawing);
    let _ = write!(out, ", {:.0} by {:.0}", view.width, view.height);
    if let Some(focus) = &figure.focus {
        let _ = write!(out, ", {:?} among {:?}", focus.marked, focus.around);
    }
    let _ = match &figure.paper {
        Paper::Part => writeln!(out),
        Paper::Upright => writeln!(out, ", upright"),
        Paper::Across => writeln!(out, ", across"),
        Paper::Sheets(sheets) => writeln!(out, ", {} sheets", sheets.len()),
    };
}

fn card(out: &mut String, card: &Card<'_>) {
    let _ = writeln!(
        out,
        "- card {}. {} [{}]\n  {} | {} | {} | {} | {}\n  {}",
        card.number,
        card.title,
        card.anchor,
        card.state.label(),
        card.priority,
        card.category,
        card.standing.as_str(),
        card.remarks().collect::<Vec<_>>().join(", "),
        card.key,
    );
    let _ = writeln!(out, "  {:?}", card.description.pieces());
    for field in &card.fields {
        let pieces = field.value.pieces();
        let _ = writeln!(out, "  {} ({}): {pieces:?}", field.label, field.name);
    }
    if !card.justification.is_empty() {
        let words = card.justification.plain();
        let _ = writeln!(
            out,
            "  {words:?}, {:?} {:?}",
            card.changed_by, card.changed_at
        );
    }
}

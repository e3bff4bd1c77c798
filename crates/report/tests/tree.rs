//! The document tree as text, so that a change of it is seen: sections, blocks, and the facts that
//! programs are told. `cargo xtask bless` writes the expected text anew.

#![allow(missing_docs, clippy::unwrap_used)]

use std::fmt::Write;
use std::fs;
use trustline_checks::{Examined, Levels, examine};
use trustline_formats::read;
use trustline_harness::{Outcome, kept, root};
use trustline_report::document::{Block, Card, Document, Figure, Message, Section, Topic};
use trustline_report::{Part, ReportKind, Settings, Subject, document_of, report};

#[test]
fn a_small_model_is_told_in_this_tree() -> Outcome {
    let settings = Settings {
        without: Vec::new(),
        made_at: Some("2026-01-02 03:04:05 UTC".into()),
    };
    let text = with_small(|subject| outline(&document_of(&[subject], &settings)));
    kept(&root().join("crates/report/tests/tree/small.txt"), &text)
}

#[test]
fn parts_that_are_left_out_are_not_in_the_tree() {
    let settings = Settings {
        without: Part::ALL.map(|(part, _)| part).to_vec(),
        made_at: None,
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

/// Lists for programs hold all of a model, whatever a reader would leave out.
#[test]
fn only_reports_to_be_read_leave_parts_out() {
    let nothing = Settings {
        without: Part::ALL.map(|(part, _)| part).to_vec(),
        made_at: None,
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
            "- counts: {:?} {:?}, total {}, migrated {}",
            counts.states, counts.priorities, counts.total, counts.migrated
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
    out.push('\n');
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

//! The full report as Markdown, for wikis and repositories.

use crate::document::{
    Align, Block, Card, Column, Counts, Document, Field, Message, ModelFacts, Paragraph, Piece,
    Rich, Section, Table, Tone, Topic,
};
use crate::kind::{Entry, Parts, ReportKind};
use crate::settings::Part;
use std::fmt::Write;
use trustline_model::harmless::markup_for_logs;

/// For the list of kinds.
pub const KIND: ReportKind = ReportKind::MARKDOWN;

impl ReportKind {
    /// The full report as text for wikis and repositories.
    pub const MARKDOWN: ReportKind = ReportKind::new(&Entry {
        name: "markdown",
        label: "Markdown",
        about: "The full report as text",
        endings: &["md", "markdown"],
        media_type: "text/markdown",
        parts: Parts::AllBut(&[Part::Diagrams, Part::Pictures, Part::Badges]),
        several: true,
        piped: true,
        write,
    });
}

fn write(document: &Document<'_>) -> Vec<u8> {
    let mut out = String::new();
    for model in &document.models {
        section(&mut out, model, document.made_at);
    }
    out.into_bytes()
}

fn section(out: &mut String, section: &Section<'_>, made_at: Option<&str>) {
    if !is_told(section) {
        return;
    }
    let before = match section.topic {
        Topic::Model(_) => "Threat model: ",
        Topic::Diagram(_) => "Diagram: ",
        _ => "",
    };
    heading(
        out,
        section.level,
        &format!("{before}{}", escaped(&section.title)),
    );
    for it in &section.blocks {
        match (&section.topic, it) {
            (Topic::Model(facts), Block::Fields(fields)) => {
                information(out, fields, facts, made_at);
            }
            _ => block(out, section, it),
        }
    }
    for part in &section.sections {
        self::section(out, part, made_at);
    }
}

/// There are no pictures here: a diagram is told where its threats are. Where there are no
/// messages, nothing says so.
fn is_told(section: &Section<'_>) -> bool {
    let is_words = |b: &Block<'_>| matches!(b, Block::Paragraph(_));
    match section.topic {
        Topic::Diagram(_) => !section.sections.is_empty() || section.blocks.iter().any(is_words),
        Topic::Messages => !section.blocks.iter().all(is_words),
        _ => true,
    }
}

fn heading(out: &mut String, level: usize, text: &str) {
    let _ = writeln!(out, "{} {text}\n", "#".repeat(level));
}

fn information(
    out: &mut String,
    fields: &[Field<'_>],
    facts: &ModelFacts<'_>,
    made_at: Option<&str>,
) {
    let template = facts.template_name();
    let imprint = [
        ("Template", template.as_deref()),
        ("File", Some(facts.file)),
        ("Report made", made_at),
    ];
    let imprint = imprint
        .into_iter()
        .filter_map(|(label, text)| Some((label, text?)));
    out.push_str("| Field | |\n| --- | --- |\n");
    for (label, text) in fields.iter().map(|f| (f.label, f.text)).chain(imprint) {
        let _ = writeln!(out, "| {label} | {} |", cell(text));
    }
    out.push('\n');
}

fn block(out: &mut String, section: &Section<'_>, block: &Block<'_>) {
    match block {
        Block::Heading(text) => heading(out, section.level + 1, &escaped(text)),
        Block::Paragraph(words) => paragraph(out, section, words),
        Block::Fields(fields) => {
            for field in fields {
                let _ = writeln!(out, "*{}*: {}\n", field.label, flat(field.text));
            }
        }
        Block::List(items) => {
            for item in items {
                let _ = writeln!(out, "* {}", flat(item));
            }
            out.push('\n');
        }
        Block::Table(it) => table(out, it),
        Block::Counts(it) => counts(out, it),
        Block::Figure(_) => {}
        Block::Cards(cards) => {
            let is_sorted = matches!(section.topic, Topic::Priority);
            cards.iter().for_each(|t| threat(out, t, is_sorted));
        }
        Block::Notes(notes) => {
            for note in *notes {
                let (author, date) = (escaped(&note.author), escaped(&note.date));
                let _ = writeln!(out, "* **{author}**, {date}: {}", flat(&note.text));
            }
            out.push('\n');
        }
        Block::Messages(messages) => {
            for message in messages {
                let _ = match message {
                    Message::Recorded(text) => writeln!(out, "* {}", flat(text)),
                    Message::Found(d) => {
                        let (level, text) = (d.severity.as_str(), flat(&d.message));
                        writeln!(out, "* {level} `{}`: {text}", d.code)
                    }
                };
            }
            out.push('\n');
        }
    }
}

fn paragraph(out: &mut String, section: &Section<'_>, words: &Paragraph) {
    let text = match words.tone {
        Tone::Lead => inline(&words.pieces) + ".",
        Tone::Plain => inline(&in_one_line(&words.pieces)),
        // What there is nothing of is told of interactions alone.
        Tone::Empty if matches!(section.topic, Topic::Interaction(_)) => inline(&words.pieces),
        Tone::Empty => return,
    };
    let _ = writeln!(out, "{text}\n");
}

/// Words that wrap as one: of white space only single spaces are left, and none around them.
fn in_one_line(pieces: &[Piece]) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let one = |(i, piece): (usize, &Piece)| match piece {
        Piece::Text(text) => {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let blank = |inside, at| if inside && at { " " } else { "" };
            let before = blank(i > 0, text.starts_with(char::is_whitespace));
            let after = blank(i < last, text.ends_with(char::is_whitespace));
            Piece::Text(format!("{before}{words}{after}"))
        }
        other => other.clone(),
    };
    pieces.iter().enumerate().map(one).collect()
}

fn table(out: &mut String, table: &Table) {
    let mut line = |cells: Vec<String>| {
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    };
    line(table.columns.iter().map(|c| cell(&c.name)).collect());
    let dashes = |c: &Column| match c.align {
        Align::Start => "---".to_owned(),
        Align::End => "---:".to_owned(),
    };
    line(table.columns.iter().map(dashes).collect());
    for row in &table.rows {
        line(row.iter().map(|c| cell(c.trim())).collect());
    }
    out.push('\n');
}

fn counts(out: &mut String, counts: &Counts) {
    out.push_str("| | Threats | Open |\n| --- | ---: | ---: |\n");
    for (label, n) in &counts.states {
        let _ = writeln!(out, "| {} | {n} | |", cell(label));
    }
    for ((label, n), (_, open)) in counts.priorities.iter().zip(&counts.open) {
        let _ = writeln!(out, "| {} | {n} | {open} |", cell(label));
    }
    let open: usize = counts.open.iter().map(|(_, n)| n).sum();
    let _ = writeln!(out, "| **Total** | **{}** | **{open}** |", counts.total);
    if counts.migrated > 0 {
        let _ = writeln!(out, "| Total migrated | {} | |", counts.migrated);
    }
    out.push('\n');
}

/// A threat; with what it is about where that is not what it stands with.
fn threat(out: &mut String, t: &Card<'_>, with_place: bool) {
    let title = format!("{}. {}", t.number, escaped(&t.title));
    heading(out, 4, &title);
    let mut marks = vec![
        format!("**{}**", escaped(t.state.label())),
        format!("**{}**", escaped(t.priority)),
    ];
    marks.push(escaped(t.category));
    marks.extend(t.remarks().map(str::to_owned));
    let _ = writeln!(out, "{}\n", marks.join(" · "));
    if with_place {
        let _ = writeln!(out, "*About*: {}\n", escaped(&t.interaction.in_full()));
    }
    let _ = writeln!(out, "{}\n", rich(&t.description));
    for field in &t.fields {
        let _ = writeln!(out, "*{}*: {}\n", escaped(&field.label), rich(&field.value));
    }
    if !t.justification.is_empty() {
        let _ = writeln!(out, "*Justification*: {}\n", rich(&t.justification));
    }
    if let Some(at) = t.changed_at {
        let by = t.changed_by.unwrap_or("somebody");
        let _ = writeln!(out, "*Changed by* {}, {}\n", escaped(by), escaped(at));
    }
}

/// A long text with its links; lines of one paragraph are kept apart.
fn rich(text: &Rich<'_>) -> String {
    inline(&text.pieces())
}

fn inline(pieces: &[Piece]) -> String {
    let pieces = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => escaped(text),
        Piece::Break => "  \n".to_owned(),
        Piece::Link(href, label) => {
            format!("[{}](<{}>)", escaped(label), href.replace(['<', '>'], ""))
        }
    });
    pieces.collect()
}

fn flat(text: &str) -> String {
    escaped(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn cell(text: &str) -> String {
    escaped(text).replace("\r\n", "\n").replace('\n', "<br>")
}

/// Text that Markdown takes for nothing but text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // At the beginning of a line these would make lists and headings.
        if matches!(c, '-' | '+' | '=') && (out.is_empty() || out.ends_with('\n')) {
            out.push('\\');
        }
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '!' | '~' | '>' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() && c != '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    markup_for_logs(&out).into_owned()
}

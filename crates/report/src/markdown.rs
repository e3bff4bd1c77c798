//! The full report as Markdown, for wikis and repositories.

use crate::chapters::{Block, chapters};
use crate::content::{Summary, ThreatPart};
use crate::rich::{Piece, pieces};
use crate::{Content, Part, Settings, Subject};
use std::fmt::Write;

pub(crate) fn write(subjects: &[Subject<'_>], settings: &Settings) -> String {
    let mut out = String::new();
    for subject in subjects {
        one(&mut out, &Content::new(subject), subject, settings);
    }
    out
}

fn one(out: &mut String, content: &Content, subject: &Subject<'_>, settings: &Settings) {
    let _ = writeln!(out, "# Threat model: {}\n", escaped(&content.title));
    if settings.has(Part::Information) {
        let _ = writeln!(out, "| Field | |\n| --- | --- |");
        for (label, text) in content.information.iter().filter(|(_, t)| !t.is_empty()) {
            let _ = writeln!(out, "| {label} | {} |", cell(text));
        }
        if let Some(template) = &content.template {
            let _ = writeln!(out, "| Template | {} |", cell(template));
        }
        let _ = writeln!(out, "| File | {} |", cell(&content.file));
        if let Some(at) = &settings.made_at {
            let _ = writeln!(out, "| Report made | {} |", cell(at));
        }
        out.push('\n');
    }
    if settings.has(Part::Summary) {
        out.push_str("## Summary\n\n");
        summary(out, &content.summary);
    }
    if settings.has(Part::Threats) {
        for diagram in &content.diagrams {
            let _ = writeln!(out, "## Diagram: {}\n", escaped(&diagram.name));
            if settings.has(Part::Summary) {
                summary(out, &diagram.summary);
            }
            for interaction in &diagram.interactions {
                let _ = writeln!(out, "### {}\n", escaped(&interaction.name));
                let _ = write!(
                    out,
                    "{} → {}",
                    escaped(&interaction.source),
                    escaped(&interaction.target)
                );
                match interaction.crosses.is_empty() {
                    true => out.push_str(", crosses no trust boundary.\n\n"),
                    false => {
                        let _ = writeln!(
                            out,
                            ", crosses {}.\n",
                            escaped(&interaction.crosses.join(", "))
                        );
                    }
                }
                if interaction.threats.is_empty() {
                    out.push_str("No threats.\n\n");
                }
                interaction.threats.iter().for_each(|t| threat(out, t));
            }
        }
        if !content.elsewhere.is_empty() {
            out.push_str("## Threats that are no longer on the drawing\n\n");
            content.elsewhere.iter().for_each(|t| threat(out, t));
        }
    }
    for chapter in chapters(subject, settings) {
        let _ = writeln!(out, "## {}\n", chapter.title);
        chapter.blocks.into_iter().for_each(|b| block(out, b));
    }
    if settings.has(Part::Notes) && !content.notes.is_empty() {
        out.push_str("## Notes\n\n");
        for note in &content.notes {
            let _ = writeln!(
                out,
                "* **{}**, {}: {}",
                escaped(&note.author),
                escaped(&note.date),
                flat(&note.text)
            );
        }
        out.push('\n');
    }
    if settings.has(Part::Messages)
        && !(content.messages.is_empty() && subject.diagnostics.is_empty())
    {
        out.push_str("## Messages\n\n");
        for message in &content.messages {
            let _ = writeln!(out, "* {}", flat(message));
        }
        for d in subject.diagnostics {
            let _ = writeln!(
                out,
                "* {} `{}`: {}",
                d.severity.as_str(),
                d.code,
                flat(&d.message)
            );
        }
        out.push('\n');
    }
}

fn block(out: &mut String, block: Block) {
    match block {
        Block::Heading(text) => {
            let _ = writeln!(out, "### {}\n", escaped(&text));
        }
        Block::Text(text) => {
            let _ = writeln!(out, "{}\n", flat(&text));
        }
        Block::List(items) => {
            for item in items {
                let _ = writeln!(out, "* {}", flat(&item));
            }
            out.push('\n');
        }
        Block::Table(heads, rows) => {
            let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
            out.push_str(&line(heads.iter().map(|h| cell(h)).collect()));
            out.push_str(&line(heads.iter().map(|_| "---".to_owned()).collect()));
            for row in rows {
                out.push_str(&line(row.iter().map(|c| cell(c.trim())).collect()));
            }
            out.push('\n');
        }
    }
}

fn summary(out: &mut String, summary: &Summary) {
    let rows = summary.states.iter().chain(&summary.priorities);
    out.push_str("| | Threats |\n| --- | ---: |\n");
    for (label, n) in rows {
        let _ = writeln!(out, "| {} | {n} |", cell(label));
    }
    let _ = writeln!(out, "| **Total** | **{}** |", summary.total);
    if summary.migrated > 0 {
        let _ = writeln!(out, "| Total migrated | {} |", summary.migrated);
    }
    out.push('\n');
}

fn threat(out: &mut String, t: &ThreatPart) {
    let _ = writeln!(out, "#### {}. {}\n", t.number, escaped(&t.title));
    let mut marks = vec![
        format!("**{}**", escaped(t.state.label())),
        format!("**{}**", escaped(&t.priority)),
    ];
    marks.push(escaped(&t.category));
    marks.extend(t.remarks().map(str::to_owned));
    let _ = writeln!(out, "{}\n", marks.join(" · "));
    let _ = writeln!(out, "{}\n", rich(&t.description));
    for field in &t.fields {
        let _ = writeln!(out, "*{}*: {}\n", escaped(&field.label), rich(&field.value));
    }
    if !t.justification.trim().is_empty() {
        let _ = writeln!(out, "*Justification*: {}\n", rich(&t.justification));
    }
    if let Some(at) = &t.changed_at {
        let by = t.changed_by.as_deref().unwrap_or("somebody");
        let _ = writeln!(out, "*Changed by* {}, {}\n", escaped(by), escaped(at));
    }
}

/// A long text with its links; lines of one paragraph are kept apart.
fn rich(text: &str) -> String {
    pieces(text.trim())
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => escaped(&text),
            Piece::Break => "  \n".to_owned(),
            Piece::Link(href, label) => {
                format!("[{}](<{}>)", escaped(&label), href.replace(['<', '>'], ""))
            }
        })
        .collect()
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
    out
}

//! Sections, one in another.

use super::blocks::block;
use super::figures::Drawings;
use crate::document::{Block, ModelFacts, Paper, Section, Topic};
use std::fmt::Write;
use trustline_drawing::escaped;

/// Writes a section and all in it.
pub(super) fn section(
    out: &mut String,
    section: &Section<'_>,
    made_at: Option<&str>,
    drawings: &mut Drawings<'_>,
) {
    // On paper a figure across stands on a page of its own, with what heads it.
    let figure = section.blocks.iter().position(
        |b| matches!(b, Block::Figure(f) if matches!(f.paper, Paper::Across | Paper::Sheets(_))),
    );
    let end = open(out, section, made_at, figure.is_some());
    if let Topic::Diagram(facts) = &section.topic
        && let Some(place) = facts.drawing
    {
        drawings.define(out, place, format!("{}x", section.anchor));
    }
    for (i, it) in section.blocks.iter().enumerate() {
        block(out, it, section.level, drawings);
        if figure == Some(i) {
            out.push_str("</div>\n");
            if let Block::Figure(figure) = it {
                drawings.sheets(out, figure);
            }
        }
    }
    let is_model = matches!(section.topic, Topic::Model(_));
    if is_model {
        out.push_str(end);
    }
    for part in &section.sections {
        self::section(out, part, made_at, drawings);
    }
    if !is_model {
        out.push_str(end);
    }
}

/// Begins a section with its heading; what ends it. A model's section ends before its parts.
fn open(
    out: &mut String,
    section: &Section<'_>,
    made_at: Option<&str>,
    across: bool,
) -> &'static str {
    let (id, level, title) = (&section.anchor, section.level, escaped(&section.title));
    let class = match &section.topic {
        Topic::Model(facts) => {
            let _ = writeln!(out, "<header id=\"{id}\">\n<h{level}>{title}</h{level}>");
            imprint(out, facts, made_at);
            return "</header>\n";
        }
        Topic::Interaction(_) | Topic::Elsewhere => " class=\"interaction\"",
        Topic::Priority if section.level == 2 => " class=\"priorities\"",
        Topic::Priority => " class=\"priority\"",
        Topic::Summary | Topic::Diagram(_) | Topic::Chapter | Topic::Notes | Topic::Messages => "",
    };
    let page = if across { "<div class=\"page\">\n" } else { "" };
    let _ = writeln!(
        out,
        "<section{class} aria-labelledby=\"{id}\">\n{page}<h{level} id=\"{id}\">{title}</h{level}>"
    );
    "</section>\n"
}

fn imprint(out: &mut String, facts: &ModelFacts<'_>, made_at: Option<&str>) {
    let file = escaped(facts.file);
    let mut told = vec![format!("Threat model report of <code>{file}</code>")];
    let template = facts.template_name();
    told.extend(template.map(|name| format!("template {}", escaped(&name))));
    told.extend(made_at.map(|at| format!("made {}", escaped(at))));
    let _ = writeln!(out, "<p class=\"sub\">{}</p>", told.join(" · "));
}

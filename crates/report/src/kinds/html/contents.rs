//! Beside the report: the table of contents, and what threats can be filtered by.

use crate::document::{Document, Facet, Section, Sort, Topic};
use std::fmt::Write;
use trustline_drawing::escaped;

pub(super) fn contents(out: &mut String, document: &Document<'_>) {
    out.push_str("<aside aria-label=\"Contents and filters\">\n<details open>\n<summary>Filter and contents</summary>\n<div id=\"controls\" hidden>\n<button type=\"button\" id=\"theme\">Light or dark</button>\n");
    filter(out, &document.facets);
    sort(out, document.sort);
    out.push_str("</div>\n<nav aria-label=\"Table of contents\">\n<h2>Contents</h2>\n<ol>\n");
    for model in &document.models {
        if document.models.len() > 1 {
            entry(out, model);
            out.push_str("</li>\n");
        }
        for section in &model.sections {
            entry(out, section);
            if matches!(section.topic, Topic::Diagram(_) | Topic::Priority) {
                out.push_str("\n<ol>\n");
                for part in &section.sections {
                    entry(out, part);
                    out.push_str("</li>\n");
                }
                out.push_str("</ol>");
            }
            out.push_str("</li>\n");
        }
    }
    out.push_str("</ol>\n</nav>\n</details>\n</aside>\n");
}

/// Begins the entry of a section, with the number of its threats where it is a place of threats.
fn entry(out: &mut String, section: &Section<'_>) {
    let (anchor, name) = (&section.anchor, escaped(section.name()));
    let _ = write!(out, "<li><a href=\"#{anchor}\">{name}");
    if matches!(section.topic, Topic::Interaction(_) | Topic::Elsewhere) {
        let _ = write!(out, " <span>{}</span>", section.cards().count());
    }
    out.push_str("</a>");
}

fn sort(out: &mut String, sort: Sort) {
    out.push_str("<h2>Sort threats</h2>\n<label for=\"sort\">By</label> <select id=\"sort\">");
    for (each, name) in Sort::ALL {
        let chosen = if each == sort { " selected" } else { "" };
        let _ = write!(out, "<option value=\"{name}\"{chosen}>{name}</option>");
    }
    out.push_str("</select>\n");
}

fn filter(out: &mut String, facets: &[Facet]) {
    out.push_str("<form id=\"filter\">\n<h2>Filter threats</h2>\n<label for=\"words\">Words in a threat</label>\n<input type=\"search\" id=\"words\" name=\"words\">\n");
    for Facet {
        name,
        label,
        values,
    } in facets
    {
        let _ = writeln!(out, "<fieldset><legend>{label}</legend>");
        for (value, n) in values {
            let value = escaped(value);
            let _ = writeln!(
                out,
                "<label><input type=\"checkbox\" name=\"{name}\" value=\"{value}\" checked> <span>{value} ({n})</span></label>"
            );
        }
        out.push_str("</fieldset>\n");
    }
    out.push_str(
        "<button type=\"reset\">Show all</button>\n<p id=\"shown\" role=\"status\"></p>\n</form>\n",
    );
}

//! Blocks of a section.

use super::cards::card;
use super::figures::Drawings;
use super::words::{inline, lines, moment};
use crate::document::{Align, Block, Column, Counts, Field, Message, Paragraph, Table, Tone};
use std::fmt::Write;
use trustline_drawing::escaped;
use trustline_model::Note;

/// Writes a block of a section whose heading has a level.
pub(super) fn block(out: &mut String, block: &Block<'_>, level: usize, drawings: &Drawings<'_>) {
    match block {
        Block::Heading(text) => {
            let below = level + 1;
            let _ = writeln!(out, "<h{below}>{}</h{below}>", escaped(text));
        }
        Block::Paragraph(words) => paragraph(out, words),
        Block::Fields(fields) => information(out, fields),
        Block::Table(it) => table(out, it),
        Block::List(items) => {
            out.push_str("<ul>\n");
            for item in items {
                let _ = writeln!(out, "<li>{}</li>", lines(item));
            }
            out.push_str("</ul>\n");
        }
        Block::Counts(it) => counts(out, it),
        Block::Figure(figure) => drawings.figure(out, figure),
        Block::Cards(cards) => cards.iter().for_each(|threat| card(out, threat)),
        Block::Notes(notes) => notes.iter().for_each(|it| note(out, it)),
        Block::Messages(them) => messages(out, them),
    }
}

fn paragraph(out: &mut String, words: &Paragraph) {
    let class = match words.tone {
        Tone::Plain => "",
        Tone::Lead => " class=\"crossing\"",
        Tone::Empty => " class=\"empty\"",
    };
    let _ = writeln!(out, "<p{class}>{}</p>", inline(&words.pieces));
}

fn information(out: &mut String, fields: &[Field<'_>]) {
    out.push_str("<dl class=\"information\">\n");
    for field in fields {
        let text = escaped(field.text);
        let _ = writeln!(out, "<dt>{}</dt><dd>{text}</dd>", field.label);
    }
    out.push_str("</dl>\n");
}

/// Tables of more columns have upright heads.
const MANY: usize = 7;

fn table(out: &mut String, table: &Table) {
    let side = |column: &Column| match column.align {
        Align::Start => "",
        Align::End => " style=\"text-align:end\"",
    };
    // Heads that stand upright keep many columns on a page.
    let many = if table.columns.len() > MANY {
        " many"
    } else {
        ""
    };
    let _ = write!(out, "<table class=\"broad{many}\"><thead><tr>");
    for column in &table.columns {
        let _ = match &*column.name {
            "" => write!(out, "<td></td>"),
            name => {
                let (side, name) = (side(column), escaped(name));
                write!(out, "<th scope=\"col\"{side}>{name}</th>")
            }
        };
    }
    out.push_str("</tr></thead><tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (column, cell) in table.columns.iter().zip(row) {
            let _ = write!(out, "<td{}>{}</td>", side(column), lines(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table>\n");
}

fn counts(out: &mut String, counts: &Counts) {
    out.push_str("<div class=\"counts\">\n");
    out.push_str("<table><caption>By state</caption><tbody>\n");
    for (label, n) in &counts.states {
        let label = escaped(label);
        let _ = writeln!(out, "<tr><th scope=\"row\">{label}</th><td>{n}</td></tr>");
    }
    let _ = writeln!(
        out,
        "<tr class=\"total\"><th scope=\"row\">Total</th><td>{}</td></tr>\n<tr><th scope=\"row\">Total Migrated</th><td>{}</td></tr>",
        counts.total, counts.migrated
    );
    out.push_str(
        "</tbody></table>\n<table><caption>By priority</caption><thead><tr><td></td>\
         <th scope=\"col\">Open</th><th scope=\"col\">All</th></tr></thead><tbody>\n",
    );
    for ((label, n), (_, open)) in counts.priorities.iter().zip(&counts.open) {
        let label = escaped(label);
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{label}</th><td>{open}</td><td>{n}</td></tr>"
        );
    }
    out.push_str("</tbody></table>\n</div>\n");
}

fn note(out: &mut String, note: &Note) {
    let _ = writeln!(
        out,
        "<div class=\"note\"><p class=\"who\">{}, {}</p><p>{}</p></div>",
        escaped(&note.author),
        escaped(&moment(&note.date)),
        escaped(&note.text)
    );
}

fn messages(out: &mut String, messages: &[Message<'_>]) {
    out.push_str("<ul class=\"messages\">\n");
    for message in messages {
        let _ = match message {
            Message::Recorded(text) => writeln!(out, "<li>{}</li>", escaped(text)),
            Message::Found(d) => {
                let (level, text) = (d.severity.as_str(), escaped(&d.message));
                writeln!(out, "<li>{level}: {text} <code>{}</code></li>", d.code)
            }
        };
    }
    out.push_str("</ul>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_at_the_end_of_their_column() {
        let column = |name: &'static str, align| Column {
            name: name.into(),
            align,
        };
        let them = Table {
            columns: vec![column("", Align::Start), column("Threats", Align::End)],
            rows: vec![vec!["High".into(), "3".into()]],
        };
        let mut out = String::new();
        table(&mut out, &them);
        assert!(out.contains("<td></td><th scope=\"col\" style=\"text-align:end\">Threats</th>"));
        assert!(out.contains("<td>High</td><td style=\"text-align:end\">3</td>"));
    }
}

//! Interaction tables written: the same rows in every form, told once and referred to afterwards.

use super::form::Form;
use super::sheet;
use trustline_model::harmless;
use trustline_model::interactions::{Details, Named, NodeKind, Row, Tables};

/// The icons that documents show beside names: file name and picture. They stand in a folder of
/// this name beside the document.
pub const ICONS: (&str, [(&str, &str); 6]) = (
    "icons",
    [
        (
            "process-25.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"25\" height=\"25\"><circle cx=\"12.5\" cy=\"12.5\" r=\"10.5\" fill=\"#fff\" stroke=\"#1f3a5f\" stroke-width=\"2\"/></svg>\n",
        ),
        (
            "data-store-25.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"25\" height=\"25\"><path d=\"M2 6h21M2 19h21\" fill=\"none\" stroke=\"#1f3a5f\" stroke-width=\"2\"/></svg>\n",
        ),
        (
            "external-entity-25.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"25\" height=\"25\"><path d=\"M3 3h19v19H3z\" fill=\"#fff\" stroke=\"#1f3a5f\" stroke-width=\"2\"/></svg>\n",
        ),
        (
            "data-flow-25.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"25\" height=\"25\"><path d=\"M2 12.5h21M7 7.5l-5 5 5 5M18 7.5l5 5-5 5\" fill=\"none\" stroke=\"#1f3a5f\" stroke-width=\"2\"/></svg>\n",
        ),
        (
            "check-25.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"25\" height=\"25\"><path d=\"M4 13l6 6L21 6\" fill=\"none\" stroke=\"#a02b2b\" stroke-width=\"3\"/></svg>\n",
        ),
        (
            "none-25.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"25\" height=\"25\"><path d=\"M6 12.5h13\" fill=\"none\" stroke=\"#667\" stroke-width=\"3\"/></svg>\n",
        ),
    ],
);

/// The columns of a table that stands by itself.
const HEADS: [&str; 13] = [
    "Section",
    "Element A",
    "Kind A",
    "Stencil A",
    "Zone A",
    "Data-flow",
    "Element B",
    "Kind B",
    "Stencil B",
    "Zone B",
    "Crosses boundary",
    "Boundaries",
    "Details",
];

/// Writes tables in a form. `pictures` says where the picture of a section lies, by its title.
pub fn write(tables: &Tables, form: Form, pictures: &dyn Fn(&str) -> Option<String>) -> Vec<u8> {
    match form {
        Form::Markdown => markdown(tables, pictures).into_bytes(),
        Form::Csv => csv(&grid(tables)),
        Form::Xlsx => sheet::write_xlsx("Interactions", &grid(tables)),
        Form::Html => html(tables, pictures).into_bytes(),
    }
}

fn grid(tables: &Tables) -> Vec<Vec<String>> {
    let kind = |n: &Named| n.kind.map_or("", NodeKind::as_str).to_owned();
    let mut rows = vec![HEADS.map(str::to_owned).to_vec()];
    for section in &tables.sections {
        for row in &section.rows {
            rows.push(vec![
                section.title.clone(),
                row.a.shown(),
                kind(&row.a),
                row.a.stencil.clone(),
                row.a.zone.clone(),
                row.direction.as_str().to_owned(),
                row.b.shown(),
                kind(&row.b),
                row.b.stencil.clone(),
                row.b.zone.clone(),
                crosses(row).to_owned(),
                row.boundaries.join("; "),
                row.details.lines().join("; "),
            ]);
        }
    }
    rows
}

/// No spreadsheet and no build server finds a command in it.
fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(harmless::UTF8.to_vec());
    for row in rows {
        let row = row
            .iter()
            .map(|text| harmless::for_logs(&harmless::cell(text)).into_owned());
        // INVARIANT: memory takes every row, and all have the same length.
        let written = writer.write_record(row);
        debug_assert!(written.is_ok(), "{written:?}");
    }
    writer.into_inner().unwrap_or_default()
}

fn crosses(row: &Row) -> &'static str {
    match row.crosses {
        Some(true) => "Yes",
        Some(false) => "No",
        None => "",
    }
}

/// What an icon is described with: the element's name and what it is.
fn icon_text(named: &Named) -> String {
    match named.kind {
        Some(kind) => format!("{} {}", named.shown(), kind.as_str()),
        None => named.shown(),
    }
}

fn flow_text(row: &Row) -> String {
    let (a, b) = (icon_text(&row.a), icon_text(&row.b));
    match row.direction {
        trustline_model::interactions::Direction::Both => {
            format!("Bi-directional flow between {a} and {b}")
        }
        trustline_model::interactions::Direction::Forth => format!("Flow from {a} to {b}"),
        trustline_model::interactions::Direction::Back => format!("Flow from {b} to {a}"),
    }
}

fn crossing_text(row: &Row) -> String {
    match (row.crosses, row.boundaries.as_slice()) {
        (Some(true), []) => "Crosses a trust boundary".to_owned(),
        (Some(true), names) => format!("Crosses {}", names.join(", ")),
        _ => "Does not cross a trust boundary".to_owned(),
    }
}

fn file(kind: Option<NodeKind>) -> Option<&'static str> {
    Some(match kind? {
        NodeKind::Process => "process-25.svg",
        NodeKind::DataStore => "data-store-25.svg",
        NodeKind::ExternalEntity => "external-entity-25.svg",
    })
}

/// Text that stands for itself in a cell of a table.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Tables take a backslash before a bar for their own.
            '\\' => out.push_str("&#92;"),
            '|' => out.push_str("&#124;"),
            '*' | '_' | '`' | '[' | ']' | '!' | '~' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// A path as an address: everything that addresses read otherwise stands as its number.
fn address(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'~' | b'/' | b'-' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

fn markdown(tables: &Tables, pictures: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    if !tables.title.is_empty() {
        out.push_str(&format!("# {}\n\n", plain(&tables.title)));
    }
    let icon = |text: &str, file: &str| format!("![{}]({}/{file})</br>", plain(text), ICONS.0);
    let named = |n: &Named| {
        let icon = file(n.kind).map(|f| icon(&icon_text(n), f));
        format!("{}{}", icon.unwrap_or_default(), plain(&n.shown()))
    };
    for section in &tables.sections {
        out.push_str(&format!("## {}\n\n", plain(&section.title)));
        if let Some(path) = pictures(&section.title) {
            let told = section.picture.as_ref().map_or("", |p| p.text.as_str());
            let path = address(&path);
            out.push_str(&format!("![{}]({path})\n\n", plain(told)));
        }
        if section.rows.is_empty() {
            continue;
        }
        out.push_str("|Element A|Data-flow|Element B|Crosses boundary|Details|\n");
        out.push_str("|---------|---------|---------|----------------|-------|\n");
        for row in &section.rows {
            let crossing = match row.crosses {
                Some(true) => icon(&crossing_text(row), "check-25.svg") + "Yes",
                Some(false) => icon(&crossing_text(row), "none-25.svg") + "No",
                None => String::new(),
            };
            let crossing = match row.boundaries.is_empty() {
                true => crossing,
                false => format!("{crossing}</br>({})", plain(&row.boundaries.join(", "))),
            };
            let details = match &row.details {
                Details::Reference(section) => format!("*See **{}** for details*", plain(section)),
                Details::Entries(entries) if entries.is_empty() => String::new(),
                Details::Entries(entries) => {
                    let items: String = entries
                        .iter()
                        .map(|e| format!("<li>{}</li>", plain(e)))
                        .collect();
                    format!("<ul>{items}</ul>")
                }
            };
            out.push_str(&format!(
                "|{}|{}{}|{}|{crossing}|{details}|\n",
                named(&row.a),
                icon(&flow_text(row), "data-flow-25.svg"),
                row.direction.as_str(),
                named(&row.b),
            ));
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn html(tables: &Tables, pictures: &dyn Fn(&str) -> Option<String>) -> String {
    let text = |t: &str| {
        let text = crate::ground::xml::escape(t).replace('"', "&quot;");
        harmless::markup_for_logs(&text).into_owned()
    };
    let title = match tables.title.as_str() {
        "" => "Interactions",
        title => title,
    };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{0}</title>\n<style>\n\
         body{{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1c2530;background:#fff}}\n\
         table{{border-collapse:collapse;width:100%}}th,td{{border:1px solid #cfd6de;padding:.4rem .6rem;text-align:left;vertical-align:top}}\n\
         th{{background:#eef2f6}}ul{{margin:0;padding-left:1.1rem}}small{{color:#596675}}img{{max-width:100%}}\n\
         </style>\n<h1>{0}</h1>\n",
        text(title)
    );
    let named = |n: &Named| {
        let kind = n.kind.map_or("", NodeKind::as_str);
        format!("<td>{}<br><small>{kind}</small></td>", text(&n.shown()))
    };
    for section in &tables.sections {
        out.push_str(&format!("<h2>{}</h2>\n", text(&section.title)));
        if let Some(path) = pictures(&section.title) {
            let told = section.picture.as_ref().map_or("", |p| p.text.as_str());
            out.push_str(&format!(
                "<p><img src=\"{}\" alt=\"{}\"></p>\n",
                text(&address(&path)),
                text(told)
            ));
        }
        if section.rows.is_empty() {
            continue;
        }
        out.push_str("<table>\n<thead><tr><th>Element A<th>Data-flow<th>Element B<th>Crosses boundary<th>Details</tr></thead>\n<tbody>\n");
        for row in &section.rows {
            let details = match &row.details {
                Details::Reference(section) => {
                    format!(
                        "<em>See <strong>{}</strong> for details</em>",
                        text(section)
                    )
                }
                Details::Entries(entries) => {
                    let items: String = entries
                        .iter()
                        .map(|e| format!("<li>{}</li>", text(e)))
                        .collect();
                    format!("<ul>{items}</ul>")
                }
            };
            out.push_str(&format!(
                "<tr>{}<td>{}</td>{}<td>{}<br><small>{}</small></td><td>{details}</td></tr>\n",
                named(&row.a),
                row.direction.as_str(),
                named(&row.b),
                crosses(row),
                text(&row.boundaries.join(", ")),
            ));
        }
        out.push_str("</tbody>\n</table>\n");
    }
    out.push_str("</html>\n");
    out
}

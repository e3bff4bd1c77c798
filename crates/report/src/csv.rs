//! The list of threats as CSV: the columns of the original tool's export first, then ours.

use crate::{Content, Subject, rich};

/// Columns that every list has.
const FIRST: [&str; 11] = [
    "Id",
    "Diagram",
    "Changed By",
    "Last Modified",
    "State",
    "Title",
    "Category",
    "Description",
    "Justification",
    "Interaction",
    "Priority",
];
const LAST: [&str; 7] = [
    "Source",
    "Target",
    "Crosses",
    "Origin",
    "Standing",
    "Threat Type",
    "File",
];

pub(crate) fn write(subjects: &[Subject<'_>]) -> String {
    let contents: Vec<Content> = subjects.iter().map(Content::new).collect();
    let mut own: Vec<String> = Vec::new();
    for field in contents
        .iter()
        .flat_map(Content::threats)
        .flat_map(|t| &t.fields)
    {
        if !own.contains(&field.label) {
            own.push(field.label.clone());
        }
    }
    // Quoted always: spreadsheets that separate by semicolons would split unquoted cells.
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(Vec::new());
    let head = FIRST
        .iter()
        .map(|c| (*c).to_owned())
        .chain(own.clone())
        .chain(LAST.map(str::to_owned));
    // INVARIANT: writing into memory cannot fail.
    let _ = writer.write_record(head.map(|c| cell(&c)));
    for content in &contents {
        let mut threats: Vec<_> = content.threats().collect();
        threats.sort_by_key(|t| t.number);
        for t in threats {
            let mut row = vec![
                t.number.to_string(),
                t.diagram.clone(),
                t.changed_by.clone().unwrap_or_default(),
                t.changed_at.clone().unwrap_or_default(),
                t.state.label().to_owned(),
                t.title.clone(),
                t.category.clone(),
                rich::plain(&t.description),
                t.justification.clone(),
                t.interaction.clone(),
                t.priority.clone(),
            ];
            for label in &own {
                let field = t.fields.iter().find(|f| f.label == *label);
                row.push(field.map(|f| rich::plain(&f.value)).unwrap_or_default());
            }
            let [source, target] = t.ends.clone();
            row.extend([
                source,
                target,
                t.crosses.join(", "),
                t.origin.as_str().to_owned(),
                t.standing.as_str().to_owned(),
                t.key.threat_type.to_string(),
                content.file.clone(),
            ]);
            let _ = writer.write_record(row.iter().map(|c| cell(c)));
        }
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_begins_a_formula() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(cell("plain = text"), "plain = text");
    }
}

//! The list of threats as CSV: the columns of the original tool's export first, then ours.

use crate::document::{Card, Document, Section, Topic};
use crate::kind::{Entry, Parts, ReportKind};
use crate::settings::Part;
use std::borrow::Cow;
use trustline_model::{InOrder, harmless};

/// For the list of kinds.
pub const KIND: ReportKind = ReportKind::CSV;

impl ReportKind {
    /// The list of threats for spreadsheets.
    pub const CSV: ReportKind = ReportKind::new(&Entry {
        name: "csv",
        label: "CSV",
        about: "The list of threats for spreadsheets",
        endings: &["csv"],
        media_type: "text/csv",
        parts: Parts::Fixed(&[Part::Threats]),
        several: true,
        piped: true,
        write,
    });
}

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
const LAST: [&str; 8] = [
    "Source",
    "Target",
    "Crosses",
    "Origin",
    "Standing",
    "Threat Type",
    "File",
    "About",
];

fn write(document: &Document<'_>) -> Vec<u8> {
    let mut own: Vec<&str> = Vec::new();
    let cards = document.models.iter().flat_map(Section::cards);
    for field in cards.flat_map(|card| &card.fields) {
        if !own.contains(&field.label.as_str()) {
            own.push(&field.label);
        }
    }
    // Quoted always: spreadsheets that separate by semicolons would split unquoted cells.
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(harmless::UTF8.to_vec());
    // A property of the template that is called like one of our columns is told apart from it.
    let usual = |label: &str| {
        let mut usual = FIRST.iter().chain(&LAST);
        usual.any(|name| name.eq_ignore_ascii_case(label.trim()))
    };
    let named = own.iter().map(|label| match usual(label) {
        true => format!("{label} (threat property)"),
        false => (*label).to_owned(),
    });
    let first = FIRST.iter().map(|name| (*name).to_owned());
    let last = LAST.iter().map(|name| (*name).to_owned());
    let head = first.chain(named).chain(last);
    // INVARIANT: writing into memory cannot fail.
    let _ = writer.write_record(head.map(|name| cell(&name)));
    for model in &document.models {
        let Topic::Model(facts) = &model.topic else {
            continue;
        };
        let mut cards: Vec<&Card<'_>> = model.cards().collect();
        cards.put_in_order_by_key(|card| card.number);
        for card in cards {
            // INVARIANT: as above.
            let _ = row(&mut writer, card, &own, facts.file);
        }
    }
    writer.into_inner().unwrap_or_default()
}

fn row(
    writer: &mut csv::Writer<Vec<u8>>,
    card: &Card<'_>,
    own: &[&str],
    file: &str,
) -> csv::Result<()> {
    let interaction = &card.interaction;
    let first: [Cow<'_, str>; FIRST.len()] = [
        card.number.to_string().into(),
        interaction.diagram.into(),
        card.changed_by.unwrap_or_default().into(),
        card.changed_at.unwrap_or_default().into(),
        card.state.label().into(),
        card.title.as_ref().into(),
        card.category.into(),
        card.description.plain(),
        card.justification.as_read().into(),
        interaction.name.as_str().into(),
        card.priority.into(),
    ];
    let last: [Cow<'_, str>; LAST.len()] = [
        interaction.source.as_str().into(),
        interaction.target.as_str().into(),
        interaction.crosses.join(", ").into(),
        card.origin.as_str().into(),
        card.standing.as_str().into(),
        card.key.threat_type.as_str().into(),
        file.into(),
        card.about.into(),
    ];
    let own = own.iter().map(|label| {
        let field = card.fields.iter().find(|f| f.label == *label);
        field.map(|f| f.value.plain()).unwrap_or_default()
    });
    for text in first.into_iter().chain(own).chain(last) {
        writer.write_field(cell(&text).as_bytes())?;
    }
    writer.write_record(None::<&[u8]>)
}

/// A cell that neither a spreadsheet nor a build server takes for a command.
fn cell(text: &str) -> String {
    harmless::for_logs(&harmless::cell(text)).into_owned()
}

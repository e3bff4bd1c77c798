//! A table of texts as rows of interactions: which column is which, and what a cell says.

use std::collections::HashMap;
use trustline_model::interactions::{
    Details, Direction, GROUPED, Named, NodeKind, Row, Section, plain,
};

/// More rows than this make a model that is too large to be read again.
pub const MAX_ROWS: usize = 2_000;

/// A cell: its text, line by line, and its pictures with their texts.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub text: String,
    /// Address and alternative text.
    pub pictures: Vec<(String, String)>,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            pictures: Vec::new(),
        }
    }
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Section,
    A,
    KindA,
    Flow,
    B,
    KindB,
    Crosses,
    Boundaries,
    Details,
}

impl Column {
    fn named(head: &str) -> Option<Self> {
        let letters = |c: &char| c.is_alphanumeric();
        let head: String = head.to_lowercase().chars().filter(letters).collect();
        Some(match head.as_str() {
            "section" | "diagram" => Column::Section,
            "elementa" | "a" | "source" | "from" => Column::A,
            "kinda" | "kindofa" => Column::KindA,
            "dataflow" | "flow" | "direction" => Column::Flow,
            "elementb" | "b" | "target" | "to" => Column::B,
            "kindb" | "kindofb" => Column::KindB,
            "crossesboundary" | "crosses" | "crossestrustboundary" => Column::Crosses,
            "boundaries" | "boundary" | "trustboundaries" => Column::Boundaries,
            "details" | "notes" => Column::Details,
            _ => return None,
        })
    }
}

/// The rows of a table whose first line names its columns; none where it names no elements.
pub fn rows(table: &[(usize, Vec<Cell>)]) -> Vec<Row> {
    sections(table).into_iter().flat_map(|s| s.rows).collect()
}

/// The same, by what the column of sections says; one without a name where there is no such column.
pub fn sections(table: &[(usize, Vec<Cell>)]) -> Vec<Section> {
    let Some(((_, head), rows)) = table.split_first() else {
        return Vec::new();
    };
    let columns: Vec<Option<Column>> = head.iter().map(|c| Column::named(&c.text)).collect();
    let has = |c: Column| columns.contains(&Some(c));
    if !has(Column::A) || !has(Column::B) {
        return Vec::new();
    }
    let mut found: Vec<Section> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (line, cells) in rows {
        let cell = |wanted: Column| {
            let place = columns.iter().position(|c| *c == Some(wanted))?;
            cells.get(place)
        };
        let (Some(a), Some(b)) = (cell(Column::A), cell(Column::B)) else {
            continue;
        };
        let text = |c: Column| cell(c).map_or("", |c| c.text.trim());
        let (a, b) = (named(a, text(Column::KindA)), named(b, text(Column::KindB)));
        if a.name.is_empty() && b.name.is_empty() {
            continue;
        }
        // Names of boundaries stand in a column of their own, or in brackets behind the word.
        let (crosses, inside) = match text(Column::Crosses).split_once('(') {
            Some((word, rest)) => (word, rest.rsplit_once(')').map_or(rest, |(names, _)| names)),
            None => (text(Column::Crosses), ""),
        };
        let boundaries = match text(Column::Boundaries) {
            "" => inside.replace(", ", "\n"),
            names => names.to_owned(),
        };
        let flow = cell(Column::Flow).cloned().unwrap_or_default();
        let row = Row {
            line: *line,
            a,
            direction: Direction::parse(&flow.text).unwrap_or_default(),
            flow_text: flow
                .pictures
                .into_iter()
                .map(|p| p.1)
                .next()
                .unwrap_or_default(),
            b,
            crosses: yes_or_no(crosses),
            boundaries: entries(&boundaries),
            details: details(text(Column::Details)),
        };
        let title: Vec<&str> = text(Column::Section).split_whitespace().collect();
        let title = title.join(" ");
        let title = title.trim_matches(['*', '_']).trim();
        let place = *places.entry(plain(title)).or_insert(found.len());
        match found.get_mut(place) {
            Some(section) => section.rows.push(row),
            None => found.push(Section {
                title: title.to_owned(),
                line: *line,
                picture: None,
                rows: vec![row],
            }),
        }
    }
    found
}

fn named(cell: &Cell, kind: &str) -> Named {
    let mut name = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let grouped = name.to_lowercase().ends_with(GROUPED);
    if grouped {
        name.truncate(name.len() - GROUPED.len());
        name.truncate(name.trim_end().len());
    }
    let (address, text) = cell.pictures.first().cloned().unwrap_or_default();
    let file = address.rsplit(['/', '\\']).next().unwrap_or("");
    let said = NodeKind::named_in(&text);
    let shown = NodeKind::named_in(file).or(NodeKind::named_in(kind));
    Named {
        name,
        grouped,
        kind: shown.or(said),
        said,
        text,
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match plain(text).as_str() {
        "yes" | "y" | "true" | "x" => Some(true),
        "no" | "n" | "false" => Some(false),
        _ => None,
    }
}

fn entries(text: &str) -> Vec<String> {
    text.split(['\n', ';'])
        .map(|e| e.trim().trim_start_matches(['-', '*', '•']).trim())
        .filter(|e| !e.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `See NAME for details` points to a section; anything else is told here.
fn details(text: &str) -> Details {
    let unmarked = |l: &str| l.trim().trim_matches(['*', '_']).trim().to_owned();
    let mut lines = text.lines().map(unmarked).filter(|l| !l.is_empty());
    if let (Some(only), None) = (lines.next(), lines.next())
        && only
            .get(..4)
            .is_some_and(|s| s.eq_ignore_ascii_case("see "))
    {
        let name = only.get(4..).unwrap_or("");
        let end = name
            .to_ascii_lowercase()
            .rfind(" for ")
            .unwrap_or(name.len());
        let name = name.get(..end).unwrap_or(name);
        return Details::Reference(name.trim().trim_matches('*').trim_end_matches('.').into());
    }
    Details::Entries(entries(text))
}

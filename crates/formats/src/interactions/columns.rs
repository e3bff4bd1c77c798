//! Which column of a table is which, by the names that people give them.

use super::line::Cell;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    Section,
    A,
    KindA,
    Flow,
    B,
    KindB,
    StencilA,
    StencilB,
    ZoneA,
    ZoneB,
    Crosses,
    Boundaries,
    Details,
    /// A number of rows, which tells nothing.
    Number,
}

/// Names of columns without spaces and signs. The first of a line says what is meant.
const NAMES: [(Column, &[&str]); 14] = [
    (
        Column::Section,
        &["section", "diagram", "abschnitt", "kapitel", "chapter"],
    ),
    (
        Column::A,
        &[
            "elementa",
            "a",
            "componenta",
            "systema",
            "nodea",
            "entitya",
            "enda",
            "sidea",
        ],
    ),
    (Column::KindA, &["kinda", "kindofa", "typea", "typeofa"]),
    (
        Column::Flow,
        &[
            "dataflow",
            "flow",
            "direction",
            "dir",
            "dataflowdirection",
            "flowdirection",
            "datenfluss",
            "richtung",
            "sens",
            "dirección",
            "direccion",
            "direzione",
        ],
    ),
    (
        Column::B,
        &[
            "elementb",
            "b",
            "componentb",
            "systemb",
            "nodeb",
            "entityb",
            "endb",
            "sideb",
        ],
    ),
    (Column::KindB, &["kindb", "kindofb", "typeb", "typeofb"]),
    (Column::StencilA, &["stencila", "stencilofa"]),
    (Column::StencilB, &["stencilb", "stencilofb"]),
    (
        Column::ZoneA,
        &[
            "zonea",
            "zoneofa",
            "trustzonea",
            "networka",
            "segmenta",
            "sourcezone",
            "srczone",
            "fromzone",
            "zonefrom",
            "sourcenetwork",
            "quellzone",
        ],
    ),
    (
        Column::ZoneB,
        &[
            "zoneb",
            "zoneofb",
            "trustzoneb",
            "networkb",
            "segmentb",
            "destinationzone",
            "destzone",
            "dstzone",
            "targetzone",
            "tozone",
            "zoneto",
            "destinationnetwork",
            "zielzone",
        ],
    ),
    (
        Column::Crosses,
        &[
            "crossesboundary",
            "crosses",
            "crossing",
            "crossestrustboundary",
            "crossesatrustboundary",
            "crossestrustboundaries",
            "crossesboundaries",
            "crossesaboundary",
            "crossestheboundary",
            "boundarycrossed",
            "boundarycrossing",
            "trustboundarycrossed",
            "trustboundarycrossing",
            "überschreitetgrenze",
            "grenzüberschreitung",
            "grenzüberschreitend",
        ],
    ),
    (
        Column::Boundaries,
        &[
            "boundaries",
            "boundary",
            "trustboundaries",
            "trustboundary",
            "boundarynames",
            "vertrauensgrenze",
            "vertrauensgrenzen",
        ],
    ),
    (
        Column::Details,
        &[
            "details",
            "detail",
            "notes",
            "note",
            "description",
            "remarks",
            "remark",
            "comment",
            "comments",
            "bemerkung",
            "bemerkungen",
            "anmerkung",
            "anmerkungen",
            "beschreibung",
            "kommentar",
            "einzelheiten",
            "securitydetails",
        ],
    ),
    (
        Column::Number,
        &[
            "", "no", "nr", "id", "row", "line", "number", "lfdnr", "ref", "index",
        ],
    ),
];

/// Names that say as well which way data flows: from the one to the other.
const ONE_WAY: [(Column, &[&str]); 2] = [
    (
        Column::A,
        &[
            "source",
            "src",
            "from",
            "origin",
            "sender",
            "initiator",
            "client",
            "sourceelement",
            "sourcesystem",
            "sourcehost",
            "sourcename",
            "fromelement",
            "elementfrom",
            "fromsystem",
            "quelle",
            "quellsystem",
            "von",
            "sender",
            "absender",
            "origen",
            "origine",
            "desde",
        ],
    ),
    (
        Column::B,
        &[
            "target",
            "to",
            "destination",
            "dest",
            "dst",
            "receiver",
            "recipient",
            "server",
            "targetelement",
            "targetsystem",
            "destinationsystem",
            "destinationhost",
            "destinationname",
            "toelement",
            "elementto",
            "tosystem",
            "ziel",
            "zielsystem",
            "nach",
            "an",
            "empfänger",
            "destino",
            "hacia",
            "cible",
            "destinazione",
        ],
    ),
];

/// The columns of a table.
pub struct Columns {
    of: Vec<Column>,
    /// Heads that name none of them, each with its place.
    unknown: Vec<(usize, String)>,
    /// The names of the columns say that data flows from A to B.
    pub one_way: bool,
    /// How many cells the line of heads has.
    pub width: usize,
}

impl Columns {
    /// What a line of heads says. `None` where it does not name both elements.
    pub fn of(head: &[Cell]) -> Option<Self> {
        let mut columns = Self {
            of: Vec::new(),
            unknown: Vec::new(),
            one_way: false,
            width: head.len(),
        };
        let mut directed = 0;
        for (place, cell) in head.iter().enumerate() {
            let said = one_line(&cell.text);
            match named(&said) {
                // Several columns of details are read one after the other; of others the first.
                Some((column, one_way))
                    if column == Column::Details || !columns.of.contains(&column) =>
                {
                    directed += usize::from(one_way);
                    columns.of.push(column);
                }
                _ => {
                    // No column has this mark: it keeps the place.
                    columns.of.push(Column::Number);
                    columns.unknown.push((place, said));
                }
            }
        }
        columns.one_way = directed == 2;
        let has = |column| columns.of.contains(&column);
        (has(Column::A) && has(Column::B)).then_some(columns)
    }

    /// The cells of a column in a row.
    pub fn cells<'a>(&'a self, column: Column, row: &'a [Cell]) -> impl Iterator<Item = &'a Cell> {
        let at = self.of.iter().zip(row);
        at.filter(move |(c, _)| **c == column).map(|(_, cell)| cell)
    }

    /// The cell of a column; an empty one where the row is too short.
    pub fn cell(&self, column: Column, row: &[Cell]) -> Cell {
        self.cells(column, row).next().cloned().unwrap_or_default()
    }

    /// Whether there is such a column.
    pub fn has(&self, column: Column) -> bool {
        self.of.contains(&column)
    }

    /// Whether nobody means anything else by this line: all of it names columns, and enough of them.
    pub fn are_sure(&self) -> bool {
        let named = self.of.iter().filter(|c| **c != Column::Number).count();
        named == self.width && named > 2
    }

    /// Heads that name nothing that is known, each with its place.
    pub fn unknown(&self) -> &[(usize, String)] {
        &self.unknown
    }
}

/// Which end of an interaction a line of heads lacks, where it names anything of one.
pub fn lacking(head: &[Cell]) -> Option<&'static str> {
    let found: Vec<Column> = head
        .iter()
        .filter_map(|c| named(&one_line(&c.text)))
        .map(|(c, _)| c)
        .filter(|c| !matches!(c, Column::Number | Column::Details))
        .collect();
    let has = |c: &Column| found.contains(c);
    match (has(&Column::A), has(&Column::B)) {
        (true, false) => Some("element B"),
        (false, true) => Some("element A"),
        (false, false) if found.len() > 1 => Some("elements A and B"),
        _ => None,
    }
}

/// How many columns of a line of heads are known.
pub fn known(head: &[Cell]) -> usize {
    let known =
        |c: &&Cell| named(&one_line(&c.text)).is_some_and(|(column, _)| column != Column::Number);
    head.iter().filter(known).count()
}

fn named(head: &str) -> Option<(Column, bool)> {
    let letters = |c: &char| c.is_alphanumeric();
    let head: String = head.to_lowercase().chars().filter(letters).collect();
    let find = |names: &[(Column, &[&str])]| {
        let found = names.iter().find(|(_, n)| n.contains(&head.as_str()));
        found.map(|(column, _)| *column)
    };
    let one_way = find(&ONE_WAY).map(|column| (column, true));
    one_way.or_else(|| find(&NAMES).map(|column| (column, false)))
}

/// A text in one line, without the marks of Markdown around it.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    text.trim_matches(['*', '_']).trim().to_owned()
}

//! A table of texts as rows of interactions, with remarks on whatever is not read as it stands.

use super::cells::{self, Crossing};
use super::columns::{Column, Columns, lacking, one_line};
use super::line::{Cell, Line};
use std::collections::{HashMap, HashSet};
use trustline_model::interactions::{
    Details, Direction, GROUPED, Named, NodeKind, Remark, Row, Section, plain,
};

/// More rows than this make a model that is too large to be read again.
pub const MAX_ROWS: usize = 2_000;

/// In a sheet there may be a title above the line of heads, and what a program wrote for itself.
pub const ABOVE: usize = 20;

/// What a table gives.
#[derive(Default)]
pub struct Read {
    /// By what the column of sections says; one without a name where there is no such column.
    pub sections: Vec<Section>,
    /// What stands above the line of heads.
    pub title: String,
    pub remarks: Vec<Remark>,
}

/// Reads a table whose heads are in one of its first lines. Nothing comes of one that names no
/// elements: a remark says so. `what` is what people call it.
pub fn read(table: &[Line], what: &str, first_lines: usize) -> Read {
    let heads = |line: &Line| Columns::of(&line.cells);
    let mut first = table.iter().take(first_lines);
    let found = first.position(|l| heads(l).is_some());
    let Some(at) = found else {
        return not_read(table, what);
    };
    let mut reader = Reader::default();
    let (above, below) = table.split_at(at);
    reader.title(above);
    reader.learn(below, first_lines > 1);
    let mut columns = None;
    for line in below {
        // Another table may follow in the same sheet.
        match (heads(line), &columns) {
            (Some(new), of) if of.is_none() || (first_lines > 1 && new.are_sure()) => {
                reader.head(line, &new);
                columns = Some(new);
            }
            (_, Some(columns)) => reader.line(line, columns),
            (_, None) => {}
        }
    }
    reader.read
}

/// Whether a line names the columns of an interaction table.
pub fn is_head(cells: &[Cell]) -> bool {
    Columns::of(cells).is_some()
}

fn not_read(table: &[Line], what: &str) -> Read {
    let mut read = Read::default();
    let filled = |l: &&Line| l.cells.iter().filter(|c| !c.text.trim().is_empty()).count() > 1;
    let Some(head) = table.iter().find(filled) else {
        return read;
    };
    let names: Vec<String> = head
        .cells
        .iter()
        .map(|c| one_line(&c.text))
        .filter(|n| !n.is_empty())
        .take(8)
        .map(|n| format!("`{}`", cut(&n, 40)))
        .collect();
    let names = names.join(", ");
    let lacks = lacking(&head.cells);
    let message = match lacks {
        Some(end) => format!("{what} with the columns {names} is not read: none names {end}"),
        None => format!("{what} with the columns {names} is not read: it is no interaction table"),
    };
    read.remarks.push(Remark {
        code: "table-not-read",
        line: head.number,
        message,
        help: "name the columns Element A and Element B, or Source and Destination",
    });
    read
}

/// The beginning of a text.
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

#[derive(Default)]
struct Reader {
    read: Read,
    places: HashMap<String, usize>,
    /// The row above, as far as a row below may refer to it.
    above: Option<Row>,
    /// Names of boundaries that the table tells for sure.
    known: HashSet<String>,
}

impl Reader {
    fn remark(&mut self, code: &'static str, line: usize, message: String, help: &'static str) {
        self.read.remarks.push(Remark {
            code,
            line,
            message,
            help,
        });
    }

    /// What stands above the heads: a title, if it is one text alone.
    fn title(&mut self, lines: &[Line]) {
        for line in lines {
            let mut texts = line.cells.iter().map(|c| one_line(&c.text));
            let text = texts.by_ref().find(|t| !t.is_empty()).unwrap_or_default();
            if texts.all(|t| t.is_empty()) && self.read.title.is_empty() {
                self.read.title = text;
            }
        }
    }

    /// What the heads name beside that which is known: it is told with the details.
    fn head(&mut self, line: &Line, columns: &Columns) {
        self.above = None;
        let others = columns.unknown().iter();
        let names: Vec<String> = others.map(|(_, n)| format!("`{}`", cut(n, 40))).collect();
        let (what, is) = match names.len() {
            0 => return,
            1 => ("column", "is"),
            _ => ("columns", "are"),
        };
        let message = format!("the {what} {} {is} read as details", names.join(", "));
        self.remark(
            "unknown-column",
            line.number,
            message,
            "check that nothing in it decides on crossing, direction or names",
        );
    }

    /// The names of boundaries that rows tell for sure: whoever says one of them alone means it.
    fn learn(&mut self, lines: &[Line], several: bool) {
        let mut columns: Option<Columns> = None;
        for line in lines {
            let head = Columns::of(&line.cells);
            if let Some(new) = head.filter(|h| columns.is_none() || (several && h.are_sure())) {
                columns = Some(new);
            } else if let Some(columns) = &columns {
                let text = |c| columns.cell(c, &line.cells).text;
                let told =
                    cells::crossing(&text(Column::Crosses), &text(Column::Boundaries), &|_| {
                        false
                    });
                self.known.extend(told.boundaries.iter().map(|n| plain(n)));
            }
        }
    }

    fn line(&mut self, line: &Line, columns: &Columns) {
        let at = line.number;
        let text = |c: Column| columns.cell(c, &line.cells).text.trim().to_owned();
        let filled = |c: &Cell| !c.text.trim().is_empty() || !c.pictures.is_empty();
        if !line.cells.iter().any(filled) {
            return;
        }
        self.count(line, columns);
        let mut taken = Vec::new();
        let a = self.end(columns, line, Column::A, &mut taken);
        let b = self.end(columns, line, Column::B, &mut taken);
        let (Some(a), Some(b)) = (a, b) else {
            let both = text(Column::A).is_empty() && text(Column::B).is_empty();
            let message = format!(
                "this row is not read: it names no element at {}",
                if both {
                    "either end"
                } else {
                    "one of its ends"
                }
            );
            let help = "name both elements; a text about the table belongs above or below it";
            return self.remark("row-not-read", at, message, help);
        };
        let before = self.above.take();
        let ditto = |c: Column| cells::is_ditto(&text(c));
        let (direction, is_directed) = match (&before, text(Column::Flow)) {
            (Some(row), word) if cells::is_ditto(&word) => {
                taken.push(format!("direction `{}`", row.direction.as_str()));
                (row.direction, row.is_directed)
            }
            (_, word) => self.direction(at, columns, &word),
        };
        let mut entries = Vec::new();
        let (crosses, boundaries) = match &before {
            Some(row) if ditto(Column::Crosses) || ditto(Column::Boundaries) => {
                taken.push("crossing".to_owned());
                (row.crosses, row.boundaries.clone())
            }
            _ => {
                let told = self.crossing(at, &text(Column::Crosses), &text(Column::Boundaries));
                entries.extend(told.note);
                (told.crosses, told.boundaries)
            }
        };
        let repeats = cells::entries(&text(Column::Details));
        let details = match &before {
            Some(row) if matches!(repeats.as_slice(), [only] if cells::is_ditto(only)) => {
                taken.push("details".to_owned());
                row.details.clone()
            }
            _ => details(columns, &line.cells, entries),
        };
        if !taken.is_empty() {
            let message = format!("taken from the row above: {}", taken.join(", "));
            let help = "write it out, so that rows can be sorted and moved";
            self.remark("taken-from-above", at, message, help);
        }
        let flow = columns.cell(Column::Flow, &line.cells);
        let row = Row {
            line: at,
            a,
            direction,
            is_directed,
            flow_text: flow
                .pictures
                .into_iter()
                .map(|p| p.1)
                .next()
                .unwrap_or_default(),
            b,
            crosses,
            boundaries,
            details,
        };
        self.above = Some(row.clone());
        let title = one_line(&text(Column::Section));
        let place = self
            .places
            .entry(plain(&title))
            .or_insert(self.read.sections.len());
        match self.read.sections.get_mut(*place) {
            Some(section) => section.rows.push(row),
            None => self.read.sections.push(Section {
                title,
                line: at,
                picture: None,
                rows: vec![row],
            }),
        }
    }

    /// Says that a line has more cells or fewer than there are columns.
    fn count(&mut self, line: &Line, columns: &Columns) {
        let count = line.count.unwrap_or(columns.width);
        let beyond: Vec<String> = line
            .cells
            .get(columns.width..)
            .unwrap_or_default()
            .iter()
            .map(|c| one_line(&c.text))
            .filter(|t| !t.is_empty())
            .map(|t| format!("`{}`", cut(&t, 40)))
            .collect();
        if count == columns.width && beyond.is_empty() {
            return;
        }
        let count = line.count.unwrap_or(line.cells.len());
        let mut message = format!(
            "this row has {count} cells, and the table has {} columns",
            columns.width
        );
        if !beyond.is_empty() {
            message.push_str(&format!(": {} is not read", beyond.join(", ")));
        }
        let help = "a separator inside of a cell is escaped or quoted; several details stand between semicolons";
        self.remark("cell-count", line.number, message, help);
    }

    /// An element of a row; the one above where the cell is empty or says so.
    fn end(
        &self,
        columns: &Columns,
        line: &Line,
        name: Column,
        taken: &mut Vec<String>,
    ) -> Option<Named> {
        let cell = columns.cell(name, &line.cells);
        let text = |c: Column| one_line(&columns.cell(c, &line.cells).text);
        let [kind, stencil, zone] = match name {
            Column::A => [Column::KindA, Column::StencilA, Column::ZoneA],
            _ => [Column::KindB, Column::StencilB, Column::ZoneB],
        };
        let own = Named {
            zone: text(zone),
            ..named(&cell, &text(kind), text(stencil))
        };
        if !own.name.is_empty() && !cells::is_ditto(&own.name) {
            return Some(own);
        }
        // One name alone in a row is a text about the rows, not a row.
        let filled = |c: &&Cell| !c.text.trim().is_empty();
        let is_row = line.cells.iter().filter(filled).count() > 1;
        let other = match name {
            Column::A => Column::B,
            _ => Column::A,
        };
        let other = columns.cell(other, &line.cells).text;
        if own.name.is_empty() && (other.trim().is_empty() || !(is_row || name == Column::A)) {
            return None;
        }
        let above = self.above.as_ref()?;
        let above = match name {
            Column::A => &above.a,
            _ => &above.b,
        };
        taken.push(format!("`{}`", above.shown()));
        Some(above.clone())
    }

    fn direction(&mut self, at: usize, columns: &Columns, word: &str) -> (Direction, bool) {
        let usual = match columns.one_way {
            true => Direction::Forth,
            false => Direction::Both,
        };
        if word.is_empty() || matches!(word, "-" | "–" | "—") {
            return (usual, columns.one_way && !columns.has(Column::Flow));
        }
        match cells::direction(word) {
            Some(direction) => (direction, true),
            None => {
                let message = format!(
                    "`{}` names no direction: read as {}",
                    cut(&one_line(word), 60),
                    usual.as_str()
                );
                let help = "write Bi-directional, A to B or B to A, or an arrow";
                self.remark("unclear-direction", at, message, help);
                (usual, false)
            }
        }
    }

    fn crossing(&mut self, at: usize, word: &str, names: &str) -> Crossing {
        let told = cells::crossing(word, names, &|n| self.known.contains(&plain(n)));
        if told.unclear {
            let both = [word, names].map(one_line);
            let said: Vec<&str> = both
                .iter()
                .map(String::as_str)
                .filter(|s| !s.is_empty())
                .collect();
            let message = format!(
                "`{}` does not say whether a boundary is crossed: read as {}",
                cut(&said.join("; "), 60),
                match told.crosses {
                    Some(true) => "Yes",
                    Some(false) => "No",
                    None => "not told",
                }
            );
            let help = "write Yes or No, names of boundaries behind it: Yes (DMZ)";
            self.remark("unclear-crossing", at, message, help);
        }
        told
    }
}

/// What columns of details say, then what unknown columns say with the names of those.
fn details(columns: &Columns, row: &[Cell], mut entries: Vec<String>) -> Details {
    let mut told = Vec::new();
    for cell in columns.cells(Column::Details, row) {
        match cells::details(&cell.text) {
            Details::Reference(name) if entries.is_empty() => return Details::Reference(name),
            _ => {}
        }
        let mut own = cells::entries(&cell.text);
        // `See [here](#user)` says by its link what it means.
        if let ([only], Some(anchor)) = (own.as_mut_slice(), &cell.anchor)
            && cells::seen(only).is_some()
        {
            *only = format!("see #{anchor}");
        }
        told.append(&mut own);
    }
    told.append(&mut entries);
    // A sign of repetition with nothing to repeat says nothing.
    told.retain(|e| !cells::is_ditto(e));
    for (place, head) in columns.unknown() {
        let text = row.get(*place).map_or("", |c| c.text.trim());
        let said = cells::entries(text).join(", ");
        let head = cells::entries(head).join(", ");
        if !said.is_empty() && !cells::is_ditto(&said) {
            told.push(format!("{head}: {said}"));
        }
    }
    Details::Entries(told)
}

fn named(cell: &Cell, kind: &str, stencil: String) -> Named {
    let mut name = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let grouped = name.to_lowercase().ends_with(GROUPED);
    if grouped {
        name.truncate(name.len() - GROUPED.len());
        name.truncate(name.trim_end().len());
    }
    let (address, text) = cell.pictures.first().cloned().unwrap_or_default();
    let file = address.rsplit(['/', '\\']).next().unwrap_or("");
    let said = NodeKind::named_in(&text);
    let of_kind = NodeKind::named(kind).or(NodeKind::named_in(kind));
    // Who writes something else as the kind means a stencil.
    let stencil = match of_kind {
        None if stencil.is_empty() => kind.to_owned(),
        _ => stencil,
    };
    let shown = NodeKind::named_in(file).or(of_kind);
    Named {
        name,
        grouped,
        kind: shown.or(said),
        said,
        stencil,
        zone: String::new(),
        text,
    }
}

//! The grid of threats: rows, and which of them are shown in which order.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use trustline_analysis::{Analysis, Origin, Standing, ThreatView};
use trustline_model::{ElementId, State, ThreatKey, ThreatModel, Urgency};

/// The columns of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Column {
    Number,
    Mark,
    Title,
    Category,
    State,
    Priority,
    Interaction,
    Source,
    Target,
    Diagram,
    Justification,
    Description,
    ChangedBy,
    ChangedAt,
}

impl Column {
    /// Every column in the order they are shown at first.
    pub const ALL: [Column; 14] = [
        Column::Number,
        Column::Mark,
        Column::Title,
        Column::Category,
        Column::State,
        Column::Priority,
        Column::Interaction,
        Column::Source,
        Column::Target,
        Column::Diagram,
        Column::Justification,
        Column::Description,
        Column::ChangedBy,
        Column::ChangedAt,
    ];
}

/// What rows are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Group {
    Interaction,
    Element,
    Category,
    State,
    Diagram,
}

/// What sets a threat apart from those that are as recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// As recorded.
    None,
    /// Not recorded yet: it came with the drawing as it is now.
    New,
    /// Recorded, untouched, and not following any more: it will not be recorded again.
    Gone,
    /// Decided on, and not following any more: kept.
    NoLonger,
    /// A person's own.
    Own,
}

/// A threat in the grid.
#[derive(Clone, Debug)]
pub struct Row {
    /// Type and interaction.
    pub key: ThreatKey,
    /// Its number.
    pub number: i64,
    /// What sets it apart.
    pub mark: Mark,
    /// What has been decided.
    pub state: State,
    /// Texts of the other columns.
    pub title: String,
    /// Its category.
    pub category: String,
    /// Its priority.
    pub priority: String,
    /// The name of its flow.
    pub interaction: String,
    /// Where the flow begins.
    pub source: String,
    /// Where the flow ends.
    pub target: String,
    /// The name of its diagram.
    pub diagram: String,
    /// Why it was decided so.
    pub justification: String,
    /// What it is about.
    pub description: String,
    /// Who decided.
    pub changed_by: String,
    /// When.
    pub changed_at: String,
}

impl Row {
    fn new(view: &ThreatView<'_>) -> Self {
        let names = view.elements().map(|[s, _, t]| {
            (
                trustline_analysis::wording::name_of(s),
                trustline_analysis::wording::name_of(t),
            )
        });
        let (source, target) = names.unwrap_or_default();
        let threat = view.threat;
        Self {
            key: threat.key.clone(),
            number: threat.number,
            mark: match (threat.standing, threat.origin, threat.stored) {
                (Standing::NoLongerGenerated, ..) => Mark::NoLonger,
                (_, Origin::User, _) => Mark::Own,
                (_, _, None) => Mark::New,
                _ => Mark::None,
            },
            state: view.state().clone(),
            title: view.title().into_owned(),
            category: view.category().to_owned(),
            priority: view.priority().to_owned(),
            interaction: view.interaction_name(),
            source,
            target,
            diagram: view.diagram().map(|d| d.name.clone()).unwrap_or_default(),
            justification: view.justification().to_owned(),
            description: view.description().into_owned(),
            changed_by: view.changed_by().unwrap_or("").to_owned(),
            changed_at: view.changed_at().unwrap_or("").to_owned(),
        }
    }

    /// Whether nobody has decided on it.
    pub fn is_untouched(&self) -> bool {
        self.state == State::NotStarted && self.mark != Mark::Gone
    }

    /// The text of a column.
    pub fn text(&self, column: Column) -> std::borrow::Cow<'_, str> {
        match column {
            Column::Number => self.number.to_string().into(),
            Column::Mark => match self.mark {
                Mark::None => "",
                Mark::New => "new",
                Mark::Gone => "gone",
                Mark::NoLonger => "no longer generated",
                Mark::Own => "own",
            }
            .into(),
            Column::Title => self.title.as_str().into(),
            Column::Category => self.category.as_str().into(),
            Column::State => self.state.label().into(),
            Column::Priority => self.priority.as_str().into(),
            Column::Interaction => self.interaction.as_str().into(),
            Column::Source => self.source.as_str().into(),
            Column::Target => self.target.as_str().into(),
            Column::Diagram => self.diagram.as_str().into(),
            Column::Justification => self.justification.as_str().into(),
            Column::Description => self.description.as_str().into(),
            Column::ChangedBy => self.changed_by.as_str().into(),
            Column::ChangedAt => self.changed_at.as_str().into(),
        }
    }

    fn groups(&self, group: Group) -> Vec<String> {
        match group {
            Group::Interaction => vec![format!(
                "{}: {} → {}",
                self.interaction, self.source, self.target
            )],
            Group::Element if self.source == self.target => vec![self.source.clone()],
            Group::Element => vec![self.source.clone(), self.target.clone()],
            Group::Category => vec![self.category.clone()],
            Group::State => vec![self.state.label().to_owned()],
            Group::Diagram => vec![self.diagram.clone()],
        }
    }
}

/// A line of the grid as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The head of a group: its name, how many rows it has, and whether they are folded away.
    Group(String, usize, bool),
    /// A row, by its place.
    Row(usize),
}

/// Rows, and what is shown of them.
#[derive(Default)]
pub struct Grid {
    rows: Vec<Row>,
    /// What each row says in lower case, made when it is first searched.
    texts: Vec<String>,
    lines: Vec<Line>,
    /// Words that a row must contain.
    pub(crate) text: String,
    pub(crate) columns: HashMap<Column, HashSet<String>>,
    pub(crate) sort: Vec<(Column, bool)>,
    pub(crate) group: Option<Group>,
    pub(crate) folded: HashSet<String>,
    pub(crate) only_selection: bool,
}

impl Grid {
    pub(crate) fn fill(&mut self, model: &ThreatModel, analysis: &Analysis) {
        self.texts.clear();
        self.rows = analysis.views(model).map(|view| Row::new(&view)).collect();
        for threat in analysis.gone.iter().filter_map(|i| model.threats.get(*i)) {
            let text = |name: &str| threat.property(name).to_owned();
            self.rows.push(Row {
                key: threat.key.clone(),
                number: threat.number,
                mark: Mark::Gone,
                state: threat.state.clone(),
                title: text("Title"),
                category: text("UserThreatCategory"),
                priority: threat.priority.clone(),
                interaction: text("InteractionString"),
                source: String::new(),
                target: String::new(),
                diagram: model
                    .diagram(&threat.diagram)
                    .map(|d| d.name.clone())
                    .unwrap_or_default(),
                justification: threat.justification().to_owned(),
                description: text("UserThreatDescription"),
                changed_by: String::new(),
                changed_at: String::new(),
            });
        }
    }

    /// Which rows are shown, in order. `selection` are elements that the rows must be about where
    /// only those are wanted.
    pub(crate) fn narrow(&mut self, selection: &[ElementId]) {
        if !self.text.trim().is_empty() && self.texts.len() != self.rows.len() {
            self.texts = self.rows.iter().map(searched).collect();
        }
        let lower = self.text.to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        let only = self.only_selection && !selection.is_empty();
        let mut shown: Vec<usize> = Vec::new();
        for (i, row) in self.rows.iter().enumerate() {
            if !words.is_empty() {
                let text = self.texts.get(i).map_or("", String::as_str);
                if !words.iter().all(|w| text.contains(w)) {
                    continue;
                }
            }
            let key = &row.key;
            if only
                && ![&key.flow, &key.source, &key.target]
                    .iter()
                    .any(|id| selection.contains(id))
            {
                continue;
            }
            let fits = |(column, values): (&Column, &HashSet<String>)| {
                values.is_empty() || values.contains(&*row.text(*column))
            };
            if self.columns.iter().all(fits) {
                shown.push(i);
            }
        }
        if !self.sort.is_empty() {
            let rows = &self.rows;
            shown.sort_by(|a, b| match (rows.get(*a), rows.get(*b)) {
                (Some(a), Some(b)) => self.compare(a, b),
                _ => Ordering::Equal,
            });
        }
        self.lines = match self.group {
            None => shown.into_iter().map(Line::Row).collect(),
            Some(group) => self.grouped(group, &shown),
        };
    }

    fn grouped(&self, group: Group, shown: &[usize]) -> Vec<Line> {
        let mut order: Vec<(String, Vec<usize>)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for i in shown {
            let Some(row) = self.rows.get(*i) else {
                continue;
            };
            for name in row.groups(group) {
                let place = *places.entry(name.clone()).or_insert_with(|| {
                    order.push((name, Vec::new()));
                    order.len() - 1
                });
                if let Some((_, members)) = order.get_mut(place) {
                    members.push(*i);
                }
            }
        }
        let mut lines = Vec::new();
        for (name, members) in order {
            let folded = self.folded.contains(&name);
            lines.push(Line::Group(name, members.len(), folded));
            if !folded {
                lines.extend(members.into_iter().map(Line::Row));
            }
        }
        lines
    }

    fn compare(&self, a: &Row, b: &Row) -> Ordering {
        for (column, down) in &self.sort {
            let order = match column {
                Column::Number => a.number.cmp(&b.number),
                Column::Priority => Urgency::from(a.priority.as_str())
                    .cmp(&Urgency::from(b.priority.as_str()))
                    .then_with(|| a.priority.cmp(&b.priority)),
                Column::State => place_of(&a.state).cmp(&place_of(&b.state)),
                Column::Mark => a.mark.cmp(&b.mark),
                other => {
                    let (a, b) = (a.text(*other), b.text(*other));
                    let lower = |s: &str| s.to_lowercase();
                    lower(&a).cmp(&lower(&b))
                }
            };
            let order = if *down { order.reverse() } else { order };
            if order != Ordering::Equal {
                return order;
            }
        }
        Ordering::Equal
    }

    /// All rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row with this key.
    pub fn row(&self, key: &ThreatKey) -> Option<&Row> {
        self.rows.iter().find(|r| r.key == *key)
    }

    /// What is shown, in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The rows that are shown, in order.
    pub fn shown(&self) -> impl Iterator<Item = &Row> {
        self.lines.iter().filter_map(|line| match line {
            Line::Row(i) => self.rows.get(*i),
            Line::Group(..) => None,
        })
    }

    /// What is searched for.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The values that a column has, with how many rows have each; most of them first.
    pub fn values(&self, column: Column) -> Vec<(String, usize)> {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for row in &self.rows {
            *counts.entry(row.text(column).into_owned()).or_default() += 1;
        }
        let mut values: Vec<_> = counts.into_iter().collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        values
    }

    /// The values that a column is narrowed to; none: all.
    pub fn chosen(&self, column: Column) -> Vec<&str> {
        let chosen = self.columns.get(&column);
        chosen.map_or(Vec::new(), |c| c.iter().map(String::as_str).collect())
    }

    /// Which way a column sorts: `true` downwards, and its rank among several.
    pub fn sorted(&self, column: Column) -> Option<(bool, usize)> {
        let place = self.sort.iter().position(|(c, _)| *c == column)?;
        self.sort.get(place).map(|(_, down)| (*down, place + 1))
    }

    /// What rows are put together by.
    pub fn group(&self) -> Option<Group> {
        self.group
    }

    /// Whether only threats of selected elements are shown.
    pub fn only_selection(&self) -> bool {
        self.only_selection
    }

    /// Whether anything is left out.
    pub fn is_narrowed(&self) -> bool {
        !self.text.trim().is_empty()
            || self.only_selection
            || self.columns.values().any(|c| !c.is_empty())
    }

    pub(crate) fn sort_by(&mut self, column: Column, also: bool) {
        let before = self.sort.iter().find(|(c, _)| *c == column).copied();
        let next = match before {
            None => Some((column, false)),
            Some((_, false)) => Some((column, true)),
            Some((_, true)) => None,
        };
        match (also, self.sort.iter_mut().find(|(c, _)| *c == column), next) {
            (true, Some(place), Some(next)) => *place = next,
            (true, _, None) => self.sort.retain(|(c, _)| *c != column),
            (true, None, Some(next)) => self.sort.push(next),
            (false, _, next) => self.sort = next.into_iter().collect(),
        }
    }
}

fn place_of(state: &State) -> usize {
    let known = State::ALL.iter().position(|(s, ..)| s == state);
    known.unwrap_or(State::ALL.len())
}

fn searched(row: &Row) -> String {
    let mut text = String::new();
    for column in Column::ALL {
        text.push_str(&row.text(column).to_lowercase());
        text.push('\n');
    }
    text.push_str(&row.key.threat_type.as_str().to_lowercase());
    text
}

//! The grid of threats: rows, and which of them are shown in which order.

use super::column::{Column, Group};
use super::row::Row;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use trustline_analysis::Analysis;
use trustline_analysis::condition::Condition;
use trustline_model::InOrder;
use trustline_model::{ElementId, State, ThreatKey, ThreatModel, Urgency, Words, searchable};

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
    /// Words that a row must contain, or a condition that its threat must meet.
    text: String,
    condition: Option<Condition>,
    /// Which rows meet the condition, by their places.
    meeting: Vec<bool>,
    columns: HashMap<Column, HashSet<String>>,
    sort: Vec<(Column, bool)>,
    group: Option<Group>,
    folded: HashSet<String>,
    only_selection: bool,
}

impl Grid {
    /// Takes the threats that were found.
    pub(crate) fn fill(&mut self, model: &ThreatModel, analysis: &Analysis) {
        self.texts.clear();
        self.rows = analysis.views(model).map(|view| Row::new(&view)).collect();
        for threat in analysis
            .removed
            .iter()
            .filter_map(|i| model.threats.get(*i))
        {
            self.rows.push(Row::removed(model, threat));
        }
        self.judge(model, analysis);
    }

    /// Finds out which rows meet the condition, where there is one.
    pub(crate) fn judge(&mut self, model: &ThreatModel, analysis: &Analysis) {
        let condition = self.condition.as_ref();
        self.meeting = condition.map_or_else(Vec::new, |condition| {
            let views = analysis.views(model);
            views.map(|view| condition.holds(model, &view)).collect()
        });
    }

    /// Which rows are shown, in order. `selection` are elements that the rows must be about where
    /// only those are wanted.
    pub(crate) fn narrow(&mut self, selection: &[ElementId]) {
        if !self.text.trim().is_empty() && self.texts.len() != self.rows.len() {
            self.texts = self.rows.iter().map(searched).collect();
        }
        let words = match &self.condition {
            Some(_) => Words::default(),
            None => Words::new(&self.text),
        };
        let only = self.only_selection && !selection.is_empty();
        let mut shown: Vec<usize> = Vec::new();
        for (i, row) in self.rows.iter().enumerate() {
            if self.condition.is_some() && self.meeting.get(i) != Some(&true) {
                continue;
            }
            if !words.is_empty() {
                let text = self.texts.get(i).map_or("", String::as_str);
                if !words.are_in_searchable(text) {
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
            shown.put_in_order_by(|a, b| match (rows.get(*a), rows.get(*b)) {
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
        values.put_in_order_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
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

    /// Other words that a row must contain.
    pub(crate) fn search(&mut self, text: String) {
        self.condition = Condition::searched(&text);
        self.text = text;
    }

    /// The condition that is searched by, where the text is one.
    pub fn condition(&self) -> Option<&Condition> {
        self.condition.as_ref()
    }

    /// Other values that a column is narrowed to; none: all.
    pub(crate) fn choose(&mut self, column: Column, values: Vec<String>) {
        self.columns.insert(column, values.into_iter().collect());
    }

    /// Puts rows together by something else; all groups are open.
    pub(crate) fn group_by(&mut self, group: Option<Group>) {
        self.group = group;
        self.folded = HashSet::new();
    }

    /// Folds a group away, or opens it.
    pub(crate) fn fold(&mut self, name: String) {
        if !self.folded.remove(&name) {
            self.folded.insert(name);
        }
    }

    /// Shows only threats of selected elements, or all.
    pub(crate) fn keep_to_selection(&mut self, on: bool) {
        self.only_selection = on;
    }

    /// Leaves nothing out.
    pub(crate) fn widen(&mut self) {
        self.text.clear();
        self.condition = None;
        self.columns.clear();
        self.only_selection = false;
    }

    /// Sorts by a column, then back, then not; after the others, or instead of them.
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
        text.push_str(&searchable(&row.text(column)));
        text.push('\n');
    }
    text.push_str(&searchable(row.key.threat_type.as_str()));
    text
}

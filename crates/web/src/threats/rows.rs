//! The rows of the grid, and rows as text for the clipboard.

use crate::browser::dom;
use crate::state::{Editing, Layout, Notices, Side};
use crate::texts;
use crate::threats::columns::stored_columns;
use leptos::prelude::*;
use trustline_editor::{Column, Command, Mark, Row};
use trustline_model::{State, Urgency};

/// How high a row is.
pub const ROW: f64 = 26.0;

/// The shown rows as text with tabs, for the clipboard: selected ones, or all.
pub fn copy_rows(editing: Editing, notices: Notices) {
    let columns: Vec<Column> = stored_columns()
        .into_iter()
        .filter(|c| !c.hidden)
        .map(|c| c.column)
        .collect();
    let text = editing.with(|e| {
        let chosen = e.selected_threats();
        let mut out = columns
            .iter()
            .map(|c| texts::column(*c))
            .collect::<Vec<_>>()
            .join("\t");
        for row in e.grid().shown() {
            if chosen.len() < 2 || chosen.contains(&row.key) {
                let cells: Vec<String> = columns
                    .iter()
                    .map(|c| row.text(*c).replace(['\t', '\n', '\r'], " "))
                    .collect();
                out.push('\n');
                out.push_str(&cells.join("\t"));
            }
        }
        out
    });
    if let Some(text) = text {
        dom::copy_text(&text);
        notices.say(texts::COPIED);
    }
}

pub fn group_row(
    editing: Editing,
    at: usize,
    name: String,
    count: usize,
    folded: bool,
) -> impl IntoView {
    let fold = name.clone();
    view! {
        <div
            class="grid-group"
            role="row"
            aria-rowindex=at + 2
            style:top=format!("{}px", at as f64 * ROW)
        >
            <div role="gridcell">
                <button
                    type="button"
                    aria-expanded=(!folded).to_string()
                    on:click=move |_| editing.act(Command::Collapse(fold.clone()))
                >
                    {if folded { "▸ " } else { "▾ " }}
                    {name}
                    <span class="count">{count}</span>
                </button>
            </div>
        </div>
    }
}

fn state_class(state: &State) -> &'static str {
    match state {
        State::NotStarted => "s-open",
        State::NeedsInvestigation => "s-look",
        State::NotApplicable => "s-none",
        State::Mitigated => "s-done",
        State::Other(_) => "s-other",
    }
}

fn priority_class(priority: &str) -> &'static str {
    match Urgency::from(priority) {
        Urgency::Critical | Urgency::High => "p-high",
        Urgency::MediumHigh | Urgency::Medium => "p-medium",
        Urgency::Other => "",
        _ => "p-low",
    }
}

pub fn row_view(
    editing: Editing,
    layout: Layout,
    at: usize,
    row: &Row,
    shown: &[Column],
    on: bool,
    about: bool,
) -> impl IntoView + use<> {
    let key = row.key.clone();
    let gone = row.mark == Mark::Removed;
    let faded = matches!(row.mark, Mark::Removed | Mark::NoLonger);
    let cells: Vec<_> = shown
        .iter()
        .map(|column| {
            let text = row.text(*column).into_owned();
            let class = match column {
                Column::State => state_class(&row.state),
                Column::Priority => priority_class(&row.priority),
                Column::Mark => match row.mark {
                    Mark::New => "m-new",
                    Mark::NoLonger | Mark::Removed => "m-gone",
                    _ => "",
                },
                Column::Number => "n",
                _ => "",
            };
            let tagged = matches!(column, Column::State | Column::Priority | Column::Mark);
            let title = text.clone();
            match tagged && !text.is_empty() {
                true => view! {
                    <div role="gridcell" class="cell" title=title><span class=format!("tag {class}")>{text}</span></div>
                }
                .into_any(),
                false => view! { <div role="gridcell" class=format!("cell {class}") title=title>{text}</div> }.into_any(),
            }
        })
        .collect();
    view! {
        <div
            class="grid-row"
            class:on=on
            class:about=about
            class:gone=gone
            class:faded=faded
            role="row"
            aria-selected=on.to_string()
            aria-rowindex=at + 2
            style:top=format!("{}px", at as f64 * ROW)
            on:click=move |e| {
                let key = key.clone();
                editing.act(if e.ctrl_key() || e.meta_key() {
                    Command::ToggleThreat(key)
                } else if e.shift_key() {
                    Command::SelectThreatsTo(key)
                } else {
                    Command::OpenThreat(key)
                });
                layout.side.set(Side::Threat);
            }
            on:dblclick=move |_| {
                layout.side.set(Side::Threat);
                dom::focus_soon("#threat-justification");
            }
        >
            {cells}
        </div>
    }
}

//! The columns of the grid: which are shown, how wide and in which order; their heads, which sort,
//! move and size them; the choice of their values.

use crate::browser::{dom, settings};
use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{Column, Command};
use trustline_model::Words;
use wasm_bindgen::JsCast;

/// A column as it is shown.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Shown {
    pub column: Column,
    pub width: f64,
    pub hidden: bool,
}

/// The columns as people arranged them.
#[derive(Clone, Copy)]
pub struct Columns(pub RwSignal<Vec<Shown>>);

impl Columns {
    pub fn new() -> Self {
        Self(RwSignal::new(stored_columns()))
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// All columns are as they were at first.
    pub fn reset(self) {
        self.0.set(first_columns());
        settings::set("columns", "");
    }
}

pub fn first_columns() -> Vec<Shown> {
    Column::ALL
        .into_iter()
        .map(|column| {
            let (width, hidden) = match column {
                Column::Number => (58.0, false),
                Column::Mark => (88.0, false),
                Column::Title => (310.0, false),
                Column::Category => (140.0, false),
                Column::State => (158.0, false),
                Column::Priority => (92.0, false),
                Column::Interaction => (180.0, false),
                Column::Source | Column::Target => (140.0, true),
                Column::Diagram => (130.0, false),
                Column::Justification => (220.0, false),
                Column::Description => (320.0, true),
                Column::ChangedBy => (120.0, true),
                Column::ChangedAt => (150.0, true),
            };
            Shown {
                column,
                width,
                hidden,
            }
        })
        .collect()
}

pub fn stored_columns() -> Vec<Shown> {
    let mut columns = first_columns();
    let Some(text) = settings::get("columns") else {
        return columns;
    };
    let mut order = Vec::new();
    for part in text.split(';') {
        let mut fields = part.split(',');
        let (Some(name), Some(width), Some(hidden)) = (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        if let Some(i) = columns
            .iter()
            .position(|c| format!("{:?}", c.column) == name)
        {
            let mut column = columns.remove(i);
            column.width = width.parse().unwrap_or(column.width);
            column.hidden = hidden == "true";
            order.push(column);
        }
    }
    order.extend(columns);
    order
}

pub fn store_columns(columns: &[Shown]) {
    let parts: Vec<String> = columns
        .iter()
        .map(|c| format!("{:?},{},{}", c.column, c.width, c.hidden))
        .collect();
    settings::set("columns", &parts.join(";"));
}

/// The column whose values are chosen among, and where its button is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Filtering {
    column: Column,
    left: f64,
    top: f64,
}

#[component]
pub fn Head(
    shown: Shown,
    columns: RwSignal<Vec<Shown>>,
    filtering: RwSignal<Option<Filtering>>,
) -> impl IntoView {
    let editing = Editing::here();
    let column = shown.column;
    let label = texts::column(column);
    let sorted = Signal::derive(move || {
        editing.threats.track();
        editing.with(|e| e.grid().sorted(column)).flatten()
    });
    let narrowed = move || {
        editing.threats.track();
        editing
            .with(|e| !e.grid().chosen(column).is_empty())
            .unwrap_or(false)
    };
    let start: StoredValue<Option<(f64, f64)>> = StoredValue::new(None);
    view! {
        <div
            role="columnheader"
            class="head"
            draggable="true"
            aria-sort=move || match sorted.get() {
                Some((false, _)) => "ascending",
                Some((true, _)) => "descending",
                None => "none",
            }
            on:dragstart=move |e| {
                if let Some(data) = e.data_transfer() {
                    let _ = data.set_data("trustline/column", &format!("{column:?}"));
                }
            }
            on:dragover=move |e| {
                if e.data_transfer().is_some_and(|d| d.types().includes(&"trustline/column".into(), 0)) {
                    e.prevent_default();
                }
            }
            on:drop=move |e| {
                let name = e.data_transfer().and_then(|d| d.get_data("trustline/column").ok()).unwrap_or_default();
                if name.is_empty() {
                    return;
                }
                e.prevent_default();
                e.stop_propagation();
                columns.update(|c| {
                    let from = c.iter().position(|c| format!("{:?}", c.column) == name);
                    let to = c.iter().position(|c| c.column == column);
                    if let (Some(from), Some(to)) = (from, to) {
                        let moved = c.remove(from);
                        c.insert(to, moved);
                    }
                    store_columns(c);
                });
            }
        >
            <button
                type="button"
                class="sort"
                title=texts::sort_by(label)
                data-sort=format!("{column:?}")
                on:click=move |e| editing.act(Command::Sort(column, e.shift_key()))
            >
                {label}
                {move || sorted.get().map(|(down, rank)| {
                    let arrow = if down { "▼" } else { "▲" };
                    let rank = if rank > 1 { rank.to_string() } else { String::new() };
                    view! { <span class="arrow" aria-hidden="true">{arrow}{rank}</span> }
                })}
            </button>
            <button
                type="button"
                class="filter"
                class:on=narrowed
                data-filter=format!("{column:?}")
                aria-label=texts::filter(label)
                title=texts::filter(label)
                on:click=move |e| {
                    if filtering.get_untracked().is_some_and(|f| f.column == column) {
                        return filtering.set(None);
                    }
                    let place = event_target::<web_sys::Element>(&e).get_bounding_client_rect();
                    filtering.set(Some(Filtering { column, left: place.left(), top: place.top() }));
                }
            >
                "▽"
            </button>
            <span
                class="size"
                aria-hidden="true"
                on:pointerdown=move |e| {
                    e.prevent_default();
                    e.stop_propagation();
                    start.set_value(Some((f64::from(e.client_x()), shown.width)));
                    let handle = event_target::<web_sys::Element>(&e);
                    let _ = handle.set_pointer_capture(e.pointer_id());
                }
                on:pointermove=move |e| {
                    if let Some((x, width)) = start.get_value() {
                        let now = (width + f64::from(e.client_x()) - x).clamp(40.0, 900.0);
                        // The page is told at the end: the head would be made anew under the pointer.
                        if let Some(cell) = event_target::<web_sys::HtmlElement>(&e).parent_element()
                            && let Ok(cell) = cell.dyn_into::<web_sys::HtmlElement>()
                        {
                            let _ = cell.style().set_property("width", &format!("{now}px"));
                        }
                    }
                }
                on:pointerup=move |e| {
                    if let Some((x, width)) = start.get_value() {
                        start.set_value(None);
                        let now = (width + f64::from(e.client_x()) - x).clamp(40.0, 900.0);
                        columns.update(|c| {
                            for c in c.iter_mut().filter(|c| c.column == column) {
                                c.width = now;
                            }
                            store_columns(c);
                        });
                    }
                }
            ></span>
        </div>
    }
}

#[component]
pub fn ColumnFilter(at: Filtering, filtering: RwSignal<Option<Filtering>>) -> impl IntoView {
    let editing = Editing::here();
    let column = at.column;
    let search = RwSignal::new(String::new());
    let values = editing
        .with(|e| e.grid().values(column))
        .unwrap_or_default();
    let chosen = RwSignal::new(
        editing
            .with(|e| {
                e.grid()
                    .chosen(column)
                    .into_iter()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .unwrap_or_default(),
    );
    let values = StoredValue::new(values);
    dom::focus_soon(".column-filter input");
    let set = move |value: String, on: bool| {
        chosen.update(|c| {
            c.retain(|v| *v != value);
            if on {
                c.push(value.clone());
            }
        });
        editing.act(Command::FilterColumn(column, chosen.get_untracked()));
    };
    view! {
        <div
            class="column-filter"
            role="dialog"
            style:left=format!("{}px", (at.left - 250.0).max(8.0))
            style:top=format!("{}px", (at.top - 310.0).max(8.0))
            aria-label=texts::filter(texts::column(column))
            on:keydown=move |e| {
                e.stop_propagation();
                if e.key() == "Escape" {
                    filtering.set(None);
                }
            }
        >
            <input
                type="search"
                aria-label=texts::filter(texts::column(column))
                prop:value=move || search.get()
                on:input=move |e| search.set(event_target_value(&e))
            />
            <ul>
                {move || {
                    let words = Words::new(&search.get());
                    values
                        .get_value()
                        .into_iter()
                        .filter(|(v, _)| words.are_in(v))
                        .take(200)
                        .map(|(value, count)| {
                            let label = if value.is_empty() { texts::EMPTY_VALUE.to_owned() } else { value.clone() };
                            let is_on = {
                                let value = value.clone();
                                move || chosen.with(|c| c.contains(&value))
                            };
                            view! {
                                <li>
                                    <label>
                                        <input
                                            type="checkbox"
                                            prop:checked=is_on
                                            on:change=move |e| set(value.clone(), event_target_checked(&e))
                                        />
                                        <span>{label}</span>
                                        <span class="count">{count}</span>
                                    </label>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <div class="row">
                <button type="button" on:click=move |_| {
                    chosen.set(Vec::new());
                    editing.act(Command::FilterColumn(column, Vec::new()));
                }>{texts::CLEAR}</button>
                <button type="button" on:click=move |_| filtering.set(None)>{texts::CLOSE}</button>
            </div>
        </div>
    }
}

#[component]
pub fn ColumnChooser(columns: RwSignal<Vec<Shown>>, close: Callback<()>) -> impl IntoView {
    let change = move |change: &dyn Fn(&mut Vec<Shown>)| {
        columns.update(|c| {
            change(c);
            store_columns(c);
        });
    };
    view! {
        <div
            class="column-filter chooser"
            role="dialog"
            aria-label=texts::COLUMNS
            on:keydown=move |e| {
                e.stop_propagation();
                if e.key() == "Escape" {
                    close.run(());
                }
            }
        >
            <ul>
                {move || {
                    columns
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(i, c)| {
                            let label = texts::column(c.column);
                            view! {
                                <li>
                                    <label>
                                        <input
                                            type="checkbox"
                                            prop:checked=!c.hidden
                                            on:change=move |e| {
                                                let hidden = !event_target_checked(&e);
                                                change(&|c| c[i].hidden = hidden);
                                            }
                                        />
                                        <span>{label}</span>
                                    </label>
                                    <button type="button" aria-label=format!("{} {label}", texts::MOVE_LEFT) title=texts::MOVE_LEFT
                                        on:click=move |_| change(&|c| if i > 0 { c.swap(i, i - 1) })>"↑"</button>
                                    <button type="button" aria-label=format!("{} {label}", texts::MOVE_RIGHT) title=texts::MOVE_RIGHT
                                        on:click=move |_| change(&|c| if i + 1 < c.len() { c.swap(i, i + 1) })>"↓"</button>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <div class="row">
                <button type="button" on:click=move |_| change(&|c| *c = first_columns())>{texts::RESET}</button>
                <button type="button" on:click=move |_| close.run(())>{texts::CLOSE}</button>
            </div>
        </div>
    }
}

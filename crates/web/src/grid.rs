//! The grid of threats: only the rows in sight are in the page; columns are moved, sized, hidden,
//! sorted and filtered; rows are selected and decided on by keys.

use crate::actions::group_label;
use crate::app::{App, Side};
use crate::{dom, texts};
use leptos::html::Div;
use leptos::prelude::*;
use trustline_editor::{Column, Command, Group, Line, Mark, Row};
use trustline_model::{State, ThreatKey, Urgency};
use wasm_bindgen::JsCast;

const ROW: f64 = 26.0;
/// Height of the head above them.
const HEAD: f64 = 30.0;

/// A column as it is shown.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Shown {
    column: Column,
    width: f64,
    hidden: bool,
}

fn first_columns() -> Vec<Shown> {
    Column::ALL
        .into_iter()
        .map(|column| {
            let (width, hidden) = match column {
                Column::Number => (58.0, false),
                Column::Mark => (70.0, false),
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

fn stored_columns() -> Vec<Shown> {
    let mut columns = first_columns();
    let Some(text) = dom::setting("columns") else {
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

fn store_columns(columns: &[Shown]) {
    let parts: Vec<String> = columns
        .iter()
        .map(|c| format!("{:?},{},{}", c.column, c.width, c.hidden))
        .collect();
    dom::set_setting("columns", &parts.join(";"));
}

/// The column whose values are chosen among, and where its button is.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Filtering {
    column: Column,
    left: f64,
    top: f64,
}

/// The shown rows as text with tabs, for the clipboard: selected ones, or all.
pub fn copy_rows(app: App) {
    let columns: Vec<Column> = stored_columns()
        .into_iter()
        .filter(|c| !c.hidden)
        .map(|c| c.column)
        .collect();
    let text = app.with(|e| {
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
        app.say(texts::COPIED);
    }
}

#[component]
pub fn ThreatGrid() -> impl IntoView {
    let app = App::here();
    let columns = RwSignal::new(stored_columns());
    let scroll = RwSignal::new(0.0f64);
    let height = RwSignal::new(300.0f64);
    let body: NodeRef<Div> = NodeRef::new();
    let filtering: RwSignal<Option<Filtering>> = RwSignal::new(None);
    let choosing = RwSignal::new(false);

    let measure = move || {
        if let Some(body) = body.get_untracked() {
            height.set(f64::from(body.client_height()));
        }
    };
    Effect::new(move |_| {
        body.track();
        app.lower_height.track();
        request_animation_frame(measure);
    });
    let template = move || {
        let widths: Vec<String> = columns.with(|c| {
            c.iter()
                .filter(|c| !c.hidden)
                .map(|c| format!("{}px", c.width))
                .collect()
        });
        widths.join(" ")
    };
    let total =
        move || columns.with(|c| c.iter().filter(|c| !c.hidden).map(|c| c.width).sum::<f64>());
    let count = Memo::new(move |_| {
        app.threats.track();
        app.with(|e| {
            (
                e.grid().lines().len(),
                e.grid().shown().count(),
                e.grid().rows().len(),
            )
        })
        .unwrap_or_default()
    });
    let rows = move || {
        app.threats.track();
        app.selection.track();
        let first = (scroll.get() / ROW).floor().max(0.0) as usize;
        let room = (height.get() / ROW).ceil() as usize + 2;
        let shown: Vec<Column> =
            columns.with(|c| c.iter().filter(|c| !c.hidden).map(|c| c.column).collect());
        app.with(|e| {
            let selected = e.selected_threats();
            let lines = e.grid().lines();
            let part: Vec<_> = lines
                .iter()
                .enumerate()
                .skip(first)
                .take(room)
                .map(|(i, line)| match line {
                    Line::Group(name, count, folded) => {
                        group_row(app, i, name.clone(), *count, *folded).into_any()
                    }
                    Line::Row(place) => match e.grid().rows().get(*place) {
                        Some(row) => {
                            let on = selected.contains(&row.key);
                            let elements = e.selection();
                            let about = elements.len() < 20 && elements.contains(&row.key.flow);
                            row_view(app, i, row, &shown, on, about).into_any()
                        }
                        None => ().into_any(),
                    },
                })
                .collect();
            part
        })
        .unwrap_or_default()
    };
    let empty = move || {
        let (lines, _, all) = count.get();
        (lines == 0).then_some(if all == 0 {
            texts::NO_THREATS
        } else {
            texts::NO_MATCH
        })
    };
    let to_top = move || {
        if let Some(body) = body.get_untracked() {
            body.set_scroll_top(0);
        }
    };
    // Keeps the row with the keyboard in sight, else the first one of the selected elements.
    Effect::new(move |_| {
        app.threats.track();
        app.selection.track();
        let at = app
            .with(|e| {
                let rows = e.grid().rows();
                let of_selection = || {
                    let selected = e.selection();
                    let few = (1..20).contains(&selected.len());
                    let found = rows.iter().find(|r| few && selected.contains(&r.key.flow));
                    found.map(|r| &r.key)
                };
                let last = e.selected_threats().last().or_else(of_selection)?;
                e.grid().lines().iter().position(
                    |l| matches!(l, Line::Row(i) if rows.get(*i).is_some_and(|r| r.key == *last)),
                )
            })
            .flatten();
        if let (Some(at), Some(body)) = (at, body.get_untracked()) {
            // The head lies over the first row's height.
            let room = f64::from(body.client_height()) - HEAD;
            let top = at as f64 * ROW;
            let now = f64::from(body.scroll_top());
            if top < now {
                body.set_scroll_top(top as i32);
            } else if top + ROW > now + room && room > 0.0 {
                body.set_scroll_top((top + ROW - room) as i32);
            }
        }
    });
    let on_key = move |e: web_sys::KeyboardEvent| {
        let step = match e.key().as_str() {
            "ArrowDown" => 1isize,
            "ArrowUp" => -1,
            "PageDown" => 10,
            "PageUp" => -10,
            "Home" => isize::MIN / 2,
            "End" => isize::MAX / 2,
            "Enter" => {
                e.prevent_default();
                app.side.set(Side::Threat);
                dom::focus_soon("#threat-justification");
                return;
            }
            _ => return,
        };
        e.prevent_default();
        let next = app.with(|ed| {
            let keys: Vec<&ThreatKey> = ed.grid().shown().map(|r| &r.key).collect();
            let last = ed.selected_threats().last();
            let at = last.and_then(|k| keys.iter().position(|o| *o == k));
            let next = match at {
                None => 0,
                Some(i) => (i as isize)
                    .saturating_add(step)
                    .clamp(0, keys.len() as isize - 1) as usize,
            };
            let key = (*keys.get(next)?).clone();
            let mut all = match e.shift_key() {
                true => ed.selected_threats().to_vec(),
                false => Vec::new(),
            };
            all.retain(|k| *k != key);
            all.push(key);
            Some(all)
        });
        match next.flatten() {
            Some(mut keys) if keys.len() == 1 => {
                if let Some(key) = keys.pop() {
                    app.open_threat(key);
                }
            }
            Some(keys) => {
                app.act(Command::SelectThreats(keys));
                app.side.set(Side::Threat);
            }
            None => {}
        }
    };
    view! {
        <div class="grid-tools">
            <label class="unseen" for="threat-filter">{texts::FILTER}</label>
            <input
                id="threat-filter"
                type="search"
                placeholder=texts::FILTER
                prop:value=move || {
                    app.threats.track();
                    app.with(|e| e.grid().text().to_owned()).unwrap_or_default()
                }
                on:input=move |e| {
                    app.act(Command::FilterText(event_target_value(&e)));
                    to_top();
                }
            />
            <select
                aria-label="Group"
                id="threat-group"
                on:change=move |e| {
                    let value = event_target_value(&e);
                    let group = Group::ALL.into_iter().find(|g| format!("{g:?}") == value);
                    app.act(Command::GroupBy(group));
                    to_top();
                }
            >
                <option value="">{texts::GROUP_NONE}</option>
                {Group::ALL
                    .into_iter()
                    .map(|g| {
                        let on = move || app.with(|e| e.grid().group() == Some(g)).unwrap_or(false);
                        view! { <option value=format!("{g:?}") selected=on>{group_label(g)}</option> }
                    })
                    .collect_view()}
            </select>
            <label class="check-field">
                <input
                    type="checkbox"
                    prop:checked=move || {
                        app.threats.track();
                        app.with(|e| e.grid().only_selection()).unwrap_or(false)
                    }
                    on:change=move |e| app.act(Command::OnlySelection(event_target_checked(&e)))
                />
                <span>"Selection only"</span>
            </label>
            <Show when=move || {
                app.threats.track();
                app.with(|e| e.grid().is_narrowed()).unwrap_or(false)
            }>
                <button type="button" on:click=move |_| app.act(Command::ClearFilters)>{texts::CLEAR}</button>
            </Show>
            <span class="quiet" id="threat-count" role="status">{move || {
                let (_, shown, all) = count.get();
                texts::shown(shown, all)
            }}</span>
            <div class="choose">
                <button
                    type="button"
                    aria-expanded=move || choosing.get().to_string()
                    on:click=move |_| choosing.update(|v| *v = !*v)
                >
                    {texts::COLUMNS}
                </button>
                <Show when=move || choosing.get()>
                    <ColumnChooser columns close=Callback::new(move |()| choosing.set(false))/>
                </Show>
            </div>
        </div>
        <div class="grid-place">
        <div
            class="grid"
            role="grid"
            tabindex="0"
            aria-label=texts::THREATS
            aria-multiselectable="true"
            aria-rowcount=move || count.get().0 + 1
            on:keydown=on_key
        >
            <div
                class="grid-body"
                role="presentation"
                node_ref=body
                on:scroll=move |e| {
                    let target = event_target::<web_sys::Element>(&e);
                    scroll.set(f64::from(target.scroll_top()));
                    measure();
                }
            >
                <div class="grid-head" role="row" style:grid-template-columns=template style:width=move || format!("{}px", total())>
                    {move || {
                        columns
                            .get()
                            .into_iter()
                            .filter(|c| !c.hidden)
                            .map(|c| view! { <Head shown=c columns filtering/> })
                            .collect_view()
                    }}
                </div>
                <div
                    role="presentation"
                    class="grid-rows"
                    style:height=move || format!("{}px", count.get().0 as f64 * ROW)
                    style:width=move || format!("{}px", total())
                    style:--columns=template
                >
                    {rows}
                </div>
                {move || empty().map(|text| view! { <p class="quiet pad">{text}</p> })}
            </div>
        </div>
        {move || filtering.get().map(|at| view! { <ColumnFilter at filtering/> })}
        </div>
    }
}

fn group_row(app: App, at: usize, name: String, count: usize, folded: bool) -> impl IntoView {
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
                    on:click=move |_| app.act(Command::Collapse(fold.clone()))
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

fn row_view(
    app: App,
    at: usize,
    row: &Row,
    shown: &[Column],
    on: bool,
    about: bool,
) -> impl IntoView + use<> {
    let key = row.key.clone();
    let gone = row.mark == Mark::Gone;
    let faded = matches!(row.mark, Mark::Gone | Mark::NoLonger);
    let cells: Vec<_> = shown
        .iter()
        .map(|column| {
            let text = row.text(*column).into_owned();
            let class = match column {
                Column::State => state_class(&row.state),
                Column::Priority => priority_class(&row.priority),
                Column::Mark => match row.mark {
                    Mark::New => "m-new",
                    Mark::NoLonger | Mark::Gone => "m-gone",
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
                let keys = app.with(|ed| {
                    let mut keys = ed.selected_threats().to_vec();
                    if e.ctrl_key() || e.meta_key() {
                        match keys.iter().position(|k| *k == key) {
                            Some(i) => {
                                keys.remove(i);
                            }
                            None => keys.push(key.clone()),
                        }
                        return keys;
                    }
                    if e.shift_key()
                        && let Some(from) = keys.first().cloned()
                    {
                        let all: Vec<&ThreatKey> = ed.grid().shown().map(|r| &r.key).collect();
                        let place = |k: &ThreatKey| all.iter().position(|o| *o == k);
                        if let (Some(a), Some(b)) = (place(&from), place(&key)) {
                            let mut range: Vec<ThreatKey> =
                                all[a.min(b)..=a.max(b)].iter().map(|k| (*k).clone()).collect();
                            if a > b {
                                range.reverse();
                            }
                            return range;
                        }
                    }
                    vec![key.clone()]
                });
                match keys {
                    Some(keys) if keys.len() == 1 => app.open_threat(key),
                    Some(keys) => {
                        app.act(Command::SelectThreats(keys));
                        app.side.set(Side::Threat);
                    }
                    None => {}
                }
            }
            on:dblclick=move |_| {
                app.side.set(Side::Threat);
                dom::focus_soon("#threat-justification");
            }
        >
            {cells}
        </div>
    }
}

#[component]
fn Head(
    shown: Shown,
    columns: RwSignal<Vec<Shown>>,
    filtering: RwSignal<Option<Filtering>>,
) -> impl IntoView {
    let app = App::here();
    let column = shown.column;
    let label = texts::column(column);
    let sorted = Signal::derive(move || {
        app.threats.track();
        app.with(|e| e.grid().sorted(column)).flatten()
    });
    let narrowed = move || {
        app.threats.track();
        app.with(|e| !e.grid().chosen(column).is_empty())
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
                title=format!("Sort by {label}; with Shift after the others")
                data-sort=format!("{column:?}")
                on:click=move |e| app.act(Command::Sort(column, e.shift_key()))
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
                aria-label=format!("Filter {label}")
                title=format!("Filter {label}")
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
fn ColumnFilter(at: Filtering, filtering: RwSignal<Option<Filtering>>) -> impl IntoView {
    let app = App::here();
    let column = at.column;
    let search = RwSignal::new(String::new());
    let values = app.with(|e| e.grid().values(column)).unwrap_or_default();
    let chosen = RwSignal::new(
        app.with(|e| {
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
        app.act(Command::FilterColumn(column, chosen.get_untracked()));
    };
    view! {
        <div
            class="column-filter"
            role="dialog"
            style:left=format!("{}px", (at.left - 250.0).max(8.0))
            style:top=format!("{}px", (at.top - 310.0).max(8.0))
            aria-label=format!("Filter {}", texts::column(column))
            on:keydown=move |e| {
                e.stop_propagation();
                if e.key() == "Escape" {
                    filtering.set(None);
                }
            }
        >
            <input
                type="search"
                aria-label=format!("Filter {}", texts::column(column))
                prop:value=move || search.get()
                on:input=move |e| search.set(event_target_value(&e))
            />
            <ul>
                {move || {
                    let text = search.get().to_lowercase();
                    values
                        .get_value()
                        .into_iter()
                        .filter(|(v, _)| v.to_lowercase().contains(&text))
                        .take(200)
                        .map(|(value, count)| {
                            let label = if value.is_empty() { "(empty)".to_owned() } else { value.clone() };
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
                    app.act(Command::FilterColumn(column, Vec::new()));
                }>{texts::CLEAR}</button>
                <button type="button" on:click=move |_| filtering.set(None)>{texts::CLOSE}</button>
            </div>
        </div>
    }
}

#[component]
fn ColumnChooser(columns: RwSignal<Vec<Shown>>, close: Callback<()>) -> impl IntoView {
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
                <button type="button" on:click=move |_| change(&|c| *c = first_columns())>"Reset"</button>
                <button type="button" on:click=move |_| close.run(())>{texts::CLOSE}</button>
            </div>
        </div>
    }
}

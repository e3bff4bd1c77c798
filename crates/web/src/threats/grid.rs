//! The grid of threats: only the rows in sight are in the page; columns are moved, sized, hidden,
//! sorted and filtered; rows are selected and decided on by keys.

use crate::browser::dom;
use crate::state::Notices;
use crate::state::{Editing, Layout, Side};
use crate::texts;
use crate::threats::columns::{
    ColumnChooser, ColumnFilter, Columns, Filtering, Head, stored_columns,
};
use crate::threats::open::open_threat;
use leptos::html::Div;
use leptos::prelude::*;
use trustline_editor::{Column, Command, Group, Line, Mark, Row};
use trustline_model::{State, ThreatKey, Urgency};

const ROW: f64 = 26.0;
/// Height of the head above them.
const HEAD: f64 = 30.0;

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

#[component]
pub fn ThreatGrid() -> impl IntoView {
    let editing = Editing::here();
    let layout = Layout::here();
    let Columns(columns) = Columns::here();
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
        layout.lower_height.track();
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
        editing.threats.track();
        editing
            .with(|e| {
                (
                    e.grid().lines().len(),
                    e.grid().shown().count(),
                    e.grid().rows().len(),
                )
            })
            .unwrap_or_default()
    });
    let rows = move || {
        editing.threats.track();
        editing.selection.track();
        let first = (scroll.get() / ROW).floor().max(0.0) as usize;
        let room = (height.get() / ROW).ceil() as usize + 2;
        let shown: Vec<Column> =
            columns.with(|c| c.iter().filter(|c| !c.hidden).map(|c| c.column).collect());
        editing
            .with(|e| {
                let selected = e.selected_threats();
                let lines = e.grid().lines();
                let part: Vec<_> = lines
                    .iter()
                    .enumerate()
                    .skip(first)
                    .take(room)
                    .map(|(i, line)| match line {
                        Line::Group(name, count, folded) => {
                            group_row(editing, i, name.clone(), *count, *folded).into_any()
                        }
                        Line::Row(place) => match e.grid().rows().get(*place) {
                            Some(row) => {
                                let on = selected.contains(&row.key);
                                let elements = e.selection();
                                let about = elements.len() < 20 && elements.contains(&row.key.flow);
                                row_view(editing, layout, i, row, &shown, on, about).into_any()
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
        editing.threats.track();
        editing.selection.track();
        let at = editing
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
                layout.side.set(Side::Threat);
                dom::focus_soon("#threat-justification");
                return;
            }
            _ => return,
        };
        e.prevent_default();
        let next = editing.with(|ed| {
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
                    open_threat(editing, layout, key);
                }
            }
            Some(keys) => {
                editing.act(Command::SelectThreats(keys));
                layout.side.set(Side::Threat);
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
                    editing.threats.track();
                    editing.with(|e| e.grid().text().to_owned()).unwrap_or_default()
                }
                on:input=move |e| {
                    editing.act(Command::FilterText(event_target_value(&e)));
                    to_top();
                }
            />
            <select
                aria-label=texts::GROUP
                id="threat-group"
                on:change=move |e| {
                    let value = event_target_value(&e);
                    let group = Group::ALL.into_iter().find(|g| format!("{g:?}") == value);
                    editing.act(Command::GroupBy(group));
                    to_top();
                }
            >
                <option value="">{texts::GROUP_NONE}</option>
                {Group::ALL
                    .into_iter()
                    .map(|g| {
                        let on = move || editing.with(|e| e.grid().group() == Some(g)).unwrap_or(false);
                        view! { <option value=format!("{g:?}") selected=on>{texts::group(g)}</option> }
                    })
                    .collect_view()}
            </select>
            <label class="check-field">
                <input
                    type="checkbox"
                    prop:checked=move || {
                        editing.threats.track();
                        editing.with(|e| e.grid().only_selection()).unwrap_or(false)
                    }
                    on:change=move |e| editing.act(Command::OnlySelection(event_target_checked(&e)))
                />
                <span>{texts::SELECTION_ONLY}</span>
            </label>
            <Show when=move || {
                editing.threats.track();
                editing.with(|e| e.grid().is_narrowed()).unwrap_or(false)
            }>
                <button type="button" on:click=move |_| editing.act(Command::ClearFilters)>{texts::CLEAR}</button>
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

fn group_row(
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

fn row_view(
    editing: Editing,
    layout: Layout,
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
                let keys = editing.with(|ed| {
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
                    Some(keys) if keys.len() == 1 => open_threat(editing, layout, key),
                    Some(keys) => {
                        editing.act(Command::SelectThreats(keys));
                        layout.side.set(Side::Threat);
                    }
                    None => {}
                }
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

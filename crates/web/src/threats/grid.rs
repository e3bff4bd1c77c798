//! The grid of threats: only the rows in sight are in the page; columns are moved, sized, hidden,
//! sorted and filtered; rows are selected and decided on by keys.

use crate::browser::dom;
use crate::state::{Editing, Layout, Side};
use crate::texts;
use crate::threats::columns::{ColumnChooser, ColumnFilter, Columns, Filtering, Head};
use crate::threats::rows::{ROW, group_row, row_view};
use leptos::html::Div;
use leptos::prelude::*;
use trustline_editor::{Column, Command, Group, Line};

/// Height of the head above them.
const HEAD: f64 = 30.0;

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
        // By the next frame the pane may show something else.
        if let Some(body) = body.try_get_untracked().flatten() {
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
        editing.act(Command::StepThreats(step, e.shift_key()));
        layout.side.set(Side::Threat);
    };
    view! {
        <div class="grid-tools">
            <label class="unseen" for="threat-filter">{texts::FILTER}</label>
            <input
                id="threat-filter"
                type="search"
                placeholder=texts::FILTER
                title=texts::FILTER_HELP
                prop:value=move || {
                    editing.threats.track();
                    editing.with(|e| e.grid().text().to_owned()).unwrap_or_default()
                }
                on:input=move |e| {
                    editing.act(Command::FilterText(event_target_value(&e)));
                    to_top();
                }
            />
            <Show when=move || {
                editing.threats.track();
                editing.with(|e| e.grid().condition().is_some()) == Some(true)
            }>
                <span class="tag" id="is-condition">{texts::CONDITION}</span>
            </Show>
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

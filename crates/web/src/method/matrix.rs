//! Elements by kinds of threat, and controls by what they do and are made of.

use super::{Links, change, recorded};
use crate::app::App;
use crate::{dom, texts};
use leptos::prelude::*;
use trustline_editor::{Column, Command};
use trustline_model::review::{About, Control, ControlType, Function, parse};
use trustline_review::{Cell, STRIDE, USUAL_CONTROLS, controls, matrix};

/// So many rows are shown at once.
const MANY: usize = 300;

#[component]
pub fn Matrix() -> impl IntoView {
    let app = App::here();
    let flows = RwSignal::new(false);
    let rows = Memo::new(move |_| {
        app.threats.track();
        app.model.track();
        app.with(|e| match e.is_stale() {
            true => None,
            false => Some(matrix(e.model(), e.analysis())),
        })
        .flatten()
        .unwrap_or_default()
    });
    let body = move || {
        let flows = flows.get();
        let shown = rows
            .get()
            .into_iter()
            .filter(|r| flows || r.kind != "data flow");
        shown
            .take(MANY)
            .map(|row| {
                let cells = row.cells.into_iter().enumerate().map(|(i, cell)| {
                    let (class, text, told) = match cell {
                        Cell::Untouched => {
                            ("cell-none", String::new(), texts::CELL_NONE.to_owned())
                        }
                        Cell::Empty => ("cell-empty", "?".to_owned(), texts::CELL_EMPTY.to_owned()),
                        Cell::Threats { decided, all } if decided == all => {
                            ("cell-done", format!("✓ {all}"), texts::cell(decided, all))
                        }
                        Cell::Threats { decided, all } => (
                            "cell-open",
                            format!("{decided}/{all}"),
                            texts::cell(decided, all),
                        ),
                    };
                    let kind = STRIDE.get(i).map_or("", |s| s.0);
                    view! { <td class=class title=format!("{kind}: {told}")>{text}</td> }
                });
                let (diagram, id, name) =
                    (row.diagram.clone(), row.element.clone(), row.name.clone());
                view! {
                    <tr>
                        <th scope="row"><button type="button" class="link" on:click=move |_| {
                            app.act(Command::Reveal(diagram.clone(), vec![id.clone()]));
                        }>{name}</button>" "<span class="quiet">{row.kind}</span></th>
                        {cells.collect_view()}
                    </tr>
                }
            })
            .collect_view()
    };
    let heads = STRIDE.iter().enumerate().map(|(i, (name, property, question))| {
        let usual = USUAL_CONTROLS.get(i).copied().unwrap_or("");
        let help = format!("{property}: {question} – {usual}");
        let name = *name;
        view! {
            <th scope="col" title=help>
                <button type="button" class="link" on:click=move |_| {
                    let word = name.split(' ').next().unwrap_or(name).to_lowercase();
                    let found = app.with(|e| {
                        let all = e.knowledge_base().map(|kb| kb.categories.clone()).unwrap_or_default();
                        all.into_iter().map(|c| c.name).filter(|n| n.to_lowercase().starts_with(&word)).collect::<Vec<_>>()
                    });
                    app.act(Command::FilterColumn(Column::Category, found.unwrap_or_default()));
                    app.lower.set(crate::app::Lower::Threats);
                }>{name}</button>
            </th>
        }
    });
    view! {
        <div class="row">
            <span class="quiet">{texts::MATRIX_TEXT}</span>
            <label class="check-field">
                <input type="checkbox" id="matrix-flows" prop:checked=move || flows.get()
                    on:change=move |e| flows.set(event_target_checked(&e))/>
                <span>{texts::WITH_FLOWS}</span>
            </label>
        </div>
        <table class="plain matrix" id="matrix">
            <thead><tr><td></td>{heads.collect_view()}</tr></thead>
            <tbody>{body}</tbody>
        </table>
        <Show when=move || rows.with(|r| r.len() > MANY)><p class="quiet">{texts::NOT_ALL}</p></Show>
    }
}

#[component]
pub fn Controls() -> impl IntoView {
    let app = App::here();
    let review = recorded();
    let name = RwSignal::new(String::new());
    let function = RwSignal::new(Function::default());
    let kind = RwSignal::new(ControlType::default());
    let add = move |e: web_sys::SubmitEvent| {
        e.prevent_default();
        let new = name.get_untracked();
        if new.trim().is_empty() {
            return;
        }
        change(app, "add control", |r| {
            r.controls.push(Control {
                id: dom::guid(),
                name: new.trim().to_owned(),
                function: function.get_untracked(),
                kind: kind.get_untracked(),
                about: About::default(),
            });
        });
        name.set(String::new());
    };
    let rows = move || {
        review.with(|r| {
            controls(r)
                .into_iter()
                .map(|(function, cells)| {
                    let cells = cells.into_iter().map(|(_, held)| {
                        let ids: Vec<String> = held.iter().map(|c| c.id.clone()).collect();
                        match ids.is_empty() {
                            true => view! { <td class="cell-empty">{texts::NO_CONTROL}</td> }.into_any(),
                            false => view! {
                                <td>{ids.into_iter().map(|id| view! { <OneControl id/> }).collect_view()}</td>
                            }
                            .into_any(),
                        }
                    });
                    view! { <tr><th scope="row">{function.as_str()}</th>{cells.collect_view()}</tr> }
                })
                .collect_view()
        })
    };
    view! {
        <form class="adder" on:submit=add>
            <input id="new-control" aria-label=texts::NEW_CONTROL placeholder=texts::NEW_CONTROL
                prop:value=move || name.get() on:input=move |e| name.set(event_target_value(&e))/>
            <select id="control-function" aria-label=texts::FUNCTION on:change=move |e| {
                function.set(parse(&Function::ALL, &event_target_value(&e)).unwrap_or_default());
            }>{Function::ALL.map(|(_, word)| view! { <option value=word>{word}</option> })}</select>
            <select id="control-type" aria-label=texts::CONTROL_TYPE on:change=move |e| {
                kind.set(parse(&ControlType::ALL, &event_target_value(&e)).unwrap_or_default());
            }>{ControlType::ALL.map(|(k, word)| view! {
                <option value=word selected=k == ControlType::default()>{word}</option>
            })}</select>
            <button type="submit">{texts::ADD}</button>
        </form>
        <table class="plain" id="controls">
            <thead><tr><td></td>{ControlType::ALL.map(|(_, word)| view! { <th scope="col">{word}</th> })}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn OneControl(id: String) -> impl IntoView {
    let app = App::here();
    let review = recorded();
    let id = StoredValue::new(id);
    let shown = Signal::derive(move || {
        let found = review.with(|r| r.controls.iter().find(|c| c.id == id.get_value()).cloned());
        found.unwrap_or_default()
    });
    view! {
        <div class="control">
            <span>{move || shown.get().name}</span>
            <button type="button" class="icon" aria-label=move || format!("{} {}", texts::REMOVE, shown.get().name)
                on:click=move |_| change(app, "remove control", |r| r.controls.retain(|c| c.id != id.get_value()))>"×"</button>
            <Links about=Signal::derive(move || shown.get().about)
                set=Callback::new(move |about: About| change(app, "link", |r| {
                    if let Some(control) = r.controls.iter_mut().find(|c| c.id == id.get_value()) {
                        control.about = about;
                    }
                }))/>
        </div>
    }
}

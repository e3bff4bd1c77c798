//! Elements by kinds of threat, and controls by what they do and are made of.

use crate::state::{Editing, Layout, Lower};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{Column, Command};
use trustline_review::{Cell, Matrices, Matrix as Method};

/// So many rows are shown at once.
const MANY: usize = 300;

#[component]
pub fn Matrix() -> impl IntoView {
    let editing = Editing::here();
    let flows = RwSignal::new(false);
    let matrices = Memo::new(move |_| {
        editing.threats.track();
        editing.model.track();
        editing.with(|e| e.matrices()).unwrap_or_default()
    });
    let shown = move || {
        let Matrices { all, elsewhere } = matrices.get();
        let tables = all.into_iter().map(|m| method(m, flows.get()));
        let rest =
            (elsewhere > 0).then(|| view! { <p class="quiet">{texts::elsewhere(elsewhere)}</p> });
        view! { {tables.collect_view()}{rest} }
    };
    view! {
        <div class="row">
            <span class="quiet">{texts::MATRIX_TEXT}</span>
            <label class="check-field">
                <input type="checkbox" id="matrix-flows" prop:checked=move || flows.get()
                    on:change=move |e| flows.set(event_target_checked(&e))/>
                <span>{texts::WITH_FLOWS}</span>
            </label>
        </div>
        <div id="matrix">{shown}</div>
    }
}

/// The matrix of one method, with or without data flows.
fn method(matrix: Method, flows: bool) -> impl IntoView {
    let editing = Editing::here();
    let layout = Layout::here();
    let title = matrix.title();
    let names: Vec<String> = matrix.columns.iter().map(|c| c.name.clone()).collect();
    let heads = matrix.columns.into_iter().map(|column| {
        let categories = column.categories;
        let filter = move |_| {
            editing.act(Command::FilterColumn(Column::Category, categories.clone()));
            layout.lower.set(Lower::Threats);
        };
        view! {
            <th scope="col" title=column.help>
                <button type="button" class="link" on:click=filter>{column.name}</button>
            </th>
        }
    });
    let rows = matrix.rows.into_iter();
    let mut rows = rows.filter(|r| flows || r.kind != "data flow");
    let shown: Vec<_> = rows.by_ref().take(MANY).collect();
    let more = rows
        .next()
        .map(|_| view! { <p class="quiet">{texts::NOT_ALL}</p> });
    let body = shown.into_iter().map(|row| {
        let cells = row.cells.into_iter().zip(&names).map(|(cell, kind)| {
            let (class, text, told) = match cell {
                Cell::NotApplicable => ("cell-none", String::new(), texts::CELL_NONE.to_owned()),
                Cell::Empty => ("cell-empty", "?".to_owned(), texts::CELL_EMPTY.to_owned()),
                Cell::NotFound => ("cell-none", "·".to_owned(), texts::CELL_NOT_FOUND.to_owned()),
                Cell::Threats { decided, all } if decided == all => {
                    ("cell-done", format!("✓ {all}"), texts::cell(decided, all))
                }
                Cell::Threats { decided, all } => (
                    "cell-open",
                    format!("{decided}/{all}"),
                    texts::cell(decided, all),
                ),
            };
            view! { <td class=class title=format!("{kind}: {told}")>{text}</td> }
        });
        let (diagram, id) = (row.diagram, row.element);
        let reveal = move |_| editing.act(Command::Reveal(diagram.clone(), vec![id.clone()]));
        view! {
            <tr>
                <th scope="row"><button type="button" class="link" on:click=reveal>{row.name}</button>" "<span class="quiet">{row.kind}</span></th>
                {cells.collect_view()}
            </tr>
        }
    });
    let body = body.collect_view();
    view! {
        <table class="plain matrix">
            <caption>{title}</caption>
            <thead><tr><td></td>{heads.collect_view()}</tr></thead>
            <tbody>{body}</tbody>
        </table>
        {more}
    }
}

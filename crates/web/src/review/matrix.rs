//! Elements by kinds of threat, and controls by what they do and are made of.

use crate::state::{Editing, Layout, Lower};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::Command;
use trustline_review::{Cell, STRIDE, USUAL_CONTROLS};

/// So many rows are shown at once.
const MANY: usize = 300;

#[component]
pub fn Matrix() -> impl IntoView {
    let editing = Editing::here();
    let layout = Layout::here();
    let flows = RwSignal::new(false);
    let rows = Memo::new(move |_| {
        editing.threats.track();
        editing.model.track();
        editing.with(|e| e.matrix()).unwrap_or_default()
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
                        Cell::NotApplicable => {
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
                            editing.act(Command::Reveal(diagram.clone(), vec![id.clone()]));
                        }>{name}</button>" "<span class="quiet">{row.kind}</span></th>
                        {cells.collect_view()}
                    </tr>
                }
            })
            .collect_view()
    };
    let heads = STRIDE
        .iter()
        .enumerate()
        .map(|(i, (name, property, question))| {
            let usual = USUAL_CONTROLS.get(i).copied().unwrap_or("");
            let help = format!("{property}: {question} – {usual}");
            let name = *name;
            view! {
                <th scope="col" title=help>
                    <button type="button" class="link" on:click=move |_| {
                        editing.act(Command::FilterKind(i));
                        layout.lower.set(Lower::Threats);
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

//! Questions about elements: how many are answered, and which are not.

use crate::state::{Editing, Layout, Side};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::Command;

/// So many elements are listed at once.
const MANY: usize = 400;

#[component]
pub fn Questions() -> impl IntoView {
    let editing = Editing::here();
    let layout = Layout::here();
    let only_open = RwSignal::new(true);
    let lines = Memo::new(move |_| {
        editing.model.track();
        editing.with(|e| e.asked()).unwrap_or_default()
    });
    let sums = move || {
        lines.with(|l| {
            let answered: usize = l.iter().map(|x| x.answered).sum();
            let asked: usize = l.iter().map(|x| x.asked).sum();
            (answered, asked)
        })
    };
    let rows = move || {
        let only_open = only_open.get();
        lines
            .get()
            .into_iter()
            .filter(|l| !only_open || !l.open.is_empty())
            .take(MANY)
            .map(|line| {
                view! {
                    <tr>
                        <td><button type="button" class="link" on:click=move |_| {
                            editing.act(Command::Reveal(line.diagram.clone(), vec![line.element.clone()]));
                            layout.side.set(Side::Properties);
                        }>{line.name}</button></td>
                        <td class="n"><progress max=line.asked value=line.answered aria-label=texts::ANSWERED></progress>
                            {format!(" {}/{}", line.answered, line.asked)}</td>
                        <td class="quiet">{line.open.join(", ")}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <div class="row">
            <strong id="answered">{move || texts::answered(sums().0, sums().1)}</strong>
            <progress max=move || sums().1.max(1) value=move || sums().0 aria-label=texts::ANSWERED></progress>
            <label class="check-field">
                <input type="checkbox" id="only-open" prop:checked=move || only_open.get()
                    on:change=move |e| only_open.set(event_target_checked(&e))/>
                <span>{texts::ONLY_OPEN}</span>
            </label>
        </div>
        <Show when=move || sums().1 == 0><p class="quiet">{texts::NO_QUESTIONS}</p></Show>
        <table class="plain" id="questions">
            <thead><tr><th>{texts::ELEMENT}</th><th>{texts::ANSWERED}</th><th>{texts::UNANSWERED}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

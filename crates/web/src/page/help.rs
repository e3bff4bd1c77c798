//! Help: the shortcuts and the tour.

use crate::commands::MENUS;
use crate::state::Dialogs;
use crate::texts;
use leptos::prelude::*;

#[component]
pub fn Shortcuts() -> impl IntoView {
    view! {
        <div class="shortcuts">
            {MENUS
                .iter()
                .map(|menu| {
                    let rows = menu
                        .groups
                        .iter()
                        .copied()
                        .flatten()
                        .filter(|a| !a.keys().text().is_empty())
                        .map(|a| view! { <tr><td>{a.label()}</td><td><kbd>{texts::keys(a.keys().text())}</kbd></td></tr> })
                        .collect_view();
                    view! {
                        <section>
                            <h3>{menu.name}</h3>
                            <table>{rows}</table>
                        </section>
                    }
                })
                .collect_view()}
            <section>
                <h3>{texts::CANVAS}</h3>
                <table>
                    {texts::GESTURES
                        .into_iter()
                        .map(|(what, keys)| view! { <tr><td>{what}</td><td><kbd>{keys}</kbd></td></tr> })
                        .collect_view()}
                </table>
            </section>
        </div>
    }
}

#[component]
pub fn Tour() -> impl IntoView {
    let dialogs = Dialogs::here();
    let at = RwSignal::new(0usize);
    let last = texts::TOUR.len() - 1;
    view! {
        <div class="tour">
            <h3>{move || texts::TOUR[at.get()].0}</h3>
            <p>{move || texts::TOUR[at.get()].1}</p>
            <div class="row">
                <span class="quiet">{move || format!("{} / {}", at.get() + 1, last + 1)}</span>
                <button type="button" disabled=move || at.get() == 0 on:click=move |_| at.update(|a| *a -= 1)>{texts::BACK}</button>
                <button type="button" class="primary" on:click=move |_| {
                    if at.get_untracked() == last {
                        dialogs.close();
                    } else {
                        at.update(|a| *a += 1);
                    }
                }>{move || if at.get() == last { texts::CLOSE } else { texts::NEXT }}</button>
            </div>
        </div>
    }
}

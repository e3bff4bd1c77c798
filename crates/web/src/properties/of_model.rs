//! What concerns the whole model, where nothing is selected.

use crate::browser::dom;
use crate::state::{Dialog, Dialogs, Editing};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::Command;

#[component]
pub fn OfModel() -> impl IntoView {
    let dialogs = Dialogs::here();
    let editing = Editing::here();
    let summary = move || {
        editing.model.track();
        editing
            .with(|e| {
                let kb = e.knowledge_base().map(|kb| {
                    format!("{} {}", kb.manifest.name.trim(), kb.manifest.version.trim())
                });
                let diagram = e
                    .diagram()
                    .map(|d| d.name.trim().to_owned())
                    .unwrap_or_default();
                let elements = e.diagram().map_or(0, |d| d.elements.len());
                (
                    e.model().information.clone(),
                    kb.unwrap_or_default(),
                    diagram,
                    elements,
                )
            })
            .unwrap_or_default()
    };
    let diagram_id = move || editing.with(|e| e.current().clone());
    view! {
        <div class="properties">
            <h2>{texts::NOTHING}</h2>
            <p class="quiet">{texts::NOTHING_HELP}</p>
            <label class="field">
                <span>{texts::DIAGRAM}</span>
                <input
                    prop:value=move || summary().2
                    on:change=move |e| {
                        if let Some(id) = diagram_id() {
                            editing.act(Command::RenameDiagram(id, event_target_value(&e)));
                        }
                    }
                />
            </label>
            <dl class="stacked">
                <dt>{texts::ELEMENTS}</dt>
                <dd>{move || summary().3}</dd>
                <dt>{texts::START_TEMPLATE}</dt>
                <dd>{move || summary().1}</dd>
                {move || {
                    summary()
                        .0
                        .fields()
                        .into_iter()
                        .filter(|(_, value)| !value.trim().is_empty())
                        .map(|(label, value)| view! { <dt>{label}</dt><dd class="long">{value.to_owned()}</dd> })
                        .collect_view()
                }}
            </dl>
            <button type="button" on:click=move |_| {
                dialogs.open(Dialog::Information);
                dom::focus_soon("#info-0");
            }>{texts::actions::INFORMATION}</button>
        </div>
    }
}

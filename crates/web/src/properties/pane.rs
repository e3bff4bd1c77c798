//! The properties of what is selected, several elements at once; of nothing, those of the model.

use crate::properties::field::Field;
use crate::properties::of_model::OfModel;
use crate::state::{Dialog, Dialogs, Editing};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{Command, Pane};

#[component]
pub fn Properties() -> impl IntoView {
    let editing = Editing::here();
    let pane = Memo::new(move |_| {
        editing.selection.track();
        editing.model.track();
        editing.drawing.track();
        editing.with(|e| e.pane()).flatten()
    });
    move || match pane.get() {
        Some(pane) => view! { <Filled pane/> }.into_any(),
        None => view! { <OfModel/> }.into_any(),
    }
}

#[component]
fn Filled(pane: Pane) -> impl IntoView {
    let dialogs = Dialogs::here();
    let editing = Editing::here();
    let title = match pane.title.is_empty() {
        true => texts::selected_count(pane.count),
        false if pane.count > 1 => format!("{} ({})", pane.title, pane.count),
        false => pane.title.clone(),
    };
    let place = move || {
        editing.drawing.track();
        editing.selection.track();
        editing
            .with(|e| match e.selected().as_slice() {
                [one] => one.form.rect(),
                _ => None,
            })
            .flatten()
    };
    let mixed = pane.name.is_none();
    let answered = editing.with(|e| match e.selected().as_slice() {
        [one] => Some(trustline_review::progress(one)).filter(|p| p.1 > 0),
        _ => None,
    });
    let answered = answered
        .flatten()
        .map(|(done, all)| texts::answered(done, all));
    view! {
        <div class="properties">
            <div class="type-line">
                <h2>{title}</h2>
                <button type="button" title=texts::actions::CHANGE_STENCIL data-action="ChangeStencil"
                    on:click=move |_| dialogs.open(Dialog::ChangeStencil)>{texts::CHANGE}</button>
            </div>
            {answered.map(|a| view! { <p class="quiet" id="element-answered">{a}</p> })}
            {(!pane.help.is_empty()).then(|| view! { <p class="quiet help">{pane.help.clone()}</p> })}
            {pane.origin.clone().map(|origin| view! { <p class="quiet origin">{texts::from_template(&origin)}</p> })}
            <label class="field">
                <span>{texts::RENAME}</span>
                <input
                    id="property-name"
                    prop:value=pane.name.clone().unwrap_or_default()
                    placeholder=mixed.then_some(texts::SEVERAL)
                    on:change=move |e| editing.act(Command::SetName(event_target_value(&e)))
                />
            </label>
            {pane
                .groups
                .into_iter()
                .map(|group| {
                    view! {
                        <fieldset>
                            {(!group.heading.is_empty()).then(|| view! { <legend>{group.heading}</legend> })}
                            {group.fields.into_iter().map(|field| view! { <Field field/> }).collect_view()}
                        </fieldset>
                    }
                })
                .collect_view()}
            {untrack(place)
                .map(|_| {
                    let number = move |label: &'static str, part: usize, of: fn(f64) -> Command| {
                        let value = move || {
                            let r = place().unwrap_or_default();
                            [r.left, r.top, r.width, r.height].get(part).copied().unwrap_or_default()
                        };
                        view! {
                            <label class="number">
                                <span>{label}</span>
                                <input type="number" step="1" prop:value=value
                                    on:change=move |e| {
                                        if let Ok(v) = event_target_value(&e).parse() {
                                            editing.act(of(v));
                                        }
                                    }/>
                            </label>
                        }
                    };
                    view! {
                        <fieldset class="place">
                            <legend>{texts::POSITION}</legend>
                            {number("X", 0, |v| Command::SetPlace(Some(v), None, None, None))}
                            {number("Y", 1, |v| Command::SetPlace(None, Some(v), None, None))}
                            {number("W", 2, |v| Command::SetPlace(None, None, Some(v), None))}
                            {number("H", 3, |v| Command::SetPlace(None, None, None, Some(v)))}
                        </fieldset>
                    }
                })}
        </div>
    }
}

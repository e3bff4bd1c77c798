//! One property, of one element or of several.

use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{Command, FieldKind, PaneField};
use trustline_model::property_name;

#[component]
pub fn Field(field: PaneField) -> impl IntoView {
    let editing = Editing::here();
    let name = StoredValue::new(field.name.clone());
    let set = move |value: String| editing.act(Command::SetProperty(name.get_value(), value));
    let value = field.value.clone();
    let mixed = value.is_none();
    let label = field.label.clone();
    let long = field
        .name
        .eq_ignore_ascii_case(property_name::REASON_OUT_OF_SCOPE);
    match field.kind {
        FieldKind::Boolean => {
            let on = value
                .as_deref()
                .is_some_and(|v| v.eq_ignore_ascii_case("true"));
            view! {
                <label class="check-field">
                    <input
                        type="checkbox"
                        prop:checked=on
                        prop:indeterminate=mixed
                        on:change=move |e| set(event_target_checked(&e).to_string())
                    />
                    <span>{label}</span>
                </label>
            }
            .into_any()
        }
        FieldKind::Fixed => view! {
            <div class="field fixed">
                <span>{label}</span>
                <output>{value.unwrap_or_else(|| texts::SEVERAL.to_owned())}</output>
            </div>
        }
        .into_any(),
        FieldKind::List(choices) => {
            let chosen = value.clone();
            view! {
                <label class="field">
                    <span>{label}</span>
                    <select data-property=field.name on:change=move |e| set(event_target_value(&e))>
                        {mixed.then(|| view! { <option value="" selected disabled>{texts::SEVERAL}</option> })}
                        {choices
                            .into_iter()
                            .map(|choice| {
                                let selected = chosen.as_ref() == Some(&choice);
                                view! { <option value=choice.clone() selected=selected>{choice.clone()}</option> }
                            })
                            .collect_view()}
                    </select>
                </label>
            }
            .into_any()
        }
        FieldKind::Text if long => view! {
            <label class="field">
                <span>{label}</span>
                <textarea
                    rows="2"
                    prop:value=value.unwrap_or_default()
                    placeholder=mixed.then_some(texts::SEVERAL)
                    on:change=move |e| set(event_target_value(&e))
                ></textarea>
            </label>
        }
        .into_any(),
        FieldKind::Text => view! {
            <label class="field">
                <span>{label}</span>
                <input
                    prop:value=value.unwrap_or_default()
                    placeholder=mixed.then_some(texts::SEVERAL)
                    on:change=move |e| set(event_target_value(&e))
                />
            </label>
        }
        .into_any(),
    }
}

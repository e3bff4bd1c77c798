//! The properties of what is selected, several elements at once; of nothing, those of the model.

use crate::actions::Action;
use crate::app::App;
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{Command, FieldKind, Pane, PaneField};
use trustline_model::property_name;

#[component]
pub fn Properties() -> impl IntoView {
    let app = App::here();
    let pane = Memo::new(move |_| {
        app.selection.track();
        app.model.track();
        app.drawing.track();
        app.with(|e| e.pane()).flatten()
    });
    move || match pane.get() {
        Some(pane) => view! { <Filled pane/> }.into_any(),
        None => view! { <OfModel/> }.into_any(),
    }
}

#[component]
fn OfModel() -> impl IntoView {
    let app = App::here();
    let summary = move || {
        app.model.track();
        app.with(|e| {
            let kb = e
                .knowledge_base()
                .map(|kb| format!("{} {}", kb.manifest.name.trim(), kb.manifest.version.trim()));
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
    let diagram_id = move || app.with(|e| e.current().clone());
    view! {
        <div class="properties">
            <h2>{texts::NOTHING}</h2>
            <p class="quiet">{texts::NOTHING_HELP}</p>
            <label class="field">
                <span>"Diagram"</span>
                <input
                    prop:value=move || summary().2
                    on:change=move |e| {
                        if let Some(id) = diagram_id() {
                            app.act(Command::RenameDiagram(id, event_target_value(&e)));
                        }
                    }
                />
            </label>
            <dl class="stacked">
                <dt>"Elements"</dt>
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
            <button type="button" on:click=move |_| Action::Information.run(app)>{Action::Information.label()}</button>
        </div>
    }
}

#[component]
fn Filled(pane: Pane) -> impl IntoView {
    let app = App::here();
    let title = match pane.title.is_empty() {
        true => texts::selected_count(pane.count),
        false if pane.count > 1 => format!("{} ({})", pane.title, pane.count),
        false => pane.title.clone(),
    };
    let place = move || {
        app.drawing.track();
        app.selection.track();
        app.with(|e| match e.selected().as_slice() {
            [one] => one.form.rect(),
            _ => None,
        })
        .flatten()
    };
    let mixed = pane.name.is_none();
    let answered = app.with(|e| match e.selected().as_slice() {
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
                <button type="button" title=Action::ChangeStencil.label() data-action="ChangeStencil"
                    on:click=move |_| Action::ChangeStencil.run(app)>{texts::CHANGE}</button>
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
                    on:change=move |e| app.act(Command::SetName(event_target_value(&e)))
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
                                            app.act(of(v));
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

#[component]
fn Field(field: PaneField) -> impl IntoView {
    let app = App::here();
    let name = StoredValue::new(field.name.clone());
    let set = move |value: String| app.act(Command::SetProperty(name.get_value(), value));
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

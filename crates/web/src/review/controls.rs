//! Controls by what they do and are made of.

use crate::review::fields::Links;
use crate::review::record::{act, recorded};
use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{Recorded, ReviewCommand};
use trustline_model::review::{ControlType, Function, parse};
use trustline_review::controls;

#[component]
pub fn Controls() -> impl IntoView {
    let editing = Editing::here();
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
        let (function, kind) = (function.get_untracked(), kind.get_untracked());
        act(
            editing,
            ReviewCommand::AddControl(new.trim().to_owned(), function, kind),
        );
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
    let editing = Editing::here();
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
                on:click=move |_| act(editing, ReviewCommand::RemoveControl(id.get_value()))>"×"</button>
            <Links about=Signal::derive(move || shown.get().about) of=Recorded::Control(id.get_value())/>
        </div>
    }
}

//! What can be chosen for a threat: its state, priority and category.

use crate::state::Editing;
use leptos::prelude::*;
use trustline_editor::Editor;
use trustline_model::State;

pub fn state_options(chosen: Option<&State>) -> impl IntoView + use<> {
    let mut options: Vec<(String, String, bool)> = Editor::states()
        .into_iter()
        .map(|(state, label)| {
            (
                state.file_name().to_owned(),
                label.to_owned(),
                chosen == Some(&state),
            )
        })
        .collect();
    if let Some(State::Other(word)) = chosen {
        options.push((word.clone(), word.clone(), true));
    }
    options
        .into_iter()
        .map(|(value, label, selected)| view! { <option value=value selected=selected>{label}</option> })
        .collect_view()
}

pub fn priority_options(editing: Editing, chosen: Option<&str>) -> impl IntoView + use<> {
    let mut priorities = editing.with(|e| e.priorities()).unwrap_or_default();
    if let Some(chosen) = chosen
        && !priorities.iter().any(|p| p == chosen)
    {
        priorities.push(chosen.to_owned());
    }
    let chosen = chosen.map(str::to_owned);
    priorities
        .into_iter()
        .map(|p| {
            let selected = chosen.as_ref() == Some(&p);
            view! { <option value=p.clone() selected=selected>{p.clone()}</option> }
        })
        .collect_view()
}

pub fn category_options(editing: Editing, chosen: &str) -> impl IntoView + use<> {
    let mut categories = editing
        .with(|e| {
            let kb = e.knowledge_base()?;
            Some(
                kb.categories
                    .iter()
                    .map(|c| c.name.clone())
                    .collect::<Vec<_>>(),
            )
        })
        .flatten()
        .unwrap_or_default();
    if !categories.iter().any(|c| c == chosen) {
        categories.push(chosen.to_owned());
    }
    let chosen = chosen.to_owned();
    categories
        .into_iter()
        .map(|c| {
            let selected = c == chosen;
            view! { <option value=c.clone() selected=selected>{c.clone()}</option> }
        })
        .collect_view()
}

//! Applying a template to the model: choose, look at the plan, change it, do it.

use crate::browser::dom;
use crate::files::{Files, library, offer};
use crate::state::{Dialogs, Editing, Notices};
use crate::template::chooser::Chooser;
use crate::template::plan::{Planning, shown};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::Command;
use trustline_model::KnowledgeBase;
use trustline_templates::migrate::Choices;

/// Chooses templates and shows what applying them would do. `chosen` are the ones to begin with.
#[component]
pub fn Apply(chosen: Vec<String>) -> impl IntoView {
    let editing = Editing::here();
    let files = Files::here();
    let dialogs = Dialogs::here();
    let notices = Notices::here();
    let state = Planning::new(editing);
    let chosen = RwSignal::new(chosen);
    let keep = RwSignal::new(false);
    let own = editing.with(|e| e.model().knowledge_base.clone()).flatten();
    let own_title = own.as_ref().map(|kb| titled(kb));
    Effect::new(move |_| {
        let names = chosen.get();
        let own = own.clone().filter(|_| keep.get());
        state.choices.set(Choices::default());
        if names.is_empty() {
            state.template.set(None);
            return state.outcome.set(None);
        }
        leptos::task::spawn_local(async move {
            match library::together(own, &names).await {
                Ok((kb, conflicts)) => {
                    state.template.set(Some(kb));
                    state.conflicts.set(conflicts);
                    state.plan();
                }
                Err(error) => dialogs.fail(error),
            }
        });
    });
    let ready = move || {
        state
            .outcome
            .with(|o| matches!(o, Some(Ok(plan)) if !plan.is_empty()))
    };
    let apply = move || {
        if let Some(template) = state.template.get_untracked() {
            dialogs.close();
            let command = Command::ApplyTemplate(template, state.choices.get_untracked());
            editing.take_time(texts::APPLYING, move || {
                editing.act(command);
                files.newer.set(None);
                offer(files);
                notices.say(texts::APPLIED);
            });
            dom::focus_soon("#canvas");
        }
    };
    view! {
        <form class="apply" on:submit=move |e| {
            e.prevent_default();
            apply();
        }>
            <p>{texts::APPLY_TEXT}</p>
            <Chooser chosen/>
            {own_title.map(|title| view! {
                <label class="pick">
                    <input type="checkbox" id="apply-keep" prop:checked=move || keep.get()
                        on:change=move |e| keep.set(event_target_checked(&e))/>
                    <span>{texts::APPLY_KEEP}" "<b>{title}</b></span>
                </label>
            })}
            <div class="plan" aria-live="polite" id="plan">
                {move || match state.outcome.get() {
                    None => view! { <p class="quiet">{texts::APPLY_NONE}</p> }.into_any(),
                    Some(Err((text, help))) => view! {
                        <p class="problem">{text}</p>
                        {help.map(|h| view! { <p class="quiet">{h}</p> })}
                    }
                    .into_any(),
                    Some(Ok(plan)) => shown(state, &plan).into_any(),
                }}
            </div>
            <div class="row end">
                <button type="button" on:click=move |_| dialogs.close()>{texts::CANCEL}</button>
                <button type="submit" class="primary" disabled=move || !ready()>{texts::APPLY}</button>
            </div>
        </form>
    }
}

fn titled(kb: &KnowledgeBase) -> String {
    let m = &kb.manifest;
    format!("{} {}", m.name.trim(), m.version.trim())
}

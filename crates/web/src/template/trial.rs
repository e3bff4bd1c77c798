//! What the rules hit, while they are written: the interactions of the open model, or of another
//! one, each with its explanation.

use crate::browser::files::file_bytes;
use crate::files::server::Listed;
use crate::files::{Files, server};
use crate::state::{Dialogs, Editing, Failure};
use crate::texts;
use crate::threats::rule_lines;
use leptos::prelude::*;
use trustline_editor::{RuleDraft, Tried};

fn try_on(editing: Editing, dialogs: Dialogs, name: &str, bytes: &[u8]) {
    match trustline_formats::read(bytes) {
        Ok(reading) => {
            editing.edit(|e| e.set_trial(Some((name.to_owned(), reading.model))));
        }
        Err(error) => dialogs.fail(Failure::new(format!("{name}: {error}"), None)),
    }
}

#[component]
pub fn Trial(drafts: [RwSignal<String>; 2]) -> impl IntoView {
    let editing = Editing::here();
    let files = Files::here();
    let dialogs = Dialogs::here();
    let rules = move |look: &mut dyn FnMut(&trustline_editor::Editor, &RuleDraft, &RuleDraft)| {
        let [include, exclude] = drafts.map(|d| d.get());
        editing.with(|e| {
            if let Some(kb) = e.knowledge_base() {
                look(
                    e,
                    &RuleDraft::new(kb, &include),
                    &RuleDraft::new(kb, &exclude),
                );
            }
        });
    };
    let tried = Memo::new(move |old: Option<&Option<Tried>>| {
        editing.template.track();
        editing.threats.track();
        // Until threats are found again, it stays as it was.
        let waits = editing.with(|e| e.is_stale() && e.trial_name().is_none());
        if waits == Some(true) {
            return old.cloned().flatten();
        }
        let mut tried: Option<Tried> = None;
        rules(&mut |e, include, exclude| tried = e.try_rules(include, exclude));
        tried
    });
    let others = RwSignal::new(false);
    let open: RwSignal<Option<usize>> = RwSignal::new(None);
    let why = move || {
        let at = open.get()?;
        editing.template.track();
        editing.threats.track();
        let mut why = None;
        rules(&mut |e, include, exclude| why = e.explain_rules(include, exclude, at));
        why.map(|why| {
            view! {
                <div class="why">
                    {rule_lines(texts::FIRES, why.include)}
                    {rule_lines(texts::UNLESS, why.exclude)}
                </div>
            }
        })
    };
    let summary = move || match tried.get() {
        None => texts::NO_RULE.to_owned(),
        Some(t) if t.all == 0 => texts::NOTHING_TO_TRY.to_owned(),
        Some(t) => texts::tried(t.hits, t.all, t.spared),
    };
    let lines = move || {
        let all = others.get();
        let lines = tried.get().map(|t| t.lines).unwrap_or_default();
        let line = |(i, hit, name): (usize, bool, String)| {
            view! {
                <li class:hit=hit>
                    <button
                        type="button"
                        class="link"
                        aria-expanded=move || (open.get() == Some(i)).to_string()
                        on:click=move |_| open.update(|o| *o = if *o == Some(i) { None } else { Some(i) })
                    >
                        <span class="verdict" aria-hidden="true">{if hit { "✓" } else { "✗" }}</span>
                        <span class="unseen">{if hit { texts::MATCH } else { texts::MISMATCH }}</span>
                        {name}
                    </button>
                    {move || (open.get() == Some(i)).then(why)}
                </li>
            }
        };
        lines
            .into_iter()
            .filter(|(_, hit, _)| *hit || all)
            .map(line)
            .collect_view()
    };
    // Models of the folder to be tried on.
    let offered: RwSignal<Vec<Listed>> = RwSignal::new(Vec::new());
    if files.session.get_untracked().is_some() {
        leptos::task::spawn_local(async move {
            let mut all = server::files().await.files;
            all.retain(|f| f.kind == "tm7");
            offered.try_set(all);
        });
    }
    let choose = move |e: web_sys::Event| {
        let path = event_target_value(&e);
        if path.is_empty() {
            editing.edit(|e| e.set_trial(None));
            return;
        }
        leptos::task::spawn_local(async move {
            match server::get(&server::api("file", &[("path", &path)])).await {
                Ok(response) => {
                    let bytes = response.binary().await.unwrap_or_default();
                    try_on(editing, dialogs, &path, &bytes);
                }
                Err(error) => dialogs.fail(error),
            }
        });
    };
    let brought = move |e: web_sys::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&e);
        let Some(file) = input.files().and_then(|f| f.get(0)) else {
            return;
        };
        input.set_value("");
        leptos::task::spawn_local(async move {
            if let Some(bytes) = file_bytes(&file).await {
                try_on(editing, dialogs, &file.name(), &bytes);
            }
        });
    };
    let options = move || {
        editing.template.track();
        let chosen = editing
            .with(|e| e.trial_name().map(str::to_owned))
            .flatten();
        let own = if editing.is_template() {
            texts::NO_MODEL
        } else {
            texts::THIS_MODEL
        };
        let mut all = vec![(String::new(), own.to_owned())];
        all.extend(offered.get().into_iter().map(|f| (f.path.clone(), f.path)));
        if let Some(name) = &chosen
            && !all.iter().any(|(path, _)| path == name)
        {
            all.push((name.clone(), name.clone()));
        }
        let chosen = chosen.unwrap_or_default();
        let option = |(path, label): (String, String)| {
            let selected = path == chosen;
            view! { <option value=path prop:selected=selected>{label}</option> }
        };
        all.into_iter().map(option).collect_view()
    };
    view! {
        <section class="trial" aria-label=texts::TRIAL>
            <h3>{texts::TRIAL}</h3>
            <label class="field">
                <span>{texts::TRY_ON}</span>
                <select id="trial-model" on:change=choose>{options}</select>
            </label>
            <label class="field">
                <span>{texts::TRY_FILE}</span>
                <input id="trial-file" type="file" accept=".tm7" on:change=brought/>
            </label>
            <p id="trial" role="status">{summary}</p>
            <label class="check-field">
                <input type="checkbox" prop:checked=move || others.get() on:change=move |e| others.set(event_target_checked(&e))/>
                <span>{texts::OTHERS_TOO}</span>
            </label>
            <ul class="tried">{lines}</ul>
        </section>
    }
}

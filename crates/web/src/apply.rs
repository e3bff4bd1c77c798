//! Applying a template to the model: choose, look at the plan, change it, do it.

use crate::app::App;
use crate::library::Chooser;
use crate::{dom, library, texts};
use leptos::prelude::*;
use std::cmp::Ordering;
use std::sync::Arc;
use trustline_editor::Command;
use trustline_model::{KnowledgeBase, Manifest};
use trustline_templates::migrate::{
    Carry, Choices, DecisionPlan, ElementPlan, Plan, PropertyChange, ThreatPlan,
};

/// So many lines of a list are shown; how many more there are is said.
const SHOWN: usize = 200;

/// A plan, or why there is none.
type Outcome = Result<Arc<Plan>, (String, Option<String>)>;

/// The plan as it stands.
#[derive(Clone, Copy)]
struct State {
    app: App,
    template: RwSignal<Option<Arc<KnowledgeBase>>, LocalStorage>,
    conflicts: RwSignal<Vec<String>>,
    choices: RwSignal<Choices, LocalStorage>,
    outcome: RwSignal<Option<Outcome>, LocalStorage>,
}

impl State {
    fn plan(self) {
        let Some(template) = self.template.get_untracked() else {
            return self.outcome.set(None);
        };
        let choices = self.choices.get_untracked();
        let outcome = self.app.with(|e| e.plan(&template, &choices));
        self.outcome.set(outcome.map(|o| {
            o.map(Arc::new)
                .map_err(|refusal| (refusal.to_string(), refusal.help()))
        }));
    }

    fn choose(self, change: impl FnOnce(&mut Choices)) {
        self.choices.update(change);
        self.plan();
    }
}

/// Chooses templates and shows what applying them would do. `chosen` are the ones to begin with.
#[component]
pub fn Apply(chosen: Vec<String>) -> impl IntoView {
    let app = App::here();
    let state = State {
        app,
        template: RwSignal::new_local(None),
        conflicts: RwSignal::new(Vec::new()),
        choices: RwSignal::new_local(Choices::default()),
        outcome: RwSignal::new_local(None),
    };
    let chosen = RwSignal::new(chosen);
    let keep = RwSignal::new(false);
    let own = app.with(|e| e.model().knowledge_base.clone()).flatten();
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
                Err(error) => app.fail(error),
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
            app.dialog.set(None);
            let command = Command::ApplyTemplate(template, state.choices.get_untracked());
            app.take_time(texts::APPLYING, move || {
                app.act(command);
                app.newer.set(None);
                offer(app);
                app.say(texts::APPLIED);
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
                <button type="button" on:click=move |_| app.dialog.set(None)>{texts::CANCEL}</button>
                <button type="submit" class="primary" disabled=move || !ready()>{texts::APPLY}</button>
            </div>
        </form>
    }
}

fn titled(kb: &KnowledgeBase) -> String {
    let m = &kb.manifest;
    format!("{} {}", m.name.trim(), m.version.trim())
}

fn shown(state: State, plan: &Plan) -> impl IntoView + use<> {
    let conflicts = state.conflicts.get();
    let said = plan.warnings.iter().map(ToString::to_string);
    let said: Vec<String> = said.chain(conflicts).collect();
    let remarks = said.len();
    let carried: Vec<String> = Carry::ALL
        .into_iter()
        .map(|carry| (plan.carried(carry), carry.as_str()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, how)| format!("{count} {how}"))
        .collect();
    let decisions = match carried.as_slice() {
        [] => texts::APPLY_NO_DECISIONS.to_owned(),
        all => format!(
            "{}: {}",
            many(plan.decisions.len(), "decision"),
            all.join(", ")
        ),
    };
    // A choice counts for all elements of a type: one line says it for all of them.
    let mut replaced: Vec<(ElementPlan, Vec<String>)> = Vec::new();
    for e in &plan.elements {
        if !e.is_replaced() && e.alternatives.is_empty() {
            continue;
        }
        match replaced
            .iter_mut()
            .find(|(first, _)| first.from.0 == e.from.0)
        {
            Some((_, names)) => names.push(e.name.clone()),
            None => replaced.push((e.clone(), vec![e.name.clone()])),
        }
    }
    let changed: Vec<ElementPlan> = plan
        .elements
        .iter()
        .filter(|e| !e.properties.is_empty())
        .cloned()
        .collect();
    view! {
        <p><b>{format!("{} {}", plan.from.name.trim(), plan.from.version)}</b>" → "
            <b>{format!("{} {}", plan.to.name.trim(), plan.to.version)}</b></p>
        <p id="plan-decisions">{decisions}</p>
        <p>{format!(
            "Undecided threats: {} stay, {} go, {} arrive",
            plan.stay.len(),
            plan.go.len(),
            plan.arrive.len()
        )}</p>
        {(remarks > 0).then(|| view! {
            <details class="warnings" open={ remarks < 4 }>
                <summary>{many(remarks, "remark")}</summary>
                <ul>{said.into_iter().map(|s| view! { <li>{s}</li> }).collect_view()}</ul>
            </details>
        })}
        {part("elements", texts::APPLY_ELEMENTS, true, replaced, move |(e, names)| element(state, e, names))}
        {part("decisions", texts::APPLY_DECISIONS, false, plan.decisions.clone(), move |d| decision(state, d))}
        {part("properties", texts::APPLY_PROPERTIES, false, changed, move |e| properties(state, e))}
        {part("arrive", texts::APPLY_ARRIVE, false, plan.arrive.clone(), threat)}
        {part("go", texts::APPLY_GO, false, plan.go.clone(), threat)}
    }
}

fn many(count: usize, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        n => format!("{n} {one}s"),
    }
}

/// A part of the plan that can be opened; nothing where it has no lines.
fn part<T, V: IntoView + 'static>(
    name: &'static str,
    title: &'static str,
    open: bool,
    lines: Vec<T>,
    line: impl Fn(T) -> V,
) -> Option<impl IntoView> {
    let more = lines.len().saturating_sub(SHOWN);
    let count = lines.len();
    (count > 0).then(|| {
        let lines = lines.into_iter().take(SHOWN).map(line).collect_view();
        view! {
            <details data-part=name open=open>
                <summary>{format!("{title} ({count})")}</summary>
                <ul>{lines}</ul>
                {(more > 0).then(|| view! { <p class="quiet">{format!("… and {more} more")}</p> })}
            </details>
        }
    })
}

/// A choice among named things; `now` is selected.
fn select(
    label: String,
    now: String,
    options: Vec<(String, String)>,
    set: impl Fn(String) + 'static,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(value, name)| {
            let selected = value == now;
            view! { <option value=value selected=selected>{name}</option> }
        })
        .collect_view();
    view! { <select aria-label=label on:change=move |e| set(event_target_value(&e))>{options}</select> }
}

fn element(state: State, plan: ElementPlan, names: Vec<String>) -> impl IntoView {
    let (from, now) = (plan.from.0.clone(), plan.to.0.as_str().to_owned());
    let mut options: Vec<(String, String)> = plan
        .alternatives
        .iter()
        .map(|(id, name)| (id.as_str().to_owned(), name.clone()))
        .collect();
    if !options.iter().any(|(id, _)| *id == now) {
        options.insert(0, (now.clone(), plan.to.1.clone()));
    }
    let label = format!("New type instead of {}", plan.from.1);
    view! {
        <li>
            <b>{plan.from.1}</b>" → "
            {select(label, now, options, move |to| {
                state.choose(|c| drop(c.stencils.insert(from.clone(), to.as_str().into())));
            })}
            <span class="quiet">" "{names.join(", ")}</span>
        </li>
    }
}

fn properties(state: State, plan: ElementPlan) -> impl IntoView {
    let stencil = plan.from.0.clone();
    let name = plan.name.clone();
    let lines = plan
        .properties
        .into_iter()
        .map(|p| {
            let stencil = stencil.clone();
            let text = match &p.change {
                PropertyChange::Appears { value } => format!("{}: new, {value}", p.label),
                PropertyChange::Vanishes { value } => format!("{}: gone, was {value}", p.label),
                PropertyChange::Kept { value } => {
                    format!(
                        "{}: {value} stays although the type has no such property",
                        p.label
                    )
                }
                PropertyChange::Value { before, after, .. } => {
                    format!("{}: {before} → {after}", p.label)
                }
            };
            let choice = match p.change {
                PropertyChange::Value {
                    before,
                    after,
                    lawful,
                } if !lawful.is_empty() => {
                    let label = format!("New value of {} of {name}", p.label);
                    let options = lawful.into_iter().map(|v| (v.clone(), v)).collect();
                    Some(select(label, after, options, move |to| {
                        let key = (stencil.clone(), p.name.clone(), before.clone());
                        state.choose(|c| drop(c.values.insert(key, to)));
                    }))
                }
                _ => None,
            };
            view! { <li>{text}" "{choice}</li> }
        })
        .collect_view();
    view! { <li><b>{plan.name}</b>" · "{plan.to.1}<ul>{lines}</ul></li> }
}

fn decision(state: State, plan: DecisionPlan) -> impl IntoView {
    let from = plan.from.threat_type.clone();
    let movable = !matches!(plan.carry, Carry::Identity | Carry::Own);
    let now = match plan.carry {
        Carry::Kept => String::new(),
        _ => plan.to.threat_type.as_str().to_owned(),
    };
    let mut options = vec![(String::new(), texts::APPLY_KEEP_DECISION.to_owned())];
    if !now.is_empty() {
        options.push((now.clone(), plan.to_title.clone()));
    }
    for (id, title) in &plan.alternatives {
        if *id.as_str() != now {
            options.push((id.as_str().to_owned(), title.clone()));
        }
    }
    let (state_label, carry) = (plan.state.label().to_owned(), plan.carry.as_str());
    let label = format!("Where decision {} goes", plan.number);
    let choice = (movable && options.len() > 1).then(|| {
        select(label, now, options, move |to| {
            let to = (!to.is_empty()).then(|| to.as_str().into());
            state.choose(|c| drop(c.threats.insert(from.clone(), to)));
        })
    });
    view! {
        <li>
            <b>{format!("{}", plan.number)}</b>" "{plan.title}" · "{plan.interaction}" · "
            {state_label}
            <span class="quiet">" "{carry}" "</span>
            {choice}
        </li>
    }
}

fn threat(plan: ThreatPlan) -> impl IntoView {
    view! { <li>{plan.title}<span class="quiet">" · "{plan.interaction}</span></li> }
}

/// Offers a newer version of the model's template, once a model is opened.
pub fn offer(app: App) {
    leptos::task::spawn_local(async move {
        let manifests = app
            .with(|e| {
                let kb = e.knowledge_base()?;
                let parts = kb.origins().into_iter().map(|o| o.manifest);
                Some(parts.chain([kb.manifest.clone()]).collect::<Vec<_>>())
            })
            .flatten()
            .unwrap_or_default();
        let mut known = library::brought();
        for built_in in trustline_library::TEMPLATES {
            // Whole templates are fetched only where there is something to offer.
            let newest = Manifest {
                version: built_in.version.to_owned(),
                ..Manifest::default()
            };
            let is_older = |m: &Manifest| {
                m.id.eq_ignore_ascii_case(built_in.id)
                    && newest.version_order(m) == Some(Ordering::Greater)
            };
            if manifests.iter().any(is_older)
                && let Ok(kb) = library::template(built_in.name).await
            {
                known.push(kb);
            }
        }
        let newer = app.with(|e| e.outdated(&known)).flatten();
        app.newer.set(newer);
    });
}

/// Says that a newer version of the template is at hand.
#[component]
pub fn Newer() -> impl IntoView {
    let app = App::here();
    move || {
        app.newer.get().map(|newer| {
            let parts: Vec<String> = newer
                .parts
                .iter()
                .map(|(from, to)| format!("{} {} → {}", from.name.trim(), from.version, to.version))
                .collect();
            let (template, declined) = (newer.knowledge_base.clone(), newer);
            view! {
                <div class="conflict" id="newer" role="status">
                    <span>{texts::NEWER}" "{parts.join(", ")}</span>
                    <button type="button" on:click=move |_| {
                        library::bring(texts::NEWER_NAME, Arc::clone(&template));
                        app.dialog.set(Some(crate::app::Dialog::Apply(vec![texts::NEWER_NAME.to_owned()])));
                    }>{texts::NEWER_LOOK}</button>
                    <button type="button" on:click=move |_| app.newer.set(None)>{texts::NEWER_LATER}</button>
                    <button type="button" on:click=move |_| {
                        app.act(Command::DeclineTemplate(Box::new(declined.clone())));
                        app.newer.set(None);
                    }>{texts::NEWER_NEVER}</button>
                </div>
            }
        })
    }
}

/// Chooses a template file to apply beside those that are known.
pub fn bring_file(chosen: RwSignal<Vec<String>>, trouble: RwSignal<String>, file: web_sys::File) {
    leptos::task::spawn_local(async move {
        let name = file.name();
        let read = dom::file_bytes(&file).await;
        let unread = || "the browser could not read it".to_owned();
        let kb = read.ok_or_else(unread).and_then(|bytes| {
            let reading = trustline_formats::read(&bytes).map_err(|e| e.to_string())?;
            let kb = reading.model.knowledge_base;
            kb.ok_or_else(|| "it carries no template".to_owned())
        });
        match kb {
            Ok(kb) => {
                trouble.set(String::new());
                library::bring(&name, kb);
                chosen.update(|c| {
                    c.retain(|n| *n != name);
                    c.push(name);
                });
            }
            // The dialog stays as it is: its choices are not to be made again.
            Err(why) => trouble.set(format!("{name}: {why}")),
        }
    });
}

//! What applying a template would do, and the choices in it.

use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use std::sync::Arc;
use trustline_model::KnowledgeBase;
use trustline_templates::migrate::{
    Carry, Choices, DecisionPlan, ElementPlan, Plan, PropertyChange, ThreatPlan,
};

/// So many lines of a list are shown; how many more there are is said.
const SHOWN: usize = 200;

/// A plan, or why there is none.
pub type Outcome = Result<Arc<Plan>, (String, Option<String>)>;

/// The plan as it stands.
#[derive(Clone, Copy)]
pub struct Planning {
    editing: Editing,
    pub template: RwSignal<Option<Arc<KnowledgeBase>>, LocalStorage>,
    pub conflicts: RwSignal<Vec<String>>,
    pub choices: RwSignal<Choices, LocalStorage>,
    pub outcome: RwSignal<Option<Outcome>, LocalStorage>,
}

impl Planning {
    pub fn new(editing: Editing) -> Self {
        Self {
            editing,
            template: RwSignal::new_local(None),
            conflicts: RwSignal::new(Vec::new()),
            choices: RwSignal::new_local(Choices::default()),
            outcome: RwSignal::new_local(None),
        }
    }

    /// Plans anew.
    pub fn plan(self) {
        let Some(template) = self.template.get_untracked() else {
            return self.outcome.set(None);
        };
        let choices = self.choices.get_untracked();
        let outcome = self.editing.with(|e| e.plan(&template, &choices));
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

/// The plan for people.
pub fn shown(state: Planning, plan: &Plan) -> impl IntoView + use<> {
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
            texts::decisions(plan.decisions.len()),
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
        <p>{texts::undecided(plan.stay.len(), plan.go.len(), plan.arrive.len())}</p>
        {(remarks > 0).then(|| view! {
            <details class="warnings" open={ remarks < 4 }>
                <summary>{texts::warnings(remarks)}</summary>
                <ul>{said.into_iter().map(|s| view! { <li>{s}</li> }).collect_view()}</ul>
            </details>
        })}
        {part("elements", texts::APPLY_ELEMENTS, true, replaced, move |(e, names)| element(state, e, names))}
        {part("decisions", texts::APPLY_DECISIONS, false, plan.decisions.clone(), move |d| decision(state, d))}
        {part("properties", texts::APPLY_PROPERTIES, false, changed, move |e| properties(state, e))}
        {part("arrive", texts::APPLY_NEW, false, plan.arrive.clone(), threat)}
        {part("go", texts::APPLY_REMOVED, false, plan.go.clone(), threat)}
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
                {(more > 0).then(|| view! { <p class="quiet">{texts::and_more(more)}</p> })}
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

fn element(state: Planning, plan: ElementPlan, names: Vec<String>) -> impl IntoView {
    let (from, now) = (plan.from.0.clone(), plan.to.0.as_str().to_owned());
    let mut options: Vec<(String, String)> = plan
        .alternatives
        .iter()
        .map(|(id, name)| (id.as_str().to_owned(), name.clone()))
        .collect();
    if !options.iter().any(|(id, _)| *id == now) {
        options.insert(0, (now.clone(), plan.to.1.clone()));
    }
    let label = texts::new_type(&plan.from.1);
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

fn properties(state: Planning, plan: ElementPlan) -> impl IntoView {
    let stencil = plan.from.0.clone();
    let name = plan.name.clone();
    let lines = plan
        .properties
        .into_iter()
        .map(|p| {
            let stencil = stencil.clone();
            let text = match &p.change {
                PropertyChange::Appears { value } => texts::appears(&p.label, value),
                PropertyChange::Vanishes { value } => texts::vanishes(&p.label, value),
                PropertyChange::Kept { value } => texts::stays(&p.label, value),
                PropertyChange::Value { before, after, .. } => {
                    format!("{}: {before} → {after}", p.label)
                }
            };
            let choice = match p.change {
                PropertyChange::Value {
                    before,
                    after,
                    valid,
                } if !valid.is_empty() => {
                    let label = texts::new_value(&p.label, &name);
                    let options = valid.into_iter().map(|v| (v.clone(), v)).collect();
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

fn decision(state: Planning, plan: DecisionPlan) -> impl IntoView {
    let from = plan.from.threat_type.clone();
    let movable = !matches!(plan.carry, Carry::Identity | Carry::Manual);
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
    let label = texts::where_to(plan.number);
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

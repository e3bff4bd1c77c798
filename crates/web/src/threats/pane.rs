//! One threat, or several selected ones: what it says, what was decided, why it is there.

use crate::state::{Editing, Layout, Side};
use crate::texts;
use crate::threats::choices::{category_options, priority_options, state_options};
use crate::threats::resolved::Resolved;
use crate::threats::why::Explained;
use leptos::prelude::*;
use trustline_editor::{Command, Decision, Editor, Mark};
use trustline_model::{State, ThreatKey, threat_property as field};

/// What the pane shows of a threat.
#[derive(Clone, PartialEq)]
struct Shown {
    key: ThreatKey,
    number: i64,
    own: bool,
    title: String,
    category: String,
    /// The template that its type comes from, where the model uses several.
    origin: Option<String>,
    description: String,
    state: State,
    priority: String,
    justification: String,
    interaction: String,
    crosses: Vec<String>,
    fields: Vec<(String, String, String)>,
    changed: Option<String>,
    diagram: Option<trustline_model::DiagramId>,
}

fn shown(editor: &Editor, key: &ThreatKey) -> Option<Shown> {
    let view = editor.threat(key)?;
    let names = view
        .elements()
        .map(|[s, f, t]| format!("{} → {} → {}", s.name(), f.name(), t.name()));
    Some(Shown {
        key: key.clone(),
        number: view.threat.number,
        own: editor
            .grid()
            .row(key)
            .is_some_and(|r| r.mark == Mark::Manual),
        title: view.title().into_owned(),
        category: view.category().to_owned(),
        origin: editor
            .knowledge_base()
            .and_then(|kb| kb.origin_of_threat_type(&key.threat_type))
            .map(|m| m.name),
        description: view.description().into_owned(),
        state: view.state().clone(),
        priority: view.priority().to_owned(),
        justification: view.justification().to_owned(),
        interaction: names.unwrap_or_else(|| view.interaction_name()),
        crosses: view.crosses(),
        fields: view
            .own_fields()
            .into_iter()
            .filter(|f| !f.hidden)
            .map(|f| (f.name, f.label, f.value))
            .collect(),
        changed: view.changed_at().map(|at| {
            let when = at.split('.').next().unwrap_or(at).replace('T', " ");
            format!("{}, {when}", view.changed_by().unwrap_or("–"))
        }),
        diagram: view.diagram().map(|d| d.id.clone()),
    })
}

#[component]
pub fn ThreatPane() -> impl IntoView {
    let editing = Editing::here();
    let selected = Memo::new(move |_| {
        editing.threats.track();
        editing
            .with(|e| e.selected_threats().to_vec())
            .unwrap_or_default()
    });
    let one = Memo::new(move |old: Option<&Option<Shown>>| {
        editing.threats.track();
        editing.model.track();
        // Until threats are found again, it stays as it was.
        if editing.with(|e| e.is_stale()) == Some(true) {
            return old.cloned().flatten();
        }
        match selected.get().as_slice() {
            [key] => editing.with(|e| shown(e, key)).flatten(),
            _ => None,
        }
    });
    move || match (selected.with(Vec::len), one.get()) {
        (_, Some(threat)) => view! { <One threat/> }.into_any(),
        (0 | 1, None) => view! { <p class="quiet pad">{texts::NO_THREAT_SELECTED}</p> }.into_any(),
        (count, None) => view! { <Several count keys=selected.get()/> }.into_any(),
    }
}

#[component]
fn Several(count: usize, keys: Vec<ThreatKey>) -> impl IntoView {
    let editing = Editing::here();
    let keys = StoredValue::new(keys);
    let decide = move |decision: Decision| editing.act(Command::Decide(keys.get_value(), decision));
    let text = RwSignal::new(String::new());
    view! {
        <div class="properties threat">
            <h2>{texts::threats(count)}</h2>
            <label class="field">
                <span>{texts::STATE}</span>
                <select id="bulk-state" on:change=move |e| decide(Decision {
                    state: Some(State::parse(&event_target_value(&e))),
                    ..Decision::default()
                })>
                    <option value="" selected disabled>"–"</option>
                    {state_options(None)}
                </select>
            </label>
            <label class="field">
                <span>{texts::PRIORITY}</span>
                <select id="bulk-priority" on:change=move |e| decide(Decision {
                    priority: Some(event_target_value(&e)),
                    ..Decision::default()
                })>
                    <option value="" selected disabled>"–"</option>
                    {priority_options(editing, None)}
                </select>
            </label>
            <label class="field">
                <span>{texts::JUSTIFICATION}</span>
                <textarea id="bulk-justification" rows="4" prop:value=move || text.get()
                    on:input=move |e| text.set(event_target_value(&e))></textarea>
            </label>
            <button type="button" on:click=move |_| decide(Decision {
                fields: vec![(field::JUSTIFICATION.to_owned(), text.get_untracked())],
                ..Decision::default()
            })>{format!("{} ({count})", texts::APPLY)}</button>
        </div>
    }
}

#[component]
fn One(threat: Shown) -> impl IntoView {
    let editing = Editing::here();
    let layout = Layout::here();
    let key = StoredValue::new(threat.key.clone());
    let decide =
        move |decision: Decision| editing.act(Command::Decide(vec![key.get_value()], decision));
    let set = move |name: &'static str, value: String| {
        decide(Decision {
            fields: vec![(name.to_owned(), value)],
            ..Decision::default()
        });
    };
    let why = editing.with(|e| e.why(&threat.key)).flatten();
    let crosses = match threat.crosses.is_empty() {
        true => texts::NOTHING_CROSSED.to_owned(),
        false => threat.crosses.join(", "),
    };
    let about = threat.key.clone();
    let diagram = threat.diagram.clone();
    let reveal = move |_| {
        if let Some(diagram) = diagram.clone() {
            let key = &about;
            let parts = vec![key.source.clone(), key.target.clone(), key.flow.clone()];
            editing.act(Command::Reveal(diagram, parts));
            layout.side.set(Side::Threat);
        }
    };
    view! {
        <div class="properties threat" id="threat">
            <p class="quiet">
                <span class="number">{format!("#{}", threat.number)}</span>
                " "
                {threat.category.clone()}
                {threat.origin.as_ref().map(|o| format!(" · {}", texts::from_template(o)))}
            </p>
            {if threat.own {
                view! {
                    <label class="field">
                        <span>{texts::TITLE}</span>
                        <input id="threat-title" prop:value=threat.title.clone()
                            on:change=move |e| set(field::TITLE, event_target_value(&e))/>
                    </label>
                    <label class="field">
                        <span>{texts::CATEGORY}</span>
                        <select on:change=move |e| set(field::CATEGORY, event_target_value(&e))>
                            {category_options(editing, &threat.category)}
                        </select>
                    </label>
                }.into_any()
            } else {
                view! { <h2>{threat.title.clone()}</h2> }.into_any()
            }}
            <div class="pair">
                <label class="field">
                    <span>{texts::STATE}</span>
                    <select id="threat-state" on:change=move |e| decide(Decision {
                        state: Some(State::parse(&event_target_value(&e))),
                        ..Decision::default()
                    })>{state_options(Some(&threat.state))}</select>
                </label>
                <label class="field">
                    <span>{texts::PRIORITY}</span>
                    <select id="threat-priority" on:change=move |e| decide(Decision {
                        priority: Some(event_target_value(&e)),
                        ..Decision::default()
                    })>{priority_options(editing, Some(&threat.priority))}</select>
                </label>
            </div>
            <label class="field">
                <span>{texts::JUSTIFICATION}</span>
                <textarea id="threat-justification" rows="3" prop:value=threat.justification.clone()
                    on:change=move |e| set(field::JUSTIFICATION, event_target_value(&e))></textarea>
            </label>
            <Resolved key=threat.key.clone()/>
            {threat.changed.clone().map(|c| view! { <p class="quiet changed">{c}</p> })}
            <dl>
                <dt>{texts::INTERACTION}</dt>
                <dd><button type="button" class="link" on:click=reveal>{threat.interaction.clone()}</button></dd>
                <dt>{texts::CROSSES}</dt>
                <dd>{crosses}</dd>
            </dl>
            {if threat.own {
                view! {
                    <label class="field">
                        <span>{texts::DESCRIPTION}</span>
                        <textarea rows="5" prop:value=threat.description.clone()
                            on:change=move |e| set(field::DESCRIPTION, event_target_value(&e))></textarea>
                    </label>
                }.into_any()
            } else {
                view! {
                    <h3>{texts::DESCRIPTION}</h3>
                    <div class="long" inner_html=trustline_report::rich(&threat.description)></div>
                }.into_any()
            }}
            {threat.fields.iter().filter(|(_, _, v)| !v.trim().is_empty()).map(|(_, label, value)| view! {
                <h3>{label.clone()}</h3>
                <div class="long" inner_html=trustline_report::rich(value)></div>
            }).collect_view()}
            {why.map(|why| view! { <Explained why diagram=threat.diagram.clone()/> })}
        </div>
    }
}

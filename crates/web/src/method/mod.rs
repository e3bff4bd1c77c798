//! The method beside the drawing: meetings, questions, assessment, the matrix of threats, controls,
//! decisions, assets, layers of diagrams, and interaction tables.

mod assessment;
mod decisions;
mod layers;
mod matrix;
mod meeting;
mod questions;
mod tables;

pub use decisions::Resolved;
pub use layers::Crumbs;
pub use tables::import;

use crate::app::{App, Lower};
use crate::{dom, texts};
use leptos::prelude::*;
use trustline_editor::Command;
use trustline_model::review::{About, Review};
use trustline_model::{DiagramId, ElementId, ThreatKey};

/// The parts of the pane.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Meeting,
    Questions,
    Assessment,
    Matrix,
    Controls,
    Decisions,
    Assets,
    Layers,
    Tables,
}

const PARTS: [(Part, &str); 9] = [
    (Part::Meeting, texts::MEETINGS),
    (Part::Questions, texts::QUESTIONS),
    (Part::Assessment, texts::ASSESSMENT),
    (Part::Matrix, texts::MATRIX),
    (Part::Controls, texts::CONTROLS),
    (Part::Decisions, texts::DECISIONS),
    (Part::Assets, texts::ASSETS),
    (Part::Layers, texts::LAYERS),
    (Part::Tables, texts::TABLES),
];

/// Shows a part of the pane.
pub fn show(app: App, part: Part) {
    app.part.set(part);
    app.lower.set(Lower::Review);
    app.lower_open.set(true);
}

#[component]
pub fn Method() -> impl IntoView {
    let app = App::here();
    let review = Memo::new(move |_| {
        app.model.track();
        app.with(|e| e.model().review.clone()).unwrap_or_default()
    });
    provide_context(review);
    let tab = move |(part, label): (Part, &'static str)| {
        view! {
            <button type="button" role="tab" class="side-tab" data-part=format!("{part:?}")
                aria-controls="method-panel"
                aria-selected=move || (app.part.get() == part).to_string()
                on:click=move |_| {
                    app.part.set(part);
                    if let Some(panel) = dom::by_id("method-panel") {
                        panel.set_scroll_top(0);
                    }
                }>{label}</button>
        }
    };
    view! {
        <div class="method">
            <div class="side-tabs" role="tablist" aria-orientation="vertical" aria-label=texts::REVIEW>
                {PARTS.into_iter().map(tab).collect_view()}
            </div>
            <div class="method-body" role="tabpanel" id="method-panel" aria-label=texts::REVIEW tabindex="0">
                {move || match app.part.get() {
                    Part::Meeting => view! { <meeting::Meetings/> }.into_any(),
                    Part::Questions => view! { <questions::Questions/> }.into_any(),
                    Part::Assessment => view! { <assessment::Assessment/> }.into_any(),
                    Part::Matrix => view! { <matrix::Matrix/> }.into_any(),
                    Part::Controls => view! { <matrix::Controls/> }.into_any(),
                    Part::Decisions => view! { <decisions::Decisions/> }.into_any(),
                    Part::Assets => view! { <decisions::Assets/> }.into_any(),
                    Part::Layers => view! { <layers::Layers/> }.into_any(),
                    Part::Tables => view! { <tables::Tables/> }.into_any(),
                }}
            </div>
        </div>
    }
}

/// What was recorded, as the pane shares it.
fn recorded() -> Memo<Review> {
    expect_context()
}

/// Changes what was recorded, as one step.
fn change(app: App, label: &'static str, change: impl FnOnce(&mut Review)) {
    if let Some(mut review) = app.with(|e| e.model().review.clone()) {
        change(&mut review);
        app.act(Command::SetReview(label, Box::new(review)));
    }
}

/// A field of text that is taken over when people leave it.
#[component]
fn Text(
    label: &'static str,
    #[prop(into)] value: Signal<String>,
    set: Callback<String>,
    #[prop(default = 1)] rows: u32,
    #[prop(default = "")] id: &'static str,
) -> impl IntoView {
    let id = (!id.is_empty()).then_some(id);
    match rows {
        1 => view! {
            <label class="field"><span>{label}</span>
                <input id=id prop:value=move || value.get() on:change=move |e| set.run(event_target_value(&e))/>
            </label>
        }
        .into_any(),
        rows => view! {
            <label class="field"><span>{label}</span>
                <textarea id=id rows=rows prop:value=move || value.get()
                    on:change=move |e| set.run(event_target_value(&e))></textarea>
            </label>
        }
        .into_any(),
    }
}

/// A field for something new, with its button.
#[component]
fn Adder(label: &'static str, id: &'static str, add: Callback<String>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    view! {
        <form class="adder" on:submit=move |e| {
            e.prevent_default();
            let new = text.get_untracked();
            if !new.trim().is_empty() {
                add.run(new.trim().to_owned());
                text.set(String::new());
            }
        }>
            <input id=id aria-label=label placeholder=label prop:value=move || text.get()
                on:input=move |e| text.set(event_target_value(&e))/>
            <button type="submit">{texts::ADD}</button>
        </form>
    }
}

/// The name of an element with the diagram that shows it first.
fn element(app: App, id: &ElementId) -> Option<(DiagramId, String)> {
    app.with(|e| {
        let mut all = e.model().diagrams.iter();
        all.find_map(|d| {
            let element = d.element(id)?;
            let name = match element.name().trim() {
                "" => element.form.as_str().to_owned(),
                name => name.to_owned(),
            };
            Some((d.id.clone(), name))
        })
    })
    .flatten()
}

fn threat_name(app: App, key: &ThreatKey) -> Option<String> {
    app.with(|e| {
        let view = e.threat(key)?;
        Some(format!("#{} {}", view.threat.number, view.title()))
    })
    .flatten()
}

/// What something is about: shown by a click, added from what is selected.
#[component]
fn Links(#[prop(into)] about: Signal<About>, set: Callback<About>) -> impl IntoView {
    let app = App::here();
    let remove = move |gone: &ElementId| {
        let mut new = about.get_untracked();
        new.elements.retain(|e| e != gone);
        set.run(new);
    };
    let remove_threat = move |gone: &ThreatKey| {
        let mut new = about.get_untracked();
        new.threats.retain(|t| t != gone);
        set.run(new);
    };
    let elements = move || {
        app.threats.track();
        let chip = |id: ElementId| {
            let found = element(app, &id);
            let name = found
                .as_ref()
                .map_or(texts::GONE.to_owned(), |f| f.1.clone());
            let (there, gone) = (id.clone(), id);
            let label = format!("{} {name}", texts::REMOVE);
            view! {
                <span class="chip">
                    <button type="button" class="link" on:click=move |_| {
                        if let Some((diagram, _)) = found.clone() {
                            app.act(Command::Reveal(diagram, vec![there.clone()]));
                        }
                    }>{name}</button>
                    <button type="button" class="icon" aria-label=label on:click=move |_| remove(&gone)>"×"</button>
                </span>
            }
        };
        about.get().elements.into_iter().map(chip).collect_view()
    };
    let threats = move || {
        app.threats.track();
        let chip = |key: ThreatKey| {
            let name = threat_name(app, &key).unwrap_or(texts::GONE.to_owned());
            let (there, gone) = (key.clone(), key);
            let label = format!("{} {name}", texts::REMOVE);
            view! {
                <span class="chip">
                    <button type="button" class="link" on:click=move |_| app.open_threat(there.clone())>{name}</button>
                    <button type="button" class="icon" aria-label=label on:click=move |_| remove_threat(&gone)>"×"</button>
                </span>
            }
        };
        about.get().threats.into_iter().map(chip).collect_view()
    };
    let link = move |_| {
        let chosen = app.with(|e| (e.selection().to_vec(), e.selected_threats().to_vec()));
        let (elements, threats) = chosen.unwrap_or_default();
        if elements.is_empty() && threats.is_empty() {
            return app.say(texts::SELECT_TO_LINK);
        }
        let mut new = about.get_untracked();
        for id in elements {
            if !new.elements.contains(&id) {
                new.elements.push(id);
            }
        }
        for key in threats {
            if !new.threats.contains(&key) {
                new.threats.push(key);
            }
        }
        set.run(new);
    };
    view! {
        <div class="chips">
            {elements}
            {threats}
            <button type="button" class="quiet-button" on:click=link>{texts::LINK}</button>
        </div>
    }
}

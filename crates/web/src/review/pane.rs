//! The method beside the drawing: meetings, questions, assessment, the matrix of threats, controls,
//! decisions, assets, layers of diagrams, and interaction tables.

use crate::browser::dom;
use crate::review::assessment::Assessment;
use crate::review::assets::Assets;
use crate::review::controls::Controls;
use crate::review::decisions::Decisions;
use crate::review::layers::Layers;
use crate::review::matrix::Matrix;
use crate::review::meeting::Meetings;
use crate::review::questions::Questions;
use crate::review::tables::Tables;
use crate::state::{Editing, Layout, Part};
use crate::texts;
use leptos::prelude::*;

const PARTS: [(Part, &str); 9] = [
    (Part::Meeting, texts::MEETINGS),
    (Part::Questions, texts::QUESTIONS),
    (Part::Assessment, texts::ASSESSMENT),
    (Part::Matrix, texts::MATRIX),
    (Part::Controls, texts::CONTROLS),
    (Part::Decisions, texts::DECISIONS),
    (Part::Assets, texts::ASSETS),
    (Part::Layers, texts::LEVELS),
    (Part::Tables, texts::TABLES),
];

#[component]
pub fn ReviewPane() -> impl IntoView {
    let editing = Editing::here();
    let layout = Layout::here();
    let review = Memo::new(move |_| {
        editing.model.track();
        editing
            .with(|e| e.model().review.clone())
            .unwrap_or_default()
    });
    provide_context(review);
    let tab = move |(part, label): (Part, &'static str)| {
        view! {
            <button type="button" role="tab" class="side-tab" data-part=format!("{part:?}")
                aria-controls="method-panel"
                aria-selected=move || (layout.part.get() == part).to_string()
                on:click=move |_| {
                    layout.part.set(part);
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
                {move || match layout.part.get() {
                    Part::Meeting => view! { <Meetings/> }.into_any(),
                    Part::Questions => view! { <Questions/> }.into_any(),
                    Part::Assessment => view! { <Assessment/> }.into_any(),
                    Part::Matrix => view! { <Matrix/> }.into_any(),
                    Part::Controls => view! { <Controls/> }.into_any(),
                    Part::Decisions => view! { <Decisions/> }.into_any(),
                    Part::Assets => view! { <Assets/> }.into_any(),
                    Part::Layers => view! { <Layers/> }.into_any(),
                    Part::Tables => view! { <Tables/> }.into_any(),
                }}
            </div>
        </div>
    }
}

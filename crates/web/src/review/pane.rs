//! The method beside the drawing: meetings, questions, assessment, the matrix of threats, controls,
//! decisions, assets, levels of diagrams, and interaction tables.

use crate::browser::dom;
use crate::review::assessment::Assessment;
use crate::review::assets::Assets;
use crate::review::controls::Controls;
use crate::review::decisions::Decisions;
use crate::review::levels::Levels;
use crate::review::matrix::Matrix;
use crate::review::meeting::Meetings;
use crate::review::questions::Questions;
use crate::review::tables::Tables;
use crate::state::{Editing, Layout, ReviewTab};
use crate::texts;
use leptos::prelude::*;

const PARTS: [(ReviewTab, &str); 9] = [
    (ReviewTab::Meeting, texts::MEETINGS),
    (ReviewTab::Questions, texts::QUESTIONS),
    (ReviewTab::Assessment, texts::ASSESSMENT),
    (ReviewTab::Matrix, texts::MATRIX),
    (ReviewTab::Controls, texts::CONTROLS),
    (ReviewTab::Decisions, texts::DECISIONS),
    (ReviewTab::Assets, texts::ASSETS),
    (ReviewTab::Levels, texts::LEVELS),
    (ReviewTab::Tables, texts::TABLES),
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
    let tab = move |(part, label): (ReviewTab, &'static str)| {
        view! {
            <button type="button" role="tab" class="side-tab" data-part=format!("{part:?}")
                aria-controls="method-panel"
                aria-selected=move || (layout.review.get() == part).to_string()
                on:click=move |_| {
                    layout.review.set(part);
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
                {move || match layout.review.get() {
                    ReviewTab::Meeting => view! { <Meetings/> }.into_any(),
                    ReviewTab::Questions => view! { <Questions/> }.into_any(),
                    ReviewTab::Assessment => view! { <Assessment/> }.into_any(),
                    ReviewTab::Matrix => view! { <Matrix/> }.into_any(),
                    ReviewTab::Controls => view! { <Controls/> }.into_any(),
                    ReviewTab::Decisions => view! { <Decisions/> }.into_any(),
                    ReviewTab::Assets => view! { <Assets/> }.into_any(),
                    ReviewTab::Levels => view! { <Levels/> }.into_any(),
                    ReviewTab::Tables => view! { <Tables/> }.into_any(),
                }}
            </div>
        </div>
    }
}

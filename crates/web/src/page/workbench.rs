//! The screen on which models are drawn: stencils, diagrams, canvas, the right pane.

use crate::drawing::{Canvas, Crumbs, DiagramTabs, Stencils};
use crate::page::bar::Bar;
use crate::page::lower::LowerPane;
use crate::page::warnings::ConflictBar;
use crate::properties::Properties;
use crate::state::{Layout, Side};
use crate::template::Newer;
use crate::texts;
use crate::threats::ThreatPane;
use leptos::prelude::*;

#[component]
pub fn Workbench() -> impl IntoView {
    let layout = Layout::here();
    let shown = move |open: RwSignal<bool>| move || !open.get();
    view! {
        <a class="skip" href="#canvas">{texts::SKIP}</a>
        <div class="bench">
            <Bar/>
            <ConflictBar/>
            <Newer/>
            <div class="middle">
                <aside class="left" aria-label=texts::STENCILS class:closed=shown(layout.left_open)>
                    <Stencils/>
                </aside>
                <main class="center">
                    <DiagramTabs/>
                    <Crumbs/>
                    <Canvas/>
                    <LowerPane/>
                </main>
                <aside class="right" aria-label=texts::PROPERTIES class:closed=shown(layout.right_open)>
                    <div class="tabs small" role="tablist">
                        <SideTab side=Side::Properties label=texts::PROPERTIES/>
                        <SideTab side=Side::Threat label=texts::THREAT/>
                    </div>
                    <div class="side-body" role="tabpanel" id="side-panel" aria-label=texts::PROPERTIES tabindex="-1">
                        {move || match layout.side.get() {
                            Side::Properties => view! { <Properties/> }.into_any(),
                            Side::Threat => view! { <ThreatPane/> }.into_any(),
                        }}
                    </div>
                </aside>
            </div>
        </div>
    }
}

#[component]
fn SideTab(side: Side, label: &'static str) -> impl IntoView {
    let layout = Layout::here();
    view! {
        <button
            type="button"
            role="tab"
            class="tab"
            aria-controls="side-panel"
            aria-selected=move || (layout.side.get() == side).to_string()
            on:click=move |_| layout.side.set(side)
        >
            {label}
        </button>
    }
}

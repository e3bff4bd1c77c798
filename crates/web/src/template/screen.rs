//! The template editor: a screen of its own with tabs, for a template document as well as for the
//! template of a model.

use crate::state::{Editing, Tab, Tabs};
use crate::template::fields::Details;
use crate::template::list::List;
use crate::texts;
use crate::threats::Messages;
use leptos::prelude::*;
use trustline_editor::{TemplateCommand, TemplateItem};

/// The tabs and what they show; what leads away from here stands beside the tabs.
#[component]
pub fn TemplateScreen(children: Children) -> impl IntoView {
    let editing = Editing::here();
    let tabs = Tabs::here();
    let focus = Memo::new(move |_| {
        editing.template.track();
        editing
            .with(|e| e.template_focus().clone())
            .unwrap_or_default()
    });
    // What an undo changed is shown, wherever it is.
    Effect::new(move |before: Option<()>| {
        let item = focus.get();
        let tab = tabs.tab.get_untracked();
        if before.is_some()
            && !tab.has(&item)
            && let Some(tab) = Tab::ALL.iter().find(|t| t.has(&item))
        {
            tabs.tab.set(*tab);
        }
    });
    let choose = move |tab: Tab| {
        tabs.tab.set(tab);
        match tab.list() {
            Some(list) if !tab.has(&focus.get_untracked()) => tabs.show_first(list),
            None if tab == Tab::Manifest => {
                tabs.act(TemplateCommand::Show(TemplateItem::Manifest));
            }
            _ => {}
        }
    };
    let said = move || {
        editing.threats.track();
        editing.model.track();
        editing
            .with(|e| {
                let all = e.messages();
                all.iter()
                    .filter(|m| m.item.is_some() && !m.dismissed)
                    .count()
            })
            .unwrap_or(0)
    };
    let heads = Tab::ALL
        .into_iter()
        .map(|tab| {
            let count = (tab == Tab::Messages).then(|| view! { <span class="count">{said}</span> });
            view! {
                <button
                    type="button"
                    role="tab"
                    class="tab"
                    data-tab=format!("{tab:?}")
                    aria-controls="template-panel"
                    aria-selected=move || (tabs.tab.get() == tab).to_string()
                    on:click=move |_| choose(tab)
                >
                    {label(tab)}
                    {count}
                </button>
            }
        })
        .collect_view();
    let list = Memo::new(move |_| tabs.tab.get().list());
    let body = move || match (tabs.tab.get(), list.get()) {
        (Tab::Messages, _) => view! { <Messages template=true/> }.into_any(),
        (_, None) => view! { <Details/> }.into_any(),
        (_, Some(tab)) => view! {
            <List tab focus/>
            <Details/>
        }
        .into_any(),
    };
    view! {
        <main class="template">
            <div class="tabs">
                <div class="tab-list" role="tablist" aria-label=texts::TEMPLATE>{heads}</div>
                <span class="spacer"></span>
                {children()}
            </div>
            <div class="template-body" role="tabpanel" id="template-panel" aria-label=texts::TEMPLATE tabindex="-1">
                {body}
            </div>
        </main>
    }
}

fn label(tab: Tab) -> &'static str {
    match tab {
        Tab::Stencils => texts::STENCILS,
        Tab::ThreatTypes => texts::THREAT_TYPES,
        Tab::Properties => texts::THREAT_PROPERTIES,
        Tab::Manifest => texts::MANIFEST,
        Tab::Messages => texts::MESSAGES,
    }
}

//! The template editor: a screen of its own with tabs, for a template document as well as for the
//! template of a model.

mod fields;
mod list;
mod rule;
mod trial;

use crate::actions::Action;
use crate::app::{App, Place};
use crate::panels::Messages;
use crate::shell::{Bar, ConflictBar};
use crate::texts;
use fields::Details;
use leptos::prelude::*;
use list::List;
use trustline_editor::{Command, TemplateCommand, TemplateItem, TemplateTab};

/// What the screen shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tab {
    Stencils,
    ThreatTypes,
    Properties,
    Manifest,
    Messages,
}

impl Tab {
    const ALL: [Tab; 5] = [
        Tab::Stencils,
        Tab::ThreatTypes,
        Tab::Properties,
        Tab::Manifest,
        Tab::Messages,
    ];

    /// The list that stands beside the fields, where there is one.
    fn list(self) -> Option<TemplateTab> {
        match self {
            Tab::Stencils => Some(TemplateTab::Stencils),
            Tab::ThreatTypes => Some(TemplateTab::ThreatTypes),
            Tab::Properties => Some(TemplateTab::Properties),
            Tab::Manifest | Tab::Messages => None,
        }
    }

    fn has(self, item: &TemplateItem) -> bool {
        match item {
            TemplateItem::Manifest => self == Tab::Manifest,
            TemplateItem::Stencil(_) | TemplateItem::Attribute(..) => self == Tab::Stencils,
            TemplateItem::Category(_) => matches!(self, Tab::ThreatTypes | Tab::Properties),
            TemplateItem::ThreatType(_) => self == Tab::ThreatTypes,
            TemplateItem::Property(_) => self == Tab::Properties,
        }
    }
}

/// Does something to the template.
pub fn act(app: App, command: TemplateCommand) {
    app.act(Command::Template(command));
}

/// Opens the editor for the template of what is open.
pub fn open(app: App) {
    let fresh = app.with(|e| *e.template_focus() == TemplateItem::Manifest);
    if fresh == Some(true) {
        app.tab.set(Tab::Stencils);
        show_first(app, TemplateTab::Stencils);
    }
    app.place.set(Place::Template);
}

/// Shows a part of the template, wherever people are.
pub fn show(app: App, item: TemplateItem) {
    let fits = |tab: &&Tab| tab.has(&item);
    let tab = app.tab.get_untracked();
    if let Some(tab) = [tab].iter().chain(&Tab::ALL).find(fits) {
        app.tab.set(*tab);
    }
    act(app, TemplateCommand::Show(item));
    if app.place.get_untracked() != Place::Template {
        app.place.set(Place::Template);
    }
}

fn show_first(app: App, tab: TemplateTab) {
    let first = app.with(|e| e.template_rows(tab, "").into_iter().next());
    if let Some(row) = first.flatten() {
        act(app, TemplateCommand::Show(row.item));
    }
}

#[component]
pub fn TemplateScreen() -> impl IntoView {
    let app = App::here();
    let focus = Memo::new(move |_| {
        app.template.track();
        app.with(|e| e.template_focus().clone()).unwrap_or_default()
    });
    // What an undo changed is shown, wherever it is.
    Effect::new(move |before: Option<()>| {
        let item = focus.get();
        let tab = app.tab.get_untracked();
        if before.is_some()
            && !tab.has(&item)
            && let Some(tab) = Tab::ALL.iter().find(|t| t.has(&item))
        {
            app.tab.set(*tab);
        }
    });
    let choose = move |tab: Tab| {
        app.tab.set(tab);
        match tab.list() {
            Some(list) if !tab.has(&focus.get_untracked()) => show_first(app, list),
            None if tab == Tab::Manifest => {
                act(app, TemplateCommand::Show(TemplateItem::Manifest));
            }
            _ => {}
        }
    };
    let said = move || {
        app.threats.track();
        app.model.track();
        app.with(|e| {
            let all = e.messages();
            all.iter()
                .filter(|m| m.item.is_some() && !m.dismissed)
                .count()
        })
        .unwrap_or(0)
    };
    let tabs = Tab::ALL
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
                    aria-selected=move || (app.tab.get() == tab).to_string()
                    on:click=move |_| choose(tab)
                >
                    {texts::template_tab(tab)}
                    {count}
                </button>
            }
        })
        .collect_view();
    let document = app.is_template();
    let leave = match document {
        true => Action::DrawModel,
        false => Action::BackToDrawing,
    };
    let list = Memo::new(move |_| app.tab.get().list());
    let body = move || match (app.tab.get(), list.get()) {
        (Tab::Messages, _) => view! { <Messages template=true/> }.into_any(),
        (_, None) => view! { <Details/> }.into_any(),
        (_, Some(tab)) => view! {
            <List tab focus/>
            <Details/>
        }
        .into_any(),
    };
    view! {
        <a class="skip" href="#template-panel">{texts::SKIP_TEMPLATE}</a>
        <div class="bench">
            <Bar/>
            <ConflictBar/>
            <main class="template">
                <div class="tabs">
                    <div class="tab-list" role="tablist" aria-label=texts::TEMPLATE>{tabs}</div>
                    <span class="spacer"></span>
                    <button type="button" data-action=format!("{leave:?}") on:click=move |_| leave.run(app)>{leave.label()}</button>
                </div>
                <div class="template-body" role="tabpanel" id="template-panel" aria-label=texts::TEMPLATE tabindex="-1">
                    {body}
                </div>
            </main>
        </div>
    }
}

//! The parts of a template as a list that is searched, walked through by arrows, and added to.

use crate::browser::dom;
use crate::drawing::Icon;
use crate::state::{Editing, Tabs};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{TemplateCommand, TemplateItem, TemplateRow, TemplateTab};

/// Where a new stencil goes: under what people group by, else beside what is looked at.
fn parent(editing: Editing) -> Option<trustline_model::StencilId> {
    editing.with(|e| {
        let kb = e.knowledge_base()?;
        let TemplateItem::Stencil(id) = e.template_focus() else {
            return Some(kb.stencils.first()?.id.clone());
        };
        let stencil = kb.stencil(id)?;
        let groups = stencil.generic || kb.stencils.iter().any(|s| s.parent == *id);
        Some(if groups {
            id.clone()
        } else {
            stencil.parent.clone()
        })
    })?
}

/// The category that new threat types have: that of what is looked at.
fn category(editing: Editing) -> String {
    let found = editing.with(|e| match e.template_focus() {
        TemplateItem::Category(id) => Some(id.clone()),
        TemplateItem::ThreatType(id) => {
            let threat = e.knowledge_base()?.threat_type(id)?;
            Some(threat.category.clone())
        }
        _ => None,
    });
    found.flatten().unwrap_or_default()
}

/// What can be added to a list: what it is called, and how.
type Addition = (&'static str, fn(Editing) -> TemplateCommand);

fn additions(tab: TemplateTab) -> [Addition; 2] {
    use TemplateCommand as C;
    let category_too = (texts::CATEGORY, (|_| C::AddCategory) as fn(Editing) -> C);
    match tab {
        TemplateTab::Stencils => [
            (texts::STENCIL, |editing| C::AddStencil(parent(editing))),
            (texts::GENERIC, |_| C::AddStencil(None)),
        ],
        TemplateTab::ThreatTypes => [
            (texts::THREAT_TYPE, |editing| {
                C::AddThreatType(category(editing))
            }),
            category_too,
        ],
        TemplateTab::Properties => [(texts::PROPERTY, |_| C::AddProperty), category_too],
    }
}

#[component]
pub fn List(tab: TemplateTab, focus: Memo<TemplateItem>) -> impl IntoView {
    let editing = Editing::here();
    let tabs = Tabs::here();
    let search = RwSignal::new(String::new());
    let rows = Memo::new(move |_| {
        editing.template.track();
        let text = search.get();
        editing
            .with(|e| e.template_rows(tab, &text))
            .unwrap_or_default()
    });
    // Where the keyboard enters the list.
    let entry = Memo::new(move |_| {
        rows.with(|rows| {
            let focus = focus.get();
            rows.iter().position(|r| r.item == focus).unwrap_or(0)
        })
    });
    let with_focus = move |command: fn(TemplateItem) -> TemplateCommand| {
        tabs.act(command(focus.get_untracked()));
    };
    let step = move |to: usize| {
        let item = rows.with_untracked(|rows| rows.get(to).map(|r| r.item.clone()));
        if let Some(item) = item {
            tabs.act(TemplateCommand::Show(item));
            dom::focus_soon(".template-list [tabindex='0']");
        }
    };
    let on_key = move |e: web_sys::KeyboardEvent| {
        let at = entry.get_untracked();
        let last = rows.with_untracked(Vec::len).saturating_sub(1);
        match (e.key().as_str(), e.alt_key()) {
            ("ArrowUp", false) => step(at.saturating_sub(1)),
            ("ArrowDown", false) => step((at + 1).min(last)),
            ("Home", _) => step(0),
            ("End", _) => step(last),
            ("ArrowUp", true) => with_focus(|item| TemplateCommand::Move(item, true)),
            ("ArrowDown", true) => with_focus(|item| TemplateCommand::Move(item, false)),
            ("Delete", _) => with_focus(TemplateCommand::Remove),
            // The name gets the keyboard, see below.
            ("Enter", _) => {}
            ("d", _) if e.ctrl_key() || e.meta_key() => with_focus(TemplateCommand::Duplicate),
            _ => return,
        }
        e.prevent_default();
        e.stop_propagation();
        dom::focus_soon(match e.key().as_str() {
            "Enter" => "#t0-Name",
            _ => ".template-list [tabindex='0']",
        });
    };
    let tool = move |glyph: &'static str, label: &'static str, name, command| {
        view! {
            <button type="button" class="icon" title=label aria-label=label data-tool=name
                on:click=move |_| with_focus(command)>{glyph}</button>
        }
    };
    let adding = additions(tab).map(|(label, command)| {
        view! {
            <button type="button" data-add=label on:click=move |_| {
                search.set(String::new());
                tabs.act(command(editing));
                dom::focus_soon("#t0-Name");
            }>{format!("+ {label}")}</button>
        }
    });
    let row = move |(i, row): (usize, TemplateRow)| {
        let item = row.item.clone();
        let chosen = {
            let item = item.clone();
            move || focus.with(|f| *f == item)
        };
        let icon = row
            .shape
            .map(|shape| view! { <Icon shape image=row.image/> });
        let hidden = row
            .hidden
            .then(|| view! { <span class="tag">{texts::HIDDEN}</span> });
        let heading = tab == TemplateTab::ThreatTypes && row.depth == 0;
        view! {
            <li
                role="treeitem"
                class:heading=heading
                attr:aria-level=row.depth + 1
                aria-selected=move || chosen().to_string()
                tabindex=move || if entry.get() == i { "0" } else { "-1" }
                style:padding-left=format!("{}px", 10 + row.depth.min(6) * 14)
                on:click=move |_| tabs.act(TemplateCommand::Show(item.clone()))
            >
                {icon}
                <span class="grow">{row.label}</span>
                {hidden}
                <span class="quiet note">{row.note}</span>
            </li>
        }
    };
    view! {
        <div class="template-side">
            <div class="pane-head">
                <input
                    id="template-search"
                    type="search"
                    aria-label=texts::SEARCH
                    placeholder=texts::SEARCH
                    prop:value=move || search.get()
                    on:input=move |e| search.set(event_target_value(&e))
                    on:keydown=move |e| {
                        if e.key() == "ArrowDown" {
                            e.prevent_default();
                            dom::focus_soon(".template-list [tabindex='0']");
                        }
                    }
                />
                <div class="row tight">
                    {adding}
                    <span class="spacer"></span>
                    {tool("⊕", texts::DUPLICATE, "Duplicate", TemplateCommand::Duplicate as fn(_) -> _)}
                    {tool("↑", texts::MOVE_UP, "Up", |item| TemplateCommand::Move(item, true))}
                    {tool("↓", texts::MOVE_DOWN, "Down", |item| TemplateCommand::Move(item, false))}
                    {tool("−", texts::REMOVE, "Remove", TemplateCommand::Remove)}
                </div>
            </div>
            <ul class="template-list" role="tree" aria-label=texts::template_list(tab) on:keydown=on_key>
                {move || rows.get().into_iter().enumerate().map(row).collect_view()}
            </ul>
            {move || rows.with(Vec::is_empty).then(|| view! { <p class="quiet pad">{texts::NO_PARTS}</p> })}
        </div>
    }
}

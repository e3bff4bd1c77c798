//! The fields of the part of the template that is looked at. They stay on the page while their
//! values change, so that the keyboard stays where it is.

use crate::browser::dom;
use crate::state::{Editing, Tabs};
use crate::template::picture::Picture;
use crate::template::rule::RuleField;
use crate::template::trial::Trial;
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{
    TemplateCommand, TemplateField, TemplateForm, TemplateGroup, TemplateItem, TemplateKey,
    TemplatePane,
};

/// What there is, without what it says.
fn layout(pane: &TemplatePane) -> TemplatePane {
    let mut pane = pane.clone();
    pane.title.clear();
    for field in pane.groups.iter_mut().flat_map(|g| &mut g.fields) {
        field.value.clear();
    }
    pane
}

#[component]
pub fn Details() -> impl IntoView {
    let editing = Editing::here();
    let tabs = Tabs::here();
    let pane = Memo::new(move |_| {
        editing.template.track();
        editing.with(|e| e.template_pane()).flatten()
    });
    let shown = Memo::new(move |_| pane.with(|p| p.as_ref().map(layout)));
    let title = move || pane.with(|p| p.as_ref().map_or(String::new(), |p| p.title.clone()));
    let body = move || {
        dom::keep_focus();
        let Some(shown) = shown.get() else {
            return view! { <p class="quiet pad">{texts::NO_PART}</p> }.into_any();
        };
        let drafts = [RwSignal::new(String::new()), RwSignal::new(String::new())];
        let of_type = matches!(shown.item, TemplateItem::ThreatType(_));
        let of_stencil = match &shown.item {
            TemplateItem::Stencil(id) => Some(id.clone()),
            _ => None,
        };
        let groups = shown
            .groups
            .into_iter()
            .enumerate()
            .map(|(at, group)| one_group(tabs, pane, at, group, drafts))
            .collect_view();
        let add = of_stencil.map(|id| {
            view! {
                <button type="button" data-add="Attribute"
                    on:click=move |_| tabs.act(TemplateCommand::AddAttribute(id.clone()))>
                    {format!("+ {}", texts::ATTRIBUTE)}
                </button>
            }
        });
        view! {
            <div class="template-fields">
                <h2>{title}</h2>
                {groups}
                {add}
            </div>
            {of_type.then(|| view! { <Trial drafts/> })}
        }
        .into_any()
    };
    view! { <div class="template-details">{body}</div> }
}

/// Fields of the part itself, or of one attribute.
fn one_group(
    tabs: Tabs,
    pane: Memo<Option<TemplatePane>>,
    at: usize,
    group: TemplateGroup,
    drafts: [RwSignal<String>; 2],
) -> AnyView {
    let value = move |key: TemplateKey| {
        Signal::derive(move || {
            pane.with(|p| {
                let fields = &p.as_ref()?.groups.get(at)?.fields;
                Some(fields.iter().find(|f| f.key == key)?.value.clone())
            })
            .unwrap_or_default()
        })
    };
    let own_attribute = matches!(group.item, TemplateItem::Attribute(..));
    let item = StoredValue::new(group.item);
    let fields = group
        .fields
        .into_iter()
        .map(|f| {
            let value = value(f.key);
            one_field(tabs, at, item, own_attribute, f, value, drafts)
        })
        .collect_view();
    if let Some(from) = group.from {
        return view! {
            <div class="inherited">
                {fields}
                <button type="button" class="link" on:click=move |_| {
                    tabs.act(TemplateCommand::Show(item.get_value()));
                }>{texts::from(&from)}</button>
            </div>
        }
        .into_any();
    }
    if !own_attribute {
        return view! { <div class="template-group">{fields}</div> }.into_any();
    }
    let label = value(TemplateKey::Name);
    let tool = move |glyph: &'static str,
                     label: &'static str,
                     command: fn(TemplateItem) -> TemplateCommand| {
        view! {
            <button type="button" class="icon" title=label aria-label=label
                on:click=move |_| tabs.act(command(item.get_value()))>{glyph}</button>
        }
    };
    view! {
        <fieldset class="template-group attribute" data-attribute=at>
            <legend>{move || texts::attribute(&label.get())}</legend>
            {fields}
            <div class="row tight">
                {tool("↑", texts::MOVE_UP, |item| TemplateCommand::Move(item, true))}
                {tool("↓", texts::MOVE_DOWN, |item| TemplateCommand::Move(item, false))}
                {tool("−", texts::REMOVE, TemplateCommand::Remove)}
            </div>
        </fieldset>
    }
    .into_any()
}

fn one_field(
    tabs: Tabs,
    group: usize,
    item: StoredValue<TemplateItem>,
    of_attribute: bool,
    field: TemplateField,
    value: Signal<String>,
    drafts: [RwSignal<String>; 2],
) -> AnyView {
    let key = field.key;
    let label = field
        .label
        .unwrap_or_else(|| texts::template_key(key, of_attribute).to_owned());
    let id = match key {
        TemplateKey::Own(at) => format!("t{group}-Own{at}"),
        key => format!("t{group}-{key:?}"),
    };
    let set = Callback::new(move |value: String| {
        tabs.act(TemplateCommand::Set(item.get_value(), key, value));
    });
    let labelled = |class: &'static str, control: AnyView| {
        let label = label.clone();
        view! { <label class=class><span>{label}</span>{control}</label> }.into_any()
    };
    match field.form {
        TemplateForm::Line => labelled(
            "field",
            view! {
                <input id=id prop:value=move || value.get() on:change=move |e| {
                    set.run(event_target_value(&e));
                    // What was refused is not there any more.
                    event_target::<web_sys::HtmlInputElement>(&e).set_value(&value.get_untracked());
                }/>
            }
            .into_any(),
        ),
        TemplateForm::Long | TemplateForm::Lines => labelled(
            "field",
            view! {
                <textarea id=id rows=if field.form == TemplateForm::Long { "3" } else { "4" }
                    prop:value=move || value.get() on:change=move |e| {
                    set.run(event_target_value(&e));
                    event_target::<web_sys::HtmlTextAreaElement>(&e).set_value(&value.get_untracked());
                }></textarea>
            }
            .into_any(),
        ),
        TemplateForm::Choice(all) => {
            let options = all.into_iter().map(|(offered, label)| {
                let same = offered.clone();
                view! { <option value=offered prop:selected=move || value.with(|v| *v == same)>{label}</option> }
            });
            let options = options.collect_view();
            labelled(
                "field",
                view! {
                    <select id=id on:change=move |e| {
                        set.run(event_target_value(&e));
                        event_target::<web_sys::HtmlSelectElement>(&e).set_value(&value.get_untracked());
                    }>{options}</select>
                }
                .into_any(),
            )
        }
        TemplateForm::Switch => view! {
            <label class="check-field">
                <input id=id type="checkbox" prop:checked=move || value.get() == "true"
                    on:change=move |e| set.run(event_target_checked(&e).to_string())/>
                <span>{label}</span>
            </label>
        }
        .into_any(),
        TemplateForm::Fixed => view! {
            <div class="field fixed">
                <span>{label}</span>
                <output>{move || value.get()}</output>
            </div>
        }
        .into_any(),
        TemplateForm::Picture => view! { <Picture id label value set/> }.into_any(),
        TemplateForm::Rule => {
            let [include, exclude] = drafts;
            let draft = if key == TemplateKey::Include { include } else { exclude };
            view! { <RuleField id label value draft set/> }.into_any()
        }
    }
}

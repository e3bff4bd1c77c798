//! Lists that are searched by typing: commands, elements, stencils.

use crate::browser::dom;
use crate::commands::{Action, MENUS, Rooms};
use crate::state::{Dialogs, Editing};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{Command, families};
use trustline_model::geometry::Point;
use trustline_model::{InOrder, Words, searchable};

/// A line of the list: what it says, what stands behind it, what it does.
#[derive(Clone)]
struct Choice {
    label: String,
    aside: String,
    enabled: bool,
    run: Callback<()>,
}

#[component]
fn Search(label: &'static str, choices: Callback<String, Vec<Choice>>) -> impl IntoView {
    let dialogs = Dialogs::here();
    let text = RwSignal::new(String::new());
    let at = RwSignal::new(0usize);
    let found = Memo::new_with_compare(
        move |_| {
            at.set(0);
            choices.run(text.get())
        },
        |_, _| true,
    );
    let choose = move |i: usize| {
        let choice = found.with_untracked(|f| f.get(i).cloned());
        if let Some(choice) = choice.filter(|c| c.enabled) {
            dialogs.close();
            choice.run.run(());
            if dialogs.dialog.with_untracked(Option::is_none)
                && dialogs.renaming.with_untracked(Option::is_none)
            {
                dom::focus_soon("#canvas");
            }
        }
    };
    dom::focus_soon(".search-list input");
    view! {
        <div class="search-list">
            <input
                type="text"
                role="combobox"
                aria-label=label
                aria-expanded="true"
                aria-controls="choices"
                aria-autocomplete="list"
                aria-activedescendant=move || {
                    found.with(|f| !f.is_empty()).then(|| format!("choice-{}", at.get()))
                }
                placeholder=label
                prop:value=move || text.get()
                on:input=move |e| text.set(event_target_value(&e))
                on:keydown=move |e| {
                    let count = found.with_untracked(Vec::len);
                    match e.key().as_str() {
                        "ArrowDown" if count > 0 => {
                            e.prevent_default();
                            at.update(|a| *a = (*a + 1) % count);
                        }
                        "ArrowUp" if count > 0 => {
                            e.prevent_default();
                            at.update(|a| *a = (*a + count - 1) % count);
                        }
                        "Enter" => {
                            e.prevent_default();
                            choose(at.get_untracked());
                        }
                        _ => {}
                    }
                    let selector = format!("#choice-{}", at.get_untracked());
                    if let Ok(Some(line)) = dom::document().query_selector(&selector) {
                        line.scroll_into_view_with_bool(false);
                    }
                }
            />
            <ul id="choices" role="listbox" aria-label=label>
                {move || {
                    found
                        .get()
                        .into_iter()
                        .take(200)
                        .enumerate()
                        .map(|(i, choice)| {
                            view! {
                                <li
                                    id=format!("choice-{i}")
                                    role="option"
                                    class:on=move || at.get() == i
                                    class:disabled=!choice.enabled
                                    aria-selected=move || (at.get() == i).to_string()
                                    aria-disabled=(!choice.enabled).then_some("true")
                                    on:click=move |_| choose(i)
                                >
                                    <span>{choice.label}</span>
                                    <span class="quiet">{choice.aside}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}

fn fits(label: &str, text: &str) -> bool {
    Words::new(text).are_in(label)
}

#[component]
pub fn Commands() -> impl IntoView {
    let rooms = Rooms::here();
    let choices = Callback::new(move |text: String| {
        let mut choices = Vec::new();
        for menu in MENUS {
            for action in menu.groups.iter().copied().flatten() {
                let label = format!("{}: {}", menu.name, action.label());
                if *action == Action::Palette || !fits(&label, &text) {
                    continue;
                }
                choices.push(Choice {
                    label,
                    aside: texts::keys(action.keys().text()),
                    enabled: action.is_enabled(rooms),
                    run: Callback::new(move |()| action.run(rooms)),
                });
            }
        }
        choices.put_in_order_by_key(|c| !c.enabled);
        choices
    });
    view! { <Search label=texts::COMMANDS choices/> }
}

#[component]
pub fn Find() -> impl IntoView {
    let editing = Editing::here();
    let choices = Callback::new(move |text: String| {
        editing
            .with(|e| {
                e.find(&text)
                    .into_iter()
                    .take(200)
                    .map(|(diagram, element)| {
                        let (diagram_id, id) = (diagram.id.clone(), element.id.clone());
                        Choice {
                            label: element.name().to_owned(),
                            aside: format!(
                                "{} · {}",
                                diagram.told_apart(element),
                                diagram.name.trim()
                            ),
                            enabled: true,
                            run: Callback::new(move |()| {
                                editing.act(Command::Reveal(diagram_id.clone(), vec![id.clone()]));
                            }),
                        }
                    })
                    .collect()
            })
            .unwrap_or_default()
    });
    view! { <Search label=texts::FIND choices/> }
}

#[component]
pub fn Insert(at: Option<(f64, f64)>) -> impl IntoView {
    let editing = Editing::here();
    let dialogs = Dialogs::here();
    let choices = Callback::new(move |text: String| {
        editing
            .with(|e| {
                let Some(kb) = e.knowledge_base() else {
                    return Vec::new();
                };
                let mut choices = Vec::new();
                for family in families(kb, &text) {
                    for (_, stencil) in &family.stencils {
                        let id = stencil.id.clone();
                        choices.push(Choice {
                            label: stencil.name.trim().to_owned(),
                            aside: family.name.to_owned(),
                            enabled: true,
                            run: Callback::new(move |()| {
                                let command = match at {
                                    Some((x, y)) => Command::InsertAt(id.clone(), Point::new(x, y)),
                                    None => Command::Insert(id.clone()),
                                };
                                editing.act(command);
                                let added =
                                    editing.with(|e| e.selection().last().cloned()).flatten();
                                dialogs.renaming.set(added);
                            }),
                        });
                    }
                }
                let lower = searchable(&text);
                choices.put_in_order_by_key(|c: &Choice| {
                    let name = searchable(&c.label);
                    (!name.starts_with(&lower), !name.contains(&lower))
                });
                choices
            })
            .unwrap_or_default()
    });
    view! { <Search label=texts::INSERT choices/> }
}

#[component]
pub fn ChangeStencil() -> impl IntoView {
    let editing = Editing::here();
    let choices = Callback::new(move |text: String| {
        editing
            .with(|e| {
                let kb = e.knowledge_base();
                let family = |id: &trustline_model::StencilId| {
                    let line = kb.map(|kb| kb.lineage(id)).unwrap_or_default();
                    line.last()
                        .map_or(String::new(), |s| s.name.trim().to_owned())
                };
                let own = e.selected().first().map(|e| family(&e.stencil));
                let mut choices: Vec<Choice> = e
                    .alternatives()
                    .into_iter()
                    .filter(|s| fits(&s.name, &text))
                    .map(|s| {
                        let id = s.id.clone();
                        Choice {
                            label: s.name.trim().to_owned(),
                            aside: family(&s.id),
                            enabled: true,
                            run: Callback::new(move |()| {
                                editing.act(Command::ChangeStencil(id.clone()))
                            }),
                        }
                    })
                    .collect();
                choices.put_in_order_by_key(|c| Some(&c.aside) != own.as_ref());
                choices
            })
            .unwrap_or_default()
    });
    view! { <Search label=texts::CHANGE_TYPE choices/> }
}

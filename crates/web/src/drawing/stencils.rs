//! The stencils of the template: a tree by kind, searched, clicked or dragged to the canvas.

use crate::drawing::icon::{Icon, image_of};
use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{Command, Tool, families};
use trustline_model::{Representation, Stencil};

#[component]
pub fn Stencils() -> impl IntoView {
    let editing = Editing::here();
    let search = RwSignal::new(String::new());
    let closed: RwSignal<Vec<String>> = RwSignal::new(Vec::new());
    let template = Memo::new(move |_| {
        editing.template.track();
        editing
            .with(|e| e.knowledge_base().map(|kb| kb.manifest.name.clone()))
            .flatten()
    });
    let list = move || {
        editing.template.track();
        let text = search.get();
        let open_all = !text.trim().is_empty();
        let found = editing.with(|e| {
            let kb = e.knowledge_base()?;
            let ingredients = kb.ingredients();
            let help = |s: &Stencil| {
                let from = ingredients.iter().find(|o| o.stencils.contains(&s.id));
                let from = from.map(|o| texts::from_template(&o.manifest.name));
                let parts = [Some(s.description.trim().to_owned()), from];
                parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
            };
            let rows: Vec<_> = families(kb, &text)
                .into_iter()
                .map(|family| {
                    let stencils: Vec<_> = family
                        .stencils
                        .iter()
                        .map(|(depth, s)| {
                            (
                                *depth,
                                s.id.to_string(),
                                s.name.trim().to_owned(),
                                help(s),
                                kb.representation(&s.id).cloned().unwrap_or_default(),
                                image_of(kb, s),
                            )
                        })
                        .collect();
                    (family.name.to_owned(), stencils)
                })
                .collect();
            Some(rows)
        });
        let families = found.flatten().unwrap_or_default();
        if families.is_empty() {
            return view! { <p class="quiet">{texts::NO_STENCILS}</p> }.into_any();
        }
        families
            .into_iter()
            .map(|(name, stencils)| {
                let is_open = {
                    let name = name.clone();
                    move || open_all || !closed.with(|c| c.contains(&name))
                };
                let shown = is_open.clone();
                let fold = name.clone();
                let stencils = StoredValue::new(stencils);
                view! {
                    <div class="family">
                        <button
                            type="button"
                            class="family-head"
                            aria-expanded=move || is_open().to_string()
                            on:click=move |_| {
                                closed.update(|c| match c.iter().position(|n| *n == fold) {
                                    Some(i) => {
                                        c.remove(i);
                                    }
                                    None => c.push(fold.clone()),
                                });
                            }
                        >
                            {name.clone()}
                            <span class="count">{stencils.with_value(Vec::len)}</span>
                        </button>
                        <Show when=shown>
                            <ul>
                                {stencils
                                    .get_value()
                                    .into_iter()
                                    .map(|(depth, id, name, help, shape, image)| {
                                        let (drag, insert, drawn) = (id.clone(), id.clone(), id.clone());
                                        let is_boundary = matches!(
                                            shape,
                                            Representation::BorderBoundary | Representation::LineBoundary
                                        );
                                        let active = move || {
                                            editing.gesture.track();
                                            editing.with(|e| *e.tool() == Tool::Draw(drawn.as_str().into())).unwrap_or(false)
                                        };
                                        view! {
                                            <li>
                                                <button
                                                    type="button"
                                                    class="stencil"
                                                    class:active=active
                                                    draggable="true"
                                                    title=help
                                                    data-stencil=id.clone()
                                                    style:padding-left=format!("{}px", 8 + depth.min(4) * 10)
                                                    on:dragstart=move |e| {
                                                        if let Some(data) = e.data_transfer() {
                                                            let _ = data.set_data("trustline/stencil", &drag);
                                                        }
                                                    }
                                                    on:click=move |e| {
                                                        // A boundary is drawn around things, or between them; by the
                                                        // keyboard, or around what is selected, it is put there.
                                                        let free = editing.with(|e| e.selection().is_empty()) == Some(true);
                                                        let by_pointer = e.detail() > 0;
                                                        let id = insert.as_str().into();
                                                        editing.act(match is_boundary && free && by_pointer {
                                                            true => Command::Draw(id),
                                                            false => Command::Insert(id),
                                                        });
                                                    }
                                                >
                                                    <Icon shape image/>
                                                    <span>{name}</span>
                                                </button>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        </Show>
                    </div>
                }
            })
            .collect_view()
            .into_any()
    };
    view! {
        <div class="pane-head">
            <label class="unseen" for="stencil-search">{texts::SEARCH_STENCILS}</label>
            <input
                id="stencil-search"
                type="search"
                placeholder=texts::SEARCH_STENCILS
                prop:value=move || search.get()
                on:input=move |e| search.set(event_target_value(&e))
                on:keydown=move |e| {
                    if e.key() == "Enter" {
                        let first = editing.with(|e| {
                            let kb = e.knowledge_base()?;
                            let families = families(kb, &search.get_untracked());
                            let (_, stencil) = families.first()?.stencils.first()?;
                            Some(stencil.id.clone())
                        });
                        if let Some(Some(id)) = first {
                            editing.act(Command::Insert(id));
                        }
                    }
                }
            />
        </div>
        <div class="stencils">{list}</div>
        <p class="template-name" title=texts::START_TEMPLATE>{move || template.get()}</p>
    }
}

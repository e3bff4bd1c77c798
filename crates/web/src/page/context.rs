//! The menu of the canvas: what can be done with what was clicked, or inserted there.

use crate::browser::dom;
use crate::commands::Action;
use crate::page::items::{Item, step};
use crate::state::{Dialogs, Editing};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::Command;
use trustline_model::Form;
use wasm_bindgen::JsCast;

/// The menu of the canvas: what can be done with what was clicked, or inserted there.
#[component]
pub fn ContextMenuView() -> impl IntoView {
    let editing = Editing::here();
    let dialogs = Dialogs::here();
    let close = Callback::new(move |()| dialogs.menu.set(None));
    let outside = window_event_listener(leptos::ev::pointerdown, move |e| {
        let inside = e
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
            .and_then(|t| t.closest(".context").ok().flatten())
            .is_some();
        if !inside {
            dialogs.menu.set(None);
        }
    });
    on_cleanup(move || outside.remove());
    use Action as A;
    move || {
        let menu = dialogs.menu.get()?;
        let groups: Vec<Vec<A>> = match &menu.on {
            None => vec![
                vec![A::Paste, A::PasteDecided, A::SelectAll],
                vec![A::Layout, A::Fit],
            ],
            Some(id) => {
                let flow = editing.with(|e| {
                    let element = e.diagram()?.element(id)?;
                    Some(matches!(element.form, Form::DataFlow(_)))
                });
                let mut first = vec![A::Rename, A::ChangeStencil];
                match flow.flatten() {
                    Some(true) => first.extend([A::Reverse, A::Straighten, A::AddThreat]),
                    _ => first.extend([A::Connect, A::ConnectBoth, A::AddThreat]),
                }
                let several = editing.with(|e| e.selection().len() > 1) == Some(true);
                let arrange = match several {
                    true => vec![
                        A::AlignLeft,
                        A::AlignTop,
                        A::SpreadAcross,
                        A::SpreadDown,
                        A::Layout,
                    ],
                    false => Vec::new(),
                };
                vec![
                    first,
                    arrange,
                    vec![A::Cut, A::Copy, A::Duplicate, A::Delete],
                    vec![A::OpenChild, A::ShowOn],
                    vec![A::ToFront, A::ToBack, A::SelectAlike],
                    vec![A::OnlySelection],
                ]
            }
        };
        let generic = match menu.on {
            None => editing.with(|e| {
                let kb = e.knowledge_base()?;
                let generic = kb.stencils.iter().filter(|s| s.generic && !s.hidden);
                Some(
                    generic
                        .map(|s| (s.id.clone(), s.name.trim().to_owned()))
                        .collect::<Vec<_>>(),
                )
            }),
            Some(_) => None,
        };
        let place = menu.at;
        let at_canvas = dom::by_id("canvas").map(|c| {
            let r = c.get_bounding_client_rect();
            trustline_model::geometry::Point::new(place.0 - r.left(), place.1 - r.top())
        });
        let window = dom::window();
        let size =
            |v: Result<wasm_bindgen::JsValue, _>| v.ok().and_then(|v| v.as_f64()).unwrap_or(800.0);
        let (wide, high) = (size(window.inner_width()), size(window.inner_height()));
        let count = groups.iter().map(Vec::len).sum::<usize>()
            + generic.iter().flatten().map(Vec::len).sum::<usize>();
        let top = place.1.min(high - count as f64 * 29.0 - 50.0).max(4.0);
        let left = place.0.min(wide - 260.0);
        dom::focus_soon(".context button");
        Some(view! {
            <div
                class="context menu-list"
                role="menu"
                aria-label=texts::CANVAS
                style:left=format!("{left}px")
                style:top=format!("{top}px")
                on:keydown=move |e| step(&e, close)
            >
                {generic
                    .flatten()
                    .map(|stencils| {
                        view! {
                            <div class="menu-group" role="group" aria-label=texts::CONTEXT_GENERIC>
                                {stencils
                                    .into_iter()
                                    .map(|(id, name)| {
                                        view! {
                                            <button
                                                type="button"
                                                role="menuitem"
                                                class="menu-item"
                                                tabindex="-1"
                                                on:click=move |_| {
                                                    close.run(());
                                                    if let Some(at) = at_canvas {
                                                        editing.act(Command::InsertAt(id.clone(), at));
                                                    }
                                                    dom::focus_soon("#canvas");
                                                }
                                            >
                                                <span class="check"></span>
                                                <span>{format!("{} {name}", texts::CONTEXT_GENERIC)}</span>
                                            </button>
                                        }
                                    })
                                    .collect_view()}
                            </div>
                        }
                    })}
                {groups
                    .into_iter()
                    .filter(|group| !group.is_empty())
                    .map(|group| {
                        view! {
                            <div class="menu-group" role="group">
                                {group
                                    .into_iter()
                                    .map(|action| view! { <Item action close/> })
                                    .collect_view()}
                            </div>
                        }
                    })
                    .collect_view()}
            </div>
        })
    }
}

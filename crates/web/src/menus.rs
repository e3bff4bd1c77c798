//! The menu bar and the menu of the canvas.

use crate::actions::{Action, MENUS};
use crate::app::App;
use crate::{dom, texts};
use leptos::prelude::*;
use trustline_editor::Command;
use trustline_model::Form;
use wasm_bindgen::JsCast;

#[component]
fn Item(action: Action, close: Callback<()>) -> impl IntoView {
    let app = App::here();
    let enabled = action.is_enabled(app);
    let on = action.is_on(app);
    view! {
        <button
            type="button"
            role=if on.is_some() { "menuitemcheckbox" } else { "menuitem" }
            aria-checked=on.map(|on| on.to_string())
            aria-disabled=(!enabled).then_some("true")
            class="menu-item"
            data-action=format!("{action:?}")
            tabindex="-1"
            on:click=move |_| {
                close.run(());
                action.run(app);
            }
        >
            <span class="check" aria-hidden="true">{if on == Some(true) { "✓" } else { "" }}</span>
            <span>{action.label()}</span>
            <kbd>{shown_keys(action.keys())}</kbd>
        </button>
    }
}

/// Keys as people read them.
pub fn shown_keys(keys: &str) -> String {
    keys.replace("ArrowUp", "↑")
        .replace("ArrowDown", "↓")
        .replace("Delete", "Del")
}

/// Moves the focus within a menu.
fn step(e: &web_sys::KeyboardEvent, close: Callback<()>) {
    let forward = match e.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        "Escape" => {
            e.stop_propagation();
            close.run(());
            dom::focus_soon("#canvas");
            return;
        }
        _ => return,
    };
    e.prevent_default();
    let Some(menu) = e
        .current_target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
    else {
        return;
    };
    let Ok(items) = menu.query_selector_all("button") else {
        return;
    };
    let active = dom::document().active_element();
    let count = items.length();
    let at = (0..count).find(|i| {
        active
            .as_ref()
            .is_some_and(|a| items.get(*i).is_some_and(|n| a.is_same_node(Some(&n))))
    });
    let next = match (at, forward) {
        (None, true) => 0,
        (None, false) => count.saturating_sub(1),
        (Some(i), true) => (i + 1) % count,
        (Some(i), false) => (i + count - 1) % count,
    };
    if let Some(item) = items
        .get(next)
        .and_then(|n| n.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = item.focus();
    }
}

#[component]
pub fn MenuBar() -> impl IntoView {
    let open: RwSignal<Option<usize>> = RwSignal::new(None);
    let close = Callback::new(move |()| open.set(None));
    let outside = window_event_listener(leptos::ev::pointerdown, move |e| {
        let inside = e
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
            .and_then(|t| t.closest(".menubar").ok().flatten())
            .is_some();
        if !inside {
            open.set(None);
        }
    });
    on_cleanup(move || outside.remove());
    view! {
        <div class="menubar" role="menubar" aria-label="Menu">
            {MENUS
                .iter()
                .enumerate()
                .map(|(i, menu)| {
                    let is_open = move || open.get() == Some(i);
                    view! {
                        <div class="menu">
                            <button
                                type="button"
                                role="menuitem"
                                aria-haspopup="true"
                                aria-expanded=move || is_open().to_string()
                                class:open=is_open
                                data-menu=menu.name
                                on:click=move |_| {
                                    open.set(if open.get_untracked() == Some(i) { None } else { Some(i) });
                                }
                                on:pointerenter=move |_| {
                                    if open.get_untracked().is_some() {
                                        open.set(Some(i));
                                    }
                                }
                                on:keydown=move |e| match e.key().as_str() {
                                    "ArrowDown" => {
                                        e.prevent_default();
                                        open.set(Some(i));
                                        dom::focus_soon(".menu-list button");
                                    }
                                    "ArrowRight" | "ArrowLeft" => {
                                        let step = if e.key() == "ArrowRight" { 1 } else { MENUS.len() - 1 };
                                        let next = (i + step) % MENUS.len();
                                        if open.get_untracked().is_some() {
                                            open.set(Some(next));
                                        }
                                        let selector = format!("[data-menu=\"{}\"]", MENUS[next].name);
                                        if let Ok(Some(b)) = dom::document().query_selector(&selector)
                                            && let Ok(b) = b.dyn_into::<web_sys::HtmlElement>()
                                        {
                                            let _ = b.focus();
                                        }
                                    }
                                    "Escape" => open.set(None),
                                    _ => {}
                                }
                            >
                                {menu.name}
                            </button>
                            <Show when=is_open>
                                <div class="menu-list" role="menu" aria-label=menu.name on:keydown=move |e| step(&e, close)>
                                    {menu
                                        .actions
                                        .iter()
                                        .map(|group| {
                                            view! {
                                                <div class="menu-group" role="group">
                                                    {group
                                                        .iter()
                                                        .map(|action| view! { <Item action=*action close/> })
                                                        .collect_view()}
                                                </div>
                                            }
                                        })
                                        .collect_view()}
                                </div>
                            </Show>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// The menu of the canvas: what can be done with what was clicked, or inserted there.
#[component]
pub fn ContextMenuView() -> impl IntoView {
    let app = App::here();
    let close = Callback::new(move |()| app.context.set(None));
    let outside = window_event_listener(leptos::ev::pointerdown, move |e| {
        let inside = e
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
            .and_then(|t| t.closest(".context").ok().flatten())
            .is_some();
        if !inside {
            app.context.set(None);
        }
    });
    on_cleanup(move || outside.remove());
    use Action as A;
    move || {
        let menu = app.context.get()?;
        let groups: Vec<Vec<A>> = match &menu.on {
            None => vec![
                vec![A::Paste, A::PasteDecided, A::SelectAll],
                vec![A::Layout, A::Fit],
            ],
            Some(id) => {
                let flow = app.with(|e| {
                    let element = e.diagram()?.element(id)?;
                    Some(matches!(element.form, Form::DataFlow(_)))
                });
                let mut first = vec![A::Rename, A::ChangeStencil];
                match flow.flatten() {
                    Some(true) => first.extend([A::Reverse, A::Straighten, A::AddThreat]),
                    _ => first.extend([A::Connect, A::ConnectBoth]),
                }
                let several = app.with(|e| e.selection().len() > 1) == Some(true);
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
            None => app.with(|e| {
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
                                                        app.act(Command::InsertAt(id.clone(), at));
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

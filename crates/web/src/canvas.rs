//! The canvas: pointer, wheel and keys to input; the scene, names edited in place, the minimap.

use crate::app::{App, ContextMenu};
use crate::dom;
use crate::scene::Scene;
use crate::texts;
use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use trustline_editor::{Command, Pointer, PointerKind, Tool};
use trustline_model::geometry::Point;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

fn point_in(host: &web_sys::Element, x: f64, y: f64) -> Point {
    let rect = host.get_bounding_client_rect();
    Point::new(x - rect.left(), y - rect.top())
}

#[component]
pub fn Canvas() -> impl IntoView {
    let app = App::here();
    let host: NodeRef<Div> = NodeRef::new();
    let scene: StoredValue<Option<Scene>, LocalStorage> = StoredValue::new_local(None);
    let space = RwSignal::new(false);
    // The last move of a frame counts; earlier ones are not worth painting.
    let waiting: StoredValue<Option<Pointer>> = StoredValue::new(None);

    Effect::new(move |_| {
        let Some(host) = host.get() else { return };
        let of = |class: &str| host.query_selector(class).ok().flatten();
        if let (Some(resting), Some(moving)) = (of("svg.resting"), of("svg.moving")) {
            scene.set_value(Scene::new(&resting, &moving));
        }
        let element: web_sys::Element = host.clone().into();
        let measure = move || {
            let rect = element.get_bounding_client_rect();
            app.act(Command::Resize(rect.width(), rect.height()));
        };
        measure();
        let watch = Closure::<dyn FnMut()>::new(measure);
        if let Ok(observer) = web_sys::ResizeObserver::new(watch.as_ref().unchecked_ref()) {
            observer.observe(&host);
        }
        watch.forget();
        let _ = host.focus();
    });
    let draw = move |how: fn(&mut Scene, &trustline_editor::Editor)| {
        app.with(|e| scene.try_update_value(|s| s.as_mut().map(|s| how(s, e))));
    };
    Effect::new(move |_| {
        host.track();
        app.drawing.track();
        draw(|s, e| {
            s.look(e);
            s.paint(e);
        });
    });
    Effect::new(move |_| {
        host.track();
        app.camera.track();
        draw(|s, e| s.look(e));
    });
    Effect::new(move |_| {
        host.track();
        app.drawing.track();
        app.camera.track();
        app.selection.track();
        app.gesture.track();
        app.threats.track();
        draw(|s, e| s.lay_over(e));
    });

    let input = move |e: &web_sys::PointerEvent, kind: PointerKind| {
        let host = host.get_untracked()?;
        Some(Pointer {
            kind,
            at: point_in(&host, f64::from(e.client_x()), f64::from(e.client_y())),
            shift: e.shift_key(),
            alt: e.alt_key(),
            free: e.ctrl_key() || e.meta_key(),
        })
    };
    let flush = move || {
        if let Some(pointer) = waiting.try_update_value(Option::take).flatten() {
            app.pointer(pointer);
        }
    };
    let down = move |e: web_sys::PointerEvent| {
        if let Some(target) = e
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
            && target
                .closest(".minimap, .rename, .canvas-tools")
                .ok()
                .flatten()
                .is_some()
        {
            return;
        }
        app.context.set(None);
        let kind = match e.button() {
            0 if space.get_untracked() => PointerKind::Grab,
            0 => PointerKind::Down,
            1 => PointerKind::Grab,
            _ => return,
        };
        e.prevent_default();
        if let Some(host) = host.get_untracked() {
            let _ = host.focus();
            let _ = host.set_pointer_capture(e.pointer_id());
        }
        flush();
        if let Some(pointer) = input(&e, kind) {
            app.pointer(pointer);
        }
    };
    let moved = move |e: web_sys::PointerEvent| {
        let Some(pointer) = input(&e, PointerKind::Move) else {
            return;
        };
        let first = waiting.with_value(Option::is_none);
        waiting.set_value(Some(pointer));
        if first {
            request_animation_frame(flush);
        }
    };
    let up = move |e: web_sys::PointerEvent| {
        flush();
        if let Some(pointer) = input(&e, PointerKind::Up) {
            app.pointer(pointer);
        }
        let selected = app.with(|e| e.selection().len()).unwrap_or(0);
        if selected > 0 {
            app.act(Command::SelectThreats(Vec::new()));
            app.side.set(crate::app::Side::Properties);
        }
    };
    let cancel = move |e: web_sys::PointerEvent| {
        if let Some(pointer) = input(&e, PointerKind::Cancel) {
            app.pointer(pointer);
        }
    };
    let wheel = move |e: web_sys::WheelEvent| {
        e.prevent_default();
        let Some(host) = host.get_untracked() else {
            return;
        };
        let unit = if e.delta_mode() == 1 { 20.0 } else { 1.0 };
        let (dx, dy) = (e.delta_x() * unit, e.delta_y() * unit);
        if e.ctrl_key() || e.meta_key() {
            let at = point_in(&host, f64::from(e.client_x()), f64::from(e.client_y()));
            app.act(Command::ZoomAt(at, (-dy / 300.0).exp()));
        } else if e.shift_key() && dx == 0.0 {
            app.act(Command::Pan(-dy, 0.0));
        } else {
            app.act(Command::Pan(-dx, -dy));
        }
    };
    let double = move |e: web_sys::MouseEvent| {
        let Some(host) = host.get_untracked() else {
            return;
        };
        let at = point_in(&host, f64::from(e.client_x()), f64::from(e.client_y()));
        match app.with(|e| e.under(at).cloned()).flatten() {
            // A process that stands for a diagram leads there.
            Some(id) if app.with(|e| e.child_of(&id).is_some()) == Some(true) => {
                app.act(Command::Select(vec![id]));
                app.act(Command::OpenChild);
            }
            Some(id) => app.renaming.set(Some(id)),
            None => app
                .dialog
                .set(Some(crate::app::Dialog::Insert(Some((at.x, at.y))))),
        }
    };
    let menu = move |e: web_sys::MouseEvent| {
        e.prevent_default();
        let Some(host) = host.get_untracked() else {
            return;
        };
        let at = point_in(&host, f64::from(e.client_x()), f64::from(e.client_y()));
        let on = app.with(|e| e.under(at).cloned()).flatten();
        if let Some(id) = &on
            && app.with(|e| !e.selection().contains(id)) == Some(true)
        {
            app.act(Command::Select(vec![id.clone()]));
        }
        app.context.set(Some(ContextMenu {
            at: (f64::from(e.client_x()), f64::from(e.client_y())),
            on,
        }));
    };
    // A stencil that is dragged here from the palette.
    let over = move |e: web_sys::DragEvent| {
        if e.data_transfer()
            .is_some_and(|d| d.types().includes(&"trustline/stencil".into(), 0))
        {
            e.prevent_default();
        }
    };
    let dropped = move |e: web_sys::DragEvent| {
        let Some(data) = e.data_transfer() else {
            return;
        };
        let Ok(stencil) = data.get_data("trustline/stencil") else {
            return;
        };
        if stencil.is_empty() {
            return;
        }
        e.prevent_default();
        e.stop_propagation();
        if let Some(host) = host.get_untracked() {
            let at = point_in(&host, f64::from(e.client_x()), f64::from(e.client_y()));
            app.act(Command::InsertAt(stencil.as_str().into(), at));
            let _ = host.focus();
        }
    };
    let space_down = window_event_listener(ev::keydown, move |e| {
        if e.key() == " " && !dom::is_writing(e.target()) {
            let on_canvas = dom::document()
                .active_element()
                .is_some_and(|a| a.id() == "canvas");
            if on_canvas {
                e.prevent_default();
                space.set(true);
            }
        }
    });
    let space_up = window_event_listener(ev::keyup, move |e| {
        if e.key() == " " {
            space.set(false);
        }
    });
    on_cleanup(move || {
        space_down.remove();
        space_up.remove();
    });
    let drawing_tool = move || {
        app.gesture.track();
        app.with(|e| *e.tool() != Tool::Select).unwrap_or(false)
    };
    let description = move || {
        app.selection.track();
        app.drawing.track();
        app.with(|e| match e.selected().as_slice() {
            [] => texts::nothing_selected(e.diagram().map_or(0, |d| d.elements.len())),
            [one] => {
                let end = |id: &Option<trustline_model::ElementId>| {
                    let found = id.as_ref().and_then(|id| e.diagram()?.element(id));
                    found.map(|e| e.name().to_owned())
                };
                let line = one.form.line();
                let ends = line.map(|l| (end(&l.source.element), end(&l.target.element)));
                texts::selected_element(one.form.as_str(), one.name(), ends)
            }
            many => texts::selected_count(many.len()),
        })
        .unwrap_or_default()
    };
    view! {
        <div
            id="canvas"
            class="canvas"
            class:drawing=drawing_tool
            class:grabbing=space
            node_ref=host
            tabindex="0"
            role="application"
            aria-label=texts::CANVAS
            aria-describedby="canvas-said"
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=cancel
            on:wheel=wheel
            on:dblclick=double
            on:contextmenu=menu
            on:dragover=over
            on:drop=dropped
        >
            <svg class="resting" aria-hidden="true"></svg>
            <svg class="moving" aria-hidden="true"></svg>
            <Rename/>
            <Minimap/>
            <Empty/>
            <div class="canvas-tools" role="toolbar" aria-label=texts::ZOOM>
                <button type="button" title=texts::ZOOM_OUT aria-label=texts::ZOOM_OUT
                    on:click=move |_| app.act(Command::ZoomBy(0.8))>"−"</button>
                <button type="button" class="zoom" title=texts::ZOOM_ONE
                    on:click=move |_| app.act(Command::ZoomTo(1.0))>
                    {move || {
                        app.camera.track();
                        app.drawing.track();
                        format!("{:.0} %", app.with(|e| e.camera().zoom).unwrap_or(1.0) * 100.0)
                    }}
                </button>
                <button type="button" title=texts::ZOOM_IN aria-label=texts::ZOOM_IN
                    on:click=move |_| app.act(Command::ZoomBy(1.25))>"+"</button>
                <button type="button" title=texts::FIT on:click=move |_| app.act(Command::Fit)>{texts::FIT_SHORT}</button>
            </div>
            <div id="canvas-said" class="unseen" aria-live="polite">{description}</div>
        </div>
    }
}

/// What an empty diagram says.
#[component]
fn Empty() -> impl IntoView {
    let app = App::here();
    let empty = move || {
        app.drawing.track();
        app.gesture.track();
        app.with(|e| e.drawing().items.is_empty() && !e.is_dragging())
            .unwrap_or(false)
    };
    view! {
        <Show when=empty>
            <div class="empty-canvas">
                <p class="big">{texts::EMPTY_TITLE}</p>
                <p>{texts::EMPTY_TEXT}</p>
            </div>
        </Show>
    }
}

/// A name that is edited where it stands.
#[component]
fn Rename() -> impl IntoView {
    let app = App::here();
    move || {
        let id = app.renaming.get()?;
        app.camera.track();
        let (name, left, top, wide) = app.with(|e| {
            let element = e.diagram()?.element(&id)?;
            let camera = e.camera();
            let bounds = element.form.bounds();
            let center = match &element.form {
                // Where its name is shown.
                trustline_model::Form::BoundaryBox(r) => {
                    Point::new(r.left + 80.0 / camera.zoom, r.top + 14.0 / camera.zoom)
                }
                form => form
                    .line()
                    .map_or(bounds.center(), |line| line.curve().at(0.5)),
            };
            let at = camera.screen(center);
            let room = element.form.rect().map_or(160.0, |r| r.width * camera.zoom);
            Some((
                element.name().to_owned(),
                at.x,
                at.y,
                room.clamp(140.0, 320.0),
            ))
        })??;
        dom::focus_soon(".rename");
        let done = Rc::new(RefCell::new(false));
        let finish = move |value: Option<String>| {
            if done.replace(true) {
                return;
            }
            app.renaming.set(None);
            if let Some(value) = value {
                app.act(Command::Rename(id.clone(), value));
            }
            dom::focus_soon("#canvas");
        };
        let on_key = finish.clone();
        Some(view! {
            <input
                class="rename"
                aria-label=texts::RENAME
                prop:value=name
                style:left=format!("{}px", left - wide / 2.0)
                style:top=format!("{}px", top - 14.0)
                style:width=format!("{wide}px")
                on:keydown=move |e| {
                    e.stop_propagation();
                    match e.key().as_str() {
                        "Enter" => on_key(Some(event_target_value(&e))),
                        "Escape" => on_key(None),
                        _ => {}
                    }
                }
                on:blur=move |e| finish(Some(event_target_value(&e)))
            />
        })
    }
}

/// The whole diagram in a corner, with what is seen of it.
#[component]
fn Minimap() -> impl IntoView {
    let app = App::here();
    let (wide, high) = (180.0, 120.0);
    let shapes = Memo::new(move |_| {
        app.drawing.track();
        app.with(|e| {
            let b = e.drawing().bounds;
            let mut shapes = String::new();
            for item in &e.drawing().items {
                let r = item.bounds;
                if matches!(item.kind, "process" | "data store" | "external entity") {
                    shapes.push_str(&format!(
                        "M{:.0} {:.0}h{:.0}v{:.0}h-{2:.0}z",
                        r.left, r.top, r.width, r.height
                    ));
                }
            }
            (shapes, b)
        })
        .unwrap_or_default()
    });
    let all = move || {
        app.camera.track();
        let (_, bounds) = shapes.get();
        let seen = app.with(|e| e.camera().seen(e.size())).unwrap_or_default();
        (bounds.union(seen), seen)
    };
    // It helps only where not all is in sight.
    let shown = move || {
        let (area, seen) = all();
        let hides = area.width > seen.width + 1.0 || area.height > seen.height + 1.0;
        app.minimap.get() && hides && !shapes.with(|(s, _)| s.is_empty())
    };
    let jump = move |e: web_sys::PointerEvent| {
        if e.buttons() != 1 {
            return;
        }
        let Some(target) = e
            .current_target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
        else {
            return;
        };
        e.stop_propagation();
        let at = point_in(&target, f64::from(e.client_x()), f64::from(e.client_y()));
        let (area, _) = untrack(all);
        let scale = (area.width / wide).max(area.height / high);
        let x = area.center().x + (at.x - wide / 2.0) * scale;
        let y = area.center().y + (at.y - high / 2.0) * scale;
        app.act(Command::Center(Point::new(x, y)));
    };
    view! {
        <Show when=shown>
            <svg
                class="minimap"
                width=wide
                height=high
                aria-hidden="true"
                viewBox=move || {
                    let (a, _) = all();
                    format!("{} {} {} {}", a.left, a.top, a.width.max(1.0), a.height.max(1.0))
                }
                on:pointerdown=jump
                on:pointermove=jump
            >
                <path class="mini-shapes" d=move || shapes.get().0/>
                {move || {
                    let (_, s) = all();
                    view! { <rect class="mini-seen" x=s.left y=s.top width=s.width height=s.height/> }
                }}
            </svg>
        </Show>
    }
}

//! The canvas: pointer, wheel and keys to input; the scene, names edited in place, the minimap.

use crate::browser::dom;
use crate::drawing::minimap::Minimap;
use crate::drawing::point::point_in;
use crate::drawing::rename::Rename;
use crate::drawing::scene::Scene;
use crate::state::{ContextMenu, Dialog, Dialogs, Editing, Layout, Side};
use crate::texts;
use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use trustline_editor::{Command, Pointer, PointerKind, Tool};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

#[component]
pub fn Canvas() -> impl IntoView {
    let editing = Editing::here();
    let layout = Layout::here();
    let dialogs = Dialogs::here();
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
            editing.act(Command::Resize(rect.width(), rect.height()));
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
        editing.with(|e| scene.try_update_value(|s| s.as_mut().map(|s| how(s, e))));
    };
    Effect::new(move |_| {
        host.track();
        editing.drawing.track();
        draw(|s, e| {
            s.look(e);
            s.paint(e);
        });
    });
    Effect::new(move |_| {
        host.track();
        editing.drawing.track();
        editing.threats.track();
        match layout.badges.get() {
            true => draw(|s, e| s.count(e, true)),
            false => draw(|s, e| s.count(e, false)),
        };
    });
    Effect::new(move |_| {
        host.track();
        editing.camera.track();
        draw(|s, e| s.look(e));
    });
    Effect::new(move |_| {
        host.track();
        editing.drawing.track();
        editing.camera.track();
        editing.selection.track();
        editing.gesture.track();
        editing.threats.track();
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
            editing.pointer(pointer);
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
        dialogs.menu.set(None);
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
            editing.pointer(pointer);
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
            editing.pointer(pointer);
        }
        let selected = editing.with(|e| e.selection().len()).unwrap_or(0);
        if selected > 0 {
            editing.act(Command::SelectThreats(Vec::new()));
            layout.side.set(Side::Properties);
        }
    };
    let cancel = move |e: web_sys::PointerEvent| {
        if let Some(pointer) = input(&e, PointerKind::Cancel) {
            editing.pointer(pointer);
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
            editing.act(Command::ZoomAt(at, (-dy / 300.0).exp()));
        } else if e.shift_key() && dx == 0.0 {
            editing.act(Command::Pan(-dy, 0.0));
        } else {
            editing.act(Command::Pan(-dx, -dy));
        }
    };
    let double = move |e: web_sys::MouseEvent| {
        let Some(host) = host.get_untracked() else {
            return;
        };
        let at = point_in(&host, f64::from(e.client_x()), f64::from(e.client_y()));
        match editing.with(|e| e.under(at).cloned()).flatten() {
            // A process that stands for a diagram leads there.
            Some(id) if editing.with(|e| e.child_of(&id).is_some()) == Some(true) => {
                editing.act(Command::Select(vec![id]));
                editing.act(Command::OpenChild);
            }
            Some(id) => dialogs.renaming.set(Some(id)),
            None => dialogs.open(Dialog::Insert(Some((at.x, at.y)))),
        }
    };
    let menu = move |e: web_sys::MouseEvent| {
        e.prevent_default();
        let Some(host) = host.get_untracked() else {
            return;
        };
        let at = point_in(&host, f64::from(e.client_x()), f64::from(e.client_y()));
        let on = editing.with(|e| e.under(at).cloned()).flatten();
        if let Some(id) = &on
            && editing.with(|e| !e.selection().contains(id)) == Some(true)
        {
            editing.act(Command::Select(vec![id.clone()]));
        }
        dialogs.menu.set(Some(ContextMenu {
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
            editing.act(Command::InsertAt(stencil.as_str().into(), at));
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
        editing.gesture.track();
        editing.with(|e| *e.tool() != Tool::Select).unwrap_or(false)
    };
    let description = move || {
        editing.selection.track();
        editing.drawing.track();
        editing
            .with(|e| match e.selected().as_slice() {
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
                    on:click=move |_| editing.act(Command::ZoomBy(0.8))>"−"</button>
                <button type="button" class="zoom" title=texts::ZOOM_ONE
                    on:click=move |_| editing.act(Command::ZoomTo(1.0))>
                    {move || {
                        editing.camera.track();
                        editing.drawing.track();
                        format!("{:.0} %", editing.with(|e| e.camera().zoom).unwrap_or(1.0) * 100.0)
                    }}
                </button>
                <button type="button" title=texts::ZOOM_IN aria-label=texts::ZOOM_IN
                    on:click=move |_| editing.act(Command::ZoomBy(1.25))>"+"</button>
                <button type="button" title=texts::FIT on:click=move |_| editing.act(Command::Fit)>{texts::FIT_SHORT}</button>
            </div>
            <div id="canvas-said" class="unseen" aria-live="polite">{description}</div>
        </div>
    }
}

/// What an empty diagram says.
#[component]
fn Empty() -> impl IntoView {
    let editing = Editing::here();
    let empty = move || {
        editing.drawing.track();
        editing.gesture.track();
        editing
            .with(|e| e.drawing().items.is_empty() && !e.is_dragging())
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

//! The whole diagram in a corner, with what is seen of it.

use crate::drawing::point::point_in;
use crate::state::{Editing, Layout};
use leptos::prelude::*;
use trustline_editor::Command;
use trustline_model::geometry::Point;
use wasm_bindgen::JsCast;

/// The whole diagram in a corner, with what is seen of it.
#[component]
pub fn Minimap() -> impl IntoView {
    let editing = Editing::here();
    let layout = Layout::here();
    let (wide, high) = (180.0, 120.0);
    let shapes = Memo::new(move |_| {
        editing.drawing.track();
        editing
            .with(|e| {
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
        editing.camera.track();
        let (_, bounds) = shapes.get();
        let seen = editing
            .with(|e| e.camera().seen(e.size()))
            .unwrap_or_default();
        (bounds.union(seen), seen)
    };
    // It helps only where not all is in sight.
    let shown = move || {
        let (area, seen) = all();
        let hides = area.width > seen.width + 1.0 || area.height > seen.height + 1.0;
        layout.minimap.get() && hides && !shapes.with(|(s, _)| s.is_empty())
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
        editing.act(Command::Center(Point::new(x, y)));
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

//! A name that is edited where it stands.

use crate::browser::dom;
use crate::state::{Dialogs, Editing};
use crate::texts;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use trustline_editor::Command;
use trustline_model::geometry::Point;

/// A name that is edited where it stands.
#[component]
pub fn Rename() -> impl IntoView {
    let editing = Editing::here();
    let dialogs = Dialogs::here();
    move || {
        let id = dialogs.renaming.get()?;
        editing.camera.track();
        let (name, left, top, wide) = editing.with(|e| {
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
            dialogs.renaming.set(None);
            if let Some(value) = value {
                editing.act(Command::Rename(id.clone(), value));
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

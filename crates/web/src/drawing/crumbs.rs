//! The way back up from a diagram that stands for a process.

use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_editor::Command;

/// The way from the uppermost diagram down to this one; nothing where it is the uppermost.
#[component]
pub fn Crumbs() -> impl IntoView {
    let editing = Editing::here();
    let path = Memo::new(move |_| {
        editing.model.track();
        editing.drawing.track();
        editing.with(|e| e.path()).unwrap_or_default()
    });
    view! {
        <Show when=move || path.with(|p| p.len() > 1)>
            <nav class="crumbs" aria-label=texts::PARENTS>
                {move || {
                    let path = path.get();
                    let last = path.len().saturating_sub(1);
                    path.into_iter()
                        .enumerate()
                        .map(|(i, (id, name))| match i == last {
                            true => view! { <span aria-current="page">{name}</span> }.into_any(),
                            false => view! {
                                <button type="button" class="link" on:click=move |_| {
                                    editing.act(Command::ShowDiagram(id.clone()));
                                }>{name}</button>
                                <span aria-hidden="true">"›"</span>
                            }
                            .into_any(),
                        })
                        .collect_view()
                }}
            </nav>
        </Show>
    }
}

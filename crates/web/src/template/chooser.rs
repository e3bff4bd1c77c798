//! Chooses among the available templates, one or several; a file can be brought along.

use crate::browser::files::{chosen_file, file_bytes};
use crate::files::library;
use crate::files::library::{Known, known};
use crate::texts;
use leptos::prelude::*;

/// Chooses among the available templates, one or several; a file can be brought along.
#[component]
pub fn Chooser(chosen: RwSignal<Vec<String>>) -> impl IntoView {
    let trouble = RwSignal::new(String::new());
    let toggle = move |name: &str, on: bool| {
        chosen.update(|c| {
            c.retain(|n| n != name);
            if on {
                c.push(name.to_owned());
            }
        });
    };
    // A file that was brought along is chosen at once, so the list follows the choice.
    let list = move || {
        chosen.track();
        let line = |(name, title, summary): Known| {
            let on = chosen.with_untracked(|c| c.contains(&name));
            view! {
                <li>
                    <label class="pick">
                        <input type="checkbox" data-template=name.clone() prop:checked=on
                            on:change=move |e| toggle(&name, event_target_checked(&e))/>
                        <span><b>{title}</b><span class="quiet">" "{summary}</span></span>
                    </label>
                </li>
            }
        };
        known().into_iter().map(line).collect_view()
    };
    view! {
        <fieldset class="chooser">
            <legend>{texts::TEMPLATES}</legend>
            <ul>{list}</ul>
            <label class="quiet">
                {texts::TEMPLATE_FILE}" "
                <input type="file" accept=".tb7,.tm7,.yaml,.yml" on:change=move |e| {
                    if let Some(file) = chosen_file(&e) {
                        bring_file(chosen, trouble, file);
                    }
                }/>
            </label>
            <Show when=move || trouble.with(|t| !t.is_empty())>
                <p class="problem" role="alert">{trouble}</p>
            </Show>
        </fieldset>
    }
}

/// Chooses a template file to apply beside those that are known.
fn bring_file(chosen: RwSignal<Vec<String>>, trouble: RwSignal<String>, file: web_sys::File) {
    leptos::task::spawn_local(async move {
        let name = file.name();
        let read = file_bytes(&file).await;
        let unread = || texts::NOT_READ_IT.to_owned();
        let kb = read.ok_or_else(unread).and_then(|bytes| {
            let reading = trustline_formats::read(&bytes).map_err(|e| e.to_string())?;
            let kb = reading.model.knowledge_base;
            kb.ok_or_else(|| texts::CARRIES_NONE.to_owned())
        });
        match kb {
            Ok(kb) => {
                trouble.set(String::new());
                library::bring(&name, kb);
                chosen.update(|c| {
                    c.retain(|n| *n != name);
                    c.push(name);
                });
            }
            // The dialog stays as it is: its choices are not to be made again.
            Err(why) => trouble.set(format!("{name}: {why}")),
        }
    });
}

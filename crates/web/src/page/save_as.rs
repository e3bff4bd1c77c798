//! Under which name, or as a download, to save.

use crate::browser::dom;
use crate::files::{FileHome, Files, save};
use crate::state::{Dialogs, Editing};
use crate::texts;
use leptos::prelude::*;

#[component]
pub fn SaveAs() -> impl IntoView {
    let editing = Editing::here();
    let files = Files::here();
    let dialogs = Dialogs::here();
    let first = files.file.get_untracked().map(|f| match f.home {
        FileHome::Server { path, .. } => path,
        _ => f.name,
    });
    let endings: &[&str] = match (editing.is_template(), editing.is_yaml()) {
        (_, true) => &[".yaml", ".yml", ".tb7"],
        (true, _) => &[".tb7", ".yaml", ".yml"],
        (false, _) => &[".tm7"],
    };
    let usual = endings[0];
    // What stands in a template's name may not stand in a file's.
    let first = first.map(|name| match files.file.get_untracked().map(|f| f.home) {
        Some(FileHome::Server { .. }) => name,
        _ => name.replace(['/', '\\', ':'], "-"),
    });
    let path = RwSignal::new(first.unwrap_or_else(|| format!("{}{usual}", texts::UNNAMED)));
    dom::focus_soon("#save-path");
    let save = move || {
        let mut wanted = path.get_untracked().trim().to_owned();
        let lower = wanted.to_lowercase();
        match endings.iter().find(|e| lower.ends_with(**e)) {
            Some(ending) => editing.write_as(ending),
            None => wanted.push_str(usual),
        }
        dialogs.close();
        save::save_to(files, wanted, None);
    };
    view! {
        <form on:submit=move |e| {
            e.prevent_default();
            save();
        }>
            <label class="field">
                <span>{texts::PATH}</span>
                <input id="save-path" prop:value=move || path.get() on:input=move |e| path.set(event_target_value(&e))/>
            </label>
            <div class="row end">
                <button type="button" on:click=move |_| {
                    dialogs.close();
                    save::save_by_download(files);
                }>{texts::DOWNLOAD}</button>
                <button type="submit" class="primary">{texts::SAVE}</button>
            </div>
        </form>
    }
}

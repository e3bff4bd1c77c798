//! Light or dark: as people chose it, else as their system has it.

use crate::browser::{dom, settings};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Theme {
    dark: RwSignal<Option<bool>>,
}

fn system_dark() -> bool {
    let query = dom::window().match_media("(prefers-color-scheme: dark)");
    query.ok().flatten().is_some_and(|q| q.matches())
}

impl Theme {
    pub fn new() -> Self {
        Self {
            dark: RwSignal::new(settings::get("dark").map(|v| v == "true")),
        }
    }

    /// The page wears it from now on.
    pub fn wear(self) {
        Effect::new(move |_| {
            let theme = match self.dark.get() {
                None => "",
                Some(true) => "dark",
                Some(false) => "light",
            };
            if let Some(root) = dom::document().document_element() {
                let _ = root.set_attribute("data-theme", theme);
            }
        });
    }

    pub fn toggle(self) {
        let now = self.dark.get_untracked().unwrap_or_else(system_dark);
        self.dark.set(Some(!now));
        settings::switch("dark", !now);
    }
}

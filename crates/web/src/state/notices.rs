//! What people are told in passing: a notice for a while, and that something takes its time.

use leptos::prelude::*;
use std::time::Duration;

#[derive(Clone, Copy)]
pub struct Notices {
    pub said: RwSignal<Option<String>>,
    pub busy: RwSignal<Option<String>>,
}

impl Notices {
    pub fn new() -> Self {
        Self {
            said: RwSignal::new(None),
            busy: RwSignal::new(None),
        }
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// Tells people something, for a while.
    pub fn say(&self, text: impl Into<String>) {
        let text = text.into();
        self.said.set(Some(text.clone()));
        let said = self.said;
        set_timeout(
            move || {
                if said.get_untracked().as_ref() == Some(&text) {
                    said.set(None);
                }
            },
            Duration::from_secs(6),
        );
    }
}

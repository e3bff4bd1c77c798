//! What people are told in passing: a notice for a while, and that something takes its time.

use leptos::prelude::*;
use std::time::Duration;

#[derive(Clone, Copy)]
pub struct Notices {
    pub said: RwSignal<Option<String>>,
    pub busy: RwSignal<Option<String>>,
    /// How often something was said.
    times: StoredValue<u64>,
}

impl Notices {
    pub fn new() -> Self {
        Self {
            said: RwSignal::new(None),
            busy: RwSignal::new(None),
            times: StoredValue::new(0),
        }
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// Tells people something, for a while; the same words said again stay as long again.
    pub fn say(&self, text: impl Into<String>) {
        self.said.set(Some(text.into()));
        let Self { said, times, .. } = *self;
        let time = times.get_value() + 1;
        times.set_value(time);
        set_timeout(
            move || {
                if times.get_value() == time {
                    said.set(None);
                }
            },
            Duration::from_secs(6),
        );
    }
}

//! The sign of the house.

use leptos::prelude::*;

#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true" class="mark">
            <circle cx="6.5" cy="12" r="4"/>
            <rect x="14.5" y="8" width="8" height="8" rx="1"/>
            <path d="M12.5 2.5v19" class="mark-line"/>
        </svg>
    }
}

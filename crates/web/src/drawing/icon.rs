//! What a stencil looks like, small.

use leptos::prelude::*;
use trustline_model::{Representation, Stencil};

/// The media type of a picture that stands as base64.
fn media(base64: &str) -> Option<&'static str> {
    [
        ("iVBOR", "image/png"),
        ("/9j/", "image/jpeg"),
        ("R0lGOD", "image/gif"),
        ("PHN2Zy", "image/svg+xml"),
        ("PD94bW", "image/svg+xml"),
        ("Qk", "image/bmp"),
    ]
    .into_iter()
    .find(|(start, _)| base64.starts_with(start))
    .map(|(_, media)| media)
}

/// What a stencil looks like, small.
#[component]
pub fn Icon(
    shape: Representation,
    #[prop(optional_no_strip)] image: Option<String>,
) -> impl IntoView {
    if let Some((image, media)) = image.and_then(|i| media(i.trim()).map(|m| (i, m))) {
        let src = format!("data:{media};base64,{}", image.trim());
        return view! { <img class="stencil-icon" src=src alt="" width="18" height="18"/> }
            .into_any();
    }
    let inner = match shape {
        Representation::Ellipse => view! { <circle cx="9" cy="9" r="7"/> }.into_any(),
        Representation::Rectangle => {
            view! { <rect x="2" y="3.5" width="14" height="11"/> }.into_any()
        }
        Representation::ParallelLines => view! { <path d="M2 4.5h14M2 13.5h14"/> }.into_any(),
        Representation::Line => view! { <path d="M2 14Q8 4 15 6m-4-2 4 2-3 3"/> }.into_any(),
        Representation::LineBoundary => {
            view! { <path class="zone" d="M4 2Q14 9 4 16" stroke-dasharray="3 2"/> }.into_any()
        }
        Representation::BorderBoundary => {
            view! { <rect class="zone" x="2" y="3" width="14" height="12" stroke-dasharray="3 2"/> }
                .into_any()
        }
        _ => view! { <path d="M3 5h12M3 9h12M3 13h7"/> }.into_any(),
    };
    view! {
        <svg class="stencil-icon" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">{inner}</svg>
    }
    .into_any()
}

/// The picture of a stencil, its own or the nearest inherited one.
pub fn image_of(kb: &trustline_model::KnowledgeBase, stencil: &Stencil) -> Option<String> {
    kb.lineage(&stencil.id)
        .into_iter()
        .filter(|s| !s.generic)
        .find_map(|s| s.image.clone())
}

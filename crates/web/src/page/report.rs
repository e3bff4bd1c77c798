//! Reports and pictures: looked at, and handed over as files.

use crate::browser::files::{blob_url, download};
use crate::browser::picture::download_png;
use crate::files::Files;
use crate::files::export::{base_name, download_report, make};
use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_drawing::{Theme, svg};
use trustline_report::{Part, ReportKind};

#[component]
pub fn ReportDialog() -> impl IntoView {
    let files = Files::here();
    let kind = RwSignal::new(ReportKind::HTML);
    let without: RwSignal<Vec<usize>> = RwSignal::new(Vec::new());
    let parts = move || -> Vec<Part> {
        let out = without.get();
        out.iter()
            .filter_map(|i| Part::ALL.get(*i))
            .map(|(p, _)| *p)
            .collect()
    };
    let preview = Memo::new(move |_| make(files, kind.get(), parts()).unwrap_or_default());
    let old: StoredValue<Option<String>> = StoredValue::new(None);
    let address = move || {
        if let Some(old) = old.get_value() {
            let _ = web_sys::Url::revoke_object_url(&old);
        }
        let url = preview.with(|page| blob_url(page, "text/html;charset=utf-8"));
        let url = url.unwrap_or_default();
        old.set_value(Some(url.clone()));
        url
    };
    let shown = move || {
        match kind.get().media_type() {
        "text/html" => view! {
            <iframe class="preview" title=texts::REPORT src=address sandbox="allow-scripts allow-popups"></iframe>
        }
        .into_any(),
        _ => {
            let text: String = preview
                .with(|bytes| String::from_utf8_lossy(bytes).chars().take(60_000).collect());
            view! { <pre class="preview" tabindex="0">{text}</pre> }.into_any()
        }
    }
    };
    view! {
        <div class="report-dialog">
            <div class="report-side">
                <fieldset>
                    <legend>{texts::FORMAT}</legend>
                    {ReportKind::ALL
                        .iter()
                        .copied()
                        .map(|each| {
                            view! {
                                <label class="check-field">
                                    <input type="radio" name="report-kind" value=each.label() prop:checked=move || kind.get() == each
                                        on:change=move |_| kind.set(each)/>
                                    <span>{each.label()}</span>
                                </label>
                            }
                        })
                        .collect_view()}
                </fieldset>
                <Show when=move || { kind.get().has_choice() }>
                    <fieldset>
                        <legend>{texts::INCLUDE}</legend>
                        {Part::ALL
                            .iter()
                            .enumerate()
                            .map(|(i, (_, label))| {
                                view! {
                                    <label class="check-field">
                                        <input
                                            type="checkbox"
                                            prop:checked=move || !without.with(|w| w.contains(&i))
                                            on:change=move |e| {
                                                let on = event_target_checked(&e);
                                                without.update(|w| {
                                                    w.retain(|n| *n != i);
                                                    if !on {
                                                        w.push(i);
                                                    }
                                                });
                                            }
                                        />
                                        <span>{*label}</span>
                                    </label>
                                }
                            })
                            .collect_view()}
                    </fieldset>
                </Show>
                <button type="button" class="primary" id="report-download"
                    on:click=move |_| download_report(files, kind.get_untracked(), untrack(parts))>
                    {texts::DOWNLOAD}
                </button>
            </div>
            {shown}
        </div>
    }
}

#[component]
pub fn PictureDialog() -> impl IntoView {
    let editing = Editing::here();
    let files = Files::here();
    let dark = RwSignal::new(false);
    let picture = move || {
        let theme = if dark.get() {
            Theme::DARK
        } else {
            Theme::LIGHT
        };
        editing
            .with(|e| svg(e.drawing(), &theme, &[]))
            .unwrap_or_default()
    };
    let name = move |ending: &str| {
        let diagram = editing
            .with(|e| e.diagram().map(|d| d.name.clone()))
            .flatten();
        format!(
            "{} – {}.{ending}",
            base_name(files),
            diagram.unwrap_or_default().trim()
        )
    };
    let address = move || blob_url(picture().as_bytes(), "image/svg+xml").unwrap_or_default();
    view! {
        <div class="picture-dialog">
            <img class="picture" src=address alt=texts::CANVAS/>
            <div class="row">
                <label class="check-field">
                    <input type="checkbox" prop:checked=move || dark.get() on:change=move |e| dark.set(event_target_checked(&e))/>
                    <span>{texts::DARK_PICTURE}</span>
                </label>
                <button type="button" id="picture-svg"
                    on:click=move |_| download(&name("svg"), picture().as_bytes(), "image/svg+xml")>"SVG"</button>
                <button type="button" id="picture-png" on:click=move |_| download_png(&untrack(picture), name("png"))>"PNG"</button>
            </div>
        </div>
    }
}

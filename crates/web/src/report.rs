//! Reports and pictures: looked at, and handed over as files.

use crate::app::App;
use crate::{dom, texts};
use leptos::prelude::*;
use trustline_drawing::{Theme, svg};
use trustline_editor::Editor;
use trustline_report::{Kind, Part, Settings, Subject, report};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

fn make(app: App, kind: Kind, without: Vec<Part>) -> Option<Vec<u8>> {
    let file = app.file_name();
    let made_at = dom::now();
    let settings = Settings {
        without,
        made_at: Some(made_at.split('.').next().unwrap_or("").replace('T', " ")),
    };
    app.edit(Editor::settle);
    app.with(|e| {
        let subject = Subject {
            file: &file,
            model: e.model(),
            analysis: e.analysis(),
            diagnostics: e.diagnostics(),
        };
        report(&[subject], kind, &settings)
    })
}

fn base_name(app: App) -> String {
    let name = app.file_name();
    name.trim_end_matches(".tm7").to_owned()
}

/// Hands the report of a kind over as a file.
pub fn download(app: App, kind: Kind) {
    download_without(app, kind, Vec::new());
}

fn download_without(app: App, kind: Kind, without: Vec<Part>) {
    if let Some(bytes) = make(app, kind, without) {
        let name = format!("{}.{}", base_name(app), kind.ending());
        dom::download(&name, &bytes, kind.media_type());
    }
}

#[component]
pub fn ReportDialog() -> impl IntoView {
    let app = App::here();
    let kind = RwSignal::new(Kind::HTML);
    let without: RwSignal<Vec<usize>> = RwSignal::new(Vec::new());
    let parts = move || -> Vec<Part> {
        let out = without.get();
        out.iter()
            .filter_map(|i| Part::ALL.get(*i))
            .map(|(p, _)| *p)
            .collect()
    };
    let preview = Memo::new(move |_| make(app, kind.get(), parts()).unwrap_or_default());
    let old: StoredValue<Option<String>> = StoredValue::new(None);
    let address = move || {
        if let Some(old) = old.get_value() {
            let _ = web_sys::Url::revoke_object_url(&old);
        }
        let url = preview.with(|page| dom::blob_url(page, "text/html;charset=utf-8"));
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
                    {Kind::ALL
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
                    on:click=move |_| download_without(app, kind.get_untracked(), untrack(parts))>
                    {texts::DOWNLOAD}
                </button>
            </div>
            {shown}
        </div>
    }
}

#[component]
pub fn PictureDialog() -> impl IntoView {
    let app = App::here();
    let dark = RwSignal::new(false);
    let picture = move || {
        let theme = if dark.get() {
            Theme::DARK
        } else {
            Theme::LIGHT
        };
        app.with(|e| svg(e.drawing(), &theme, &[]))
            .unwrap_or_default()
    };
    let name = move |ending: &str| {
        let diagram = app.with(|e| e.diagram().map(|d| d.name.clone())).flatten();
        format!(
            "{} – {}.{ending}",
            base_name(app),
            diagram.unwrap_or_default().trim()
        )
    };
    let address = move || dom::blob_url(picture().as_bytes(), "image/svg+xml").unwrap_or_default();
    view! {
        <div class="picture-dialog">
            <img class="picture" src=address alt=texts::CANVAS/>
            <div class="row">
                <label class="check-field">
                    <input type="checkbox" prop:checked=move || dark.get() on:change=move |e| dark.set(event_target_checked(&e))/>
                    <span>"Dark"</span>
                </label>
                <button type="button" id="picture-svg"
                    on:click=move |_| dom::download(&name("svg"), picture().as_bytes(), "image/svg+xml")>"SVG"</button>
                <button type="button" id="picture-png" on:click=move |_| download_png(&untrack(picture), name("png"))>"PNG"</button>
            </div>
        </div>
    }
}

/// The picture as the browser paints it, at twice its natural size.
fn download_png(svg: &str, name: String) {
    let Some(url) = dom::blob_url(svg.as_bytes(), "image/svg+xml") else {
        return;
    };
    let Ok(image) = web_sys::HtmlImageElement::new() else {
        return;
    };
    let loaded = image.clone();
    let paint = Closure::once_into_js(move || {
        let _ = paint_png(&loaded, name);
    });
    image.set_onload(Some(paint.unchecked_ref()));
    image.set_src(&url);
}

fn paint_png(image: &web_sys::HtmlImageElement, name: String) -> Option<()> {
    let canvas = dom::document().create_element("canvas").ok()?;
    let canvas: web_sys::HtmlCanvasElement = canvas.dyn_into().ok()?;
    let (wide, high) = (f64::from(image.width()), f64::from(image.height()));
    // Browsers refuse larger canvases.
    let scale = (2.0f64).min(8000.0 / wide.max(high).max(1.0));
    canvas.set_width((wide * scale) as u32);
    canvas.set_height((high * scale) as u32);
    let context = canvas.get_context("2d").ok()??;
    let context: web_sys::CanvasRenderingContext2d = context.dyn_into().ok()?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(
            image,
            0.0,
            0.0,
            wide * scale,
            high * scale,
        )
        .ok()?;
    let done = Closure::once_into_js(move |blob: wasm_bindgen::JsValue| {
        let blob: Option<web_sys::Blob> = blob.dyn_into().ok();
        let Some(blob) = blob else { return };
        leptos::task::spawn_local(async move {
            if let Ok(buffer) = wasm_bindgen_futures::JsFuture::from(blob.array_buffer()).await {
                dom::download(&name, &dom::bytes_of(&buffer), "image/png");
            }
        });
    });
    canvas.to_blob(done.unchecked_ref()).ok()
}

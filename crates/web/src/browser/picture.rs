//! Pictures as the browser paints them.

use crate::browser::dom;
use crate::browser::files::{blob_url, bytes_of, download};
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

/// The picture as the browser paints it, at twice its actual size.
pub fn download_png(svg: &str, name: String) {
    let Some(url) = blob_url(svg.as_bytes(), "image/svg+xml") else {
        return;
    };
    let Ok(image) = HtmlImageElement::new() else {
        return;
    };
    let loaded = image.clone();
    let paint = Closure::once_into_js(move || {
        let _ = paint_png(&loaded, name);
    });
    image.set_onload(Some(paint.unchecked_ref()));
    image.set_src(&url);
}

fn paint_png(image: &HtmlImageElement, name: String) -> Option<()> {
    let canvas = dom::document().create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    let (wide, high) = (f64::from(image.width()), f64::from(image.height()));
    // Browsers refuse larger canvases.
    let scale = (2.0f64).min(8000.0 / wide.max(high).max(1.0));
    canvas.set_width((wide * scale) as u32);
    canvas.set_height((high * scale) as u32);
    let context = canvas.get_context("2d").ok()??;
    let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(
            image,
            0.0,
            0.0,
            wide * scale,
            high * scale,
        )
        .ok()?;
    let done = Closure::once_into_js(move |blob: JsValue| {
        let blob: Option<Blob> = blob.dyn_into().ok();
        let Some(blob) = blob else { return };
        spawn_local(async move {
            if let Ok(buffer) = JsFuture::from(blob.array_buffer()).await {
                download(&name, &bytes_of(&buffer), "image/png");
            }
        });
    });
    canvas.to_blob(done.unchecked_ref()).ok()
}

//! Pictures as the browser paints them.

use crate::browser::dom;
use crate::browser::files::{blob_url, bytes_of, download};
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, ClipboardItem, HtmlCanvasElement, HtmlImageElement};

/// Hands a picture over as a PNG.
pub fn download_png(svg: &str, name: String) {
    let painted = JsFuture::from(painted(svg));
    spawn_local(async move {
        let blob: Option<Blob> = painted.await.ok().and_then(|b| b.dyn_into().ok());
        let Some(blob) = blob else { return };
        if let Ok(buffer) = JsFuture::from(blob.array_buffer()).await {
            download(&name, &bytes_of(&buffer), "image/png");
        }
    });
}

/// Puts a picture on the clipboard; whether the browser allowed it.
pub async fn copy_png(svg: &str) -> bool {
    let item = Object::new();
    let written = Reflect::set(&item, &"image/png".into(), &painted(svg)).and_then(|_| {
        let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&item)?;
        let clipboard = dom::window().navigator().clipboard();
        Ok(clipboard.write(&Array::of1(&item)))
    });
    match written {
        Ok(written) => JsFuture::from(written).await.is_ok(),
        Err(_) => false,
    }
}

/// The picture as a PNG, at twice its actual size.
fn painted(svg: &str) -> Promise {
    Promise::new(&mut |done: Function, failed: Function| {
        let refused = failed.clone();
        if load(svg, done, failed).is_none() {
            let _ = refused.call0(&JsValue::NULL);
        }
    })
}

fn load(svg: &str, done: Function, failed: Function) -> Option<()> {
    let url = blob_url(svg.as_bytes(), "image/svg+xml")?;
    let image = HtmlImageElement::new().ok()?;
    let loaded = image.clone();
    let refused = failed.clone();
    let paint = Closure::once_into_js(move || {
        if paint(&loaded, &done).is_none() {
            let _ = refused.call0(&JsValue::NULL);
        }
    });
    image.set_onload(Some(paint.unchecked_ref()));
    image.set_onerror(Some(&failed));
    image.set_src(&url);
    Some(())
}

fn paint(image: &HtmlImageElement, done: &Function) -> Option<()> {
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
    canvas.to_blob(done).ok()
}
